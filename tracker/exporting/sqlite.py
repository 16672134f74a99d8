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
    post text primary key, type text not null, id integer not null, title text, link text,
    slug text, published text, first_seen text, last_edit text, states integer not null, away text
);
create table states (
    post text not null references posts(post), number integer not null, "commit" text not null,
    title text, text text, evidence text, revision integer, claimed text, observed text,
    last_observed text, away text, primary key (post, number)
);
create table edits (
    id integer primary key, post text not null references posts(post), number integer not null,
    "commit" text not null, title text, link text, earliest text, latest text, kind text not null,
    severity text not null, disclosure text not null, disclosed_by integer, reverts_to integer,
    editor text, sentences_edited integer, sentences_added integer, sentences_deleted integer,
    sentences_moved integer, words_added integer, words_deleted integer, reasons text,
    foreign key (post, number) references states(post, number)
);
create table changes (
    edit integer not null references edits(id), kind text not null, before text, after text
);
create table fields (
    edit integer not null references edits(id), name text not null, before text, after text
);
create table notes (
    edit integer not null references edits(id), kind text not null, text text not null
);
create index edits_latest on edits(latest);
create index edits_post on edits(post, number);
create index changes_edit on changes(edit);
create index fields_edit on fields(edit);
create index notes_edit on notes(edit);
"""


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
        _insert(database, "states", (_state_row(edit) for edit in edits))
        for edit in edits:
            count += 1
            _add_edit(database, count, edit, known)
            tell(count)
    return count


def _add_edit(database: sqlite3.Connection, number: int, edit: AssessedEdit, known: Known) -> None:
    values = record_of(edit, known).values
    counts, words = values["sentences"], values["words"]
    names = ("post", "number", "commit", "title", "link", "earliest", "latest", "kind", "severity",
             "disclosure", "disclosed_by", "reverts_to", "editor")  # fmt: skip
    sizes = [counts[name] for name in ("edited", "added", "deleted", "moved")]
    row = [number, *(values[name] for name in names), *sizes, words["added"], words["deleted"]]
    _insert(database, "edits", [[*row, "\n".join(values["reasons"])]])
    for table in ("changes", "fields", "notes"):
        _insert(database, table, ([number, *each.values()] for each in values[table]))


def _post_row(edits: tuple[AssessedEdit, ...]) -> list[Any]:
    first, last = edits[0], edits[-1]
    key, state = last.recorded.key, last.recorded.state
    fields = next((one.recorded.state.fields for one in reversed(edits)
                   if one.recorded.state.fields), {})  # fmt: skip
    link, slug = fields.get("link"), fields.get("slug")
    return [
        str(key), key.folder, key.id, state.title, link if isinstance(link, str) else None,
        slug if isinstance(slug, str) else None, moment_text(state.published),
        moment_text(first.recorded.state.moment), moment_text(last.assessment.span.latest),
        len(edits), state.away or None,
    ]  # fmt: skip


def _state_row(edit: AssessedEdit) -> list[Any]:
    recorded, state = edit.recorded, edit.recorded.state
    return [
        str(recorded.key), recorded.number, recorded.place.commit, state.title, state.text,
        state.evidence.value, state.revision, moment_text(state.claimed),
        moment_text(state.observed), moment_text(state.last_observed), state.away or None,
    ]  # fmt: skip


def _insert(database: sqlite3.Connection, table: str, rows: Iterable[list[Any]]) -> None:
    for row in rows:
        marks = ", ".join("?" * len(row))
        database.execute(f"insert into {table} values ({marks})", [_clean(each) for each in row])


def _clean(value: Any) -> Any:
    """SQLite holds UTF-8: a lone surrogate becomes U+FFFD."""
    return join_surrogates(value) if isinstance(value, str) else value
