"""Assessments in SQLite, in the git directory: a cache that can be deleted at any time."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType

from tracker.model import PostKey

_SCHEMA = """
create table if not exists post (
    name text primary key, fingerprint blob not null, assessments blob not null
) without rowid;
create table if not exists line (
    hash integer not null, post text not null, primary key (hash, post)
) without rowid;
"""


class VerdictCache:
    """Assessments by post, and which posts changed which lines.

    A database that is damaged or locked is passed over: everything is then worked out again.

    Args:
        path: of the database; made where it does not exist.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._database = self._open()

    def __enter__(self) -> VerdictCache:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with contextlib.suppress(sqlite3.Error):
            self._database.commit()
        self._database.close()

    def read(self, key: PostKey, fingerprint: bytes) -> bytes | None:
        """Read the assessments of a post, if they are of these states and rules."""
        with contextlib.suppress(sqlite3.Error):
            row = self._database.execute(
                "select assessments from post where name = ? and fingerprint = ?",
                (str(key), fingerprint),
            ).fetchone()
            return None if row is None else bytes(row[0])
        return None

    def write(self, key: PostKey, fingerprint: bytes, assessments: bytes) -> None:
        """Keep the assessments of a post."""
        with contextlib.suppress(sqlite3.Error):
            self._database.execute(
                "insert or replace into post values (?, ?, ?)",
                (str(key), fingerprint, assessments),
            )

    def note_lines(self, key: PostKey, lines: Iterable[int]) -> frozenset[str]:
        """Note lines (hashes) that came or went in a post, and name the posts that share one."""
        name = str(key)
        sharing: set[str] = set()
        with contextlib.suppress(sqlite3.Error):
            for line in lines:
                found = self._database.execute(
                    "insert or ignore into line values (?, ?)", (line, name)
                )
                if found.rowcount == 1:
                    sharing.update(self._others(line, name))
        return frozenset(sharing)

    def shared(self, key: PostKey, lines: Iterable[int]) -> frozenset[int]:
        """Pick the lines that came or went in other posts as well."""
        found: set[int] = set()
        with contextlib.suppress(sqlite3.Error):
            found = {line for line in lines if next(self._others(line, str(key)), None)}
        return frozenset(found)

    def _others(self, line: int, name: str) -> Iterator[str]:
        query = "select post from line where hash = ? and post <> ? limit 50"
        return (row[0] for row in self._database.execute(query, (line, name)))

    def _open(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        for _ in range(2):
            database = sqlite3.connect(self._path, timeout=1)
            try:
                database.execute("pragma synchronous = off")
                database.execute("pragma journal_mode = memory")
                database.executescript(_SCHEMA)
            except sqlite3.Error:
                database.close()
                with contextlib.suppress(OSError):
                    self._path.unlink()
                continue
            return database
        database = sqlite3.connect(":memory:")
        database.executescript(_SCHEMA)
        return database
