"""The tables of the cache of verdicts."""

from __future__ import annotations

import sqlite3

_VERSION = 4
"""Of the tables; of those of another version nothing is kept."""

TABLES = ("covered", "post", "place", "line", "edit")
_SCHEMA = f"""
create table covered (tip text not null, mark text not null, made_by text not null,
    is_judged integer not null);
create table post (
    id integer primary key, folder text not null, number integer not null,
    lines blob not null default x'', mark text not null default '', assessments blob,
    unique (folder, number)
);
create table place (
    post integer not null, seq integer not null, told blob not null, primary key (post, seq)
) without rowid;
create table line (
    hash integer not null, post integer not null, primary key (hash, post)
) without rowid;
create table edit (
    folder text not null, id integer not null, number integer not null, moment integer not null,
    commit_id, is_of_post, has_fields, earliest, kind, severity, disclosure, disclosed_by,
    lag_least, lag_most, moved, held, corrects, evidence, claimed, published, size, title, editor,
    fields, reasons, facts, primary key (folder, id, number)
) without rowid;
create index edit_moment on edit (moment, folder, id, number);
create index post_number on post (number);
pragma user_version = {_VERSION};
"""


def prepared(database: sqlite3.Connection) -> sqlite3.Connection:
    """Make the tables where they are missing, or of another version.

    Raises:
        sqlite3.Error: where that cannot be done; the database is closed then.
    """
    try:
        if _version(database) != _VERSION:
            database.execute("begin immediate")
            if _version(database) != _VERSION:  # else another process was faster
                held = "select name from sqlite_master where type = 'table'"
                for (name,) in database.execute(held).fetchall():
                    database.execute(f"drop table {name}")
                for statement in _SCHEMA.split(";"):
                    database.execute(statement)
            database.commit()
    except sqlite3.Error:
        database.close()
        raise
    return database


def _version(database: sqlite3.Connection) -> int:
    return int(database.execute("pragma user_version").fetchone()[0])
