"""Edits as an SQLite database, made to be looked at with Datasette."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from tracker.archive.repository import Archive
from tracker.assessing import AssessedEdit, iter_assessed
from tracker.errors import ConfigError
from tracker.exporting.records import Tell, moment_text, record_of
from tracker.listing import Known, read_known
from tracker.text.clean import join_surrogates

APPLICATION = 0x74726163
"""What marks a database as an export of ours (https://sqlite.org/pragma.html#pragma_application_id)."""

_SCHEMA = """
create table site (url text, name text, time_zone text, language text);
create table posts (
    post text primary key, title text, type text not null, id integer not null, states integer
    not null, first_seen text, last_edit text, published text, away text, slug text, link text
);
create table states (
    id integer primary key, post text not null references posts(post), number integer not null,
    title text, text text, evidence text, revision integer, claimed text, observed text,
    last_observed text, away text, "commit" text not null, unique (post, number)
);
create table edits (
    id integer primary key, post text not null references posts(post), latest text, earliest text,
    kind text not null, severity text not null, disclosure text not null, reasons text,
    disclosed_by integer references edits(id), reverts_to integer references states(id),
    editor text, sentences_edited integer, sentences_added integer, sentences_deleted integer,
    sentences_moved integer, words_added integer, words_deleted integer,
    number integer not null, state integer not null references states(id), title text, link text,
    "commit" text not null, evidence text, revision integer, claimed text, observed text,
    last_observed text, away text, rules integer not null
);
create table changes (
    id integer primary key, edit integer not null references edits(id), kind text not null,
    before text, after text
);
create table fields (
    id integer primary key, edit integer not null references edits(id), name text not null,
    before text, after text
);
create table notes (
    id integer primary key, edit integer not null references edits(id), kind text not null,
    text text not null
);
create index edits_latest on edits(latest);
create index edits_post on edits(post, number);
create index edits_state on edits(state);
create index changes_edit on changes(edit);
create index fields_edit on fields(edit);
create index notes_edit on notes(edit);
"""
_SEARCHED = {"changes": "before, after", "states": "title, text"}
"""Tables with a full-text index, which Datasette finds by its `content` in double quotes."""


def export_sqlite(archive: Archive, path: Path, *, tell: Tell) -> int:
    """Write a database; an earlier export at the same place is replaced once this one is whole.

    Args:
        archive: where.
        path: of the database.
        tell: called with the number of edits so far.

    Returns:
        how many edits there are.

    Raises:
        ConfigError: where another file is in the way.
    """
    if path.exists() and not _is_ours(path):
        raise ConfigError(f"{path} is no export of tracker; name another file.")
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(part)) as database:
            database.executescript(_SCHEMA)
            database.execute(f"pragma application_id = {APPLICATION}")
            count = _fill(database, archive, tell)
            database.commit()
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return count


def _is_ours(path: Path) -> bool:
    """Read the application id from the header (https://sqlite.org/fileformat.html)."""
    with path.open("rb") as file:
        head = file.read(100)
    return head.startswith(b"SQLite format 3\0") and head[68:72] == APPLICATION.to_bytes(4, "big")


def _fill(database: sqlite3.Connection, archive: Archive, tell: Tell) -> int:
    site, known = archive.site(), read_known(archive)
    _insert(
        database, "site", [[site.get(name) for name in ("url", "name", "time_zone", "language")]]
    )
    count = 0
    for _, edits in iter_assessed(archive):
        _insert(database, "posts", [_post_row(edits)])
        _insert(database, "states", (_state_row(count, edit) for edit in edits))
        for edit in edits:
            _add_edit(database, count, edit, known)
            tell(count + edit.recorded.number)
        count += len(edits)
    _index_words(database)
    return count


def _add_edit(database: sqlite3.Connection, before: int, edit: AssessedEdit, known: Known) -> None:
    """Add one edit.

    Args:
        database: where.
        before: how many edits and states the posts before this one have: ids go on from there.
        edit: with the number of its state.
        known: names.
    """
    values = record_of(edit, known).values
    key = before + edit.recorded.number
    row = {
        "id": key,
        "state": key,
        "reasons": "\n".join(values["reasons"]),
        **{f"sentences_{name}": count for name, count in values["sentences"].items()},
        **{f"words_{name}": count for name, count in values["words"].items()},
        **{name: number and before + number
           for name, number in values.items() if name in ("disclosed_by", "reverts_to")},
    }  # fmt: skip
    columns = [each[1] for each in database.execute("pragma table_info(edits)")]
    _insert(database, "edits", [[(values | row)[name] for name in columns]])
    for table in ("changes", "fields", "notes"):
        _insert(database, table, ([None, key, *each.values()] for each in values[table]))


def _post_row(edits: tuple[AssessedEdit, ...]) -> list[Any]:
    first, last = edits[0], edits[-1]
    key, state = last.recorded.key, last.recorded.state
    fields = next((one.recorded.state.fields for one in reversed(edits)
                   if one.recorded.state.fields), {})  # fmt: skip
    link, slug = fields.get("link"), fields.get("slug")
    return [
        str(key), state.title, key.folder, key.id, len(edits),
        moment_text(first.recorded.state.moment), moment_text(last.assessment.span.latest),
        moment_text(state.published), state.away or None,
        slug if isinstance(slug, str) else None, link if isinstance(link, str) else None,
    ]  # fmt: skip


def _state_row(before: int, edit: AssessedEdit) -> list[Any]:
    recorded, state = edit.recorded, edit.recorded.state
    return [
        before + recorded.number, str(recorded.key), recorded.number, state.title, state.text,
        state.evidence.value, state.revision, moment_text(state.claimed),
        moment_text(state.observed), moment_text(state.last_observed), state.away or None,
        recorded.place.commit,
    ]  # fmt: skip


def _index_words(database: sqlite3.Connection) -> None:
    """Index the words of texts and changes, where this SQLite can (https://sqlite.org/fts5.html).

    The index holds no second copy of the text.
    """
    for table, columns in _SEARCHED.items():
        name = f"{table}_fts"
        options = f"content=\"{table}\", content_rowid='id', tokenize='unicode61'"
        try:
            database.execute(f"create virtual table {name} using fts5({columns}, {options})")
        except sqlite3.OperationalError:
            return
        database.execute(f"insert into {name}({name}) values ('rebuild')")


def _insert(database: sqlite3.Connection, table: str, rows: Iterable[list[Any]]) -> None:
    for row in rows:
        marks = ", ".join("?" * len(row))
        database.execute(f"insert into {table} values ({marks})", [_clean(each) for each in row])


def _clean(value: Any) -> Any:
    """SQLite holds UTF-8: a lone surrogate becomes U+FFFD."""
    return join_surrogates(value) if isinstance(value, str) else value
