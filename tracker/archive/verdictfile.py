"""The file of the cache of verdicts: SQLite, in the git directory; it can be deleted any time.

`Covered` names the commit up to which it knows the history. A process that cannot write to it (it
is locked, or nobody may) goes on with a copy of its own; a damaged one is made anew.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from tracker.archive.verdicttables import TABLES, prepared
from tracker.errors import ArchiveError

_PATIENCE = 5.0
"""Seconds to wait for another process; after that there is a way without it."""


class Covered(NamedTuple):
    """What the cache knows.

    Args:
        tip: the commit of main up to which it knows the history.
        mark: what verdicts follow from, besides the history; see `tracker.assessing.setting`.
        made_by: the version of tracker that said so.
        is_judged: whether there is a verdict with this mark on every edit.
    """

    tip: str
    mark: str
    made_by: str
    is_judged: bool


class VerdictFile:
    """The database of one archive, opened; a context manager.

    What is kept in it asks `_database`: the connection, another one after `detach` and `discard`.

    Args:
        path: of the database; made where it does not exist.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._database = self._open()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._database.close()

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Write all or nothing; in a copy of one's own where the database cannot be written."""
        try:
            # Not `immediate`: readers that do not end would be met only when all is written.
            self._database.execute("begin exclusive")
        except sqlite3.OperationalError:
            self.detach()
            self._database.execute("begin exclusive")
        try:
            yield
            self._database.commit()
        except BaseException:
            self._database.rollback()
            raise

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """Read what belongs together: no other process changes it meanwhile."""
        try:
            self._database.execute("begin")
            self.covered()
        except sqlite3.OperationalError:
            self.detach()
            self._database.execute("begin")
        except sqlite3.DatabaseError:
            self.discard()
            self._database.execute("begin")
        try:
            yield
        finally:
            self._database.rollback()

    def detach(self) -> None:
        """Go on with a copy of one's own: on disk where it is large, gone with the process."""
        own = _connect("")
        with contextlib.suppress(sqlite3.Error, _BusyError):
            self._database.rollback()
            self._database.backup(own, pages=1000, progress=_refuse_to_wait)
        self._database.close()
        self._database = prepared(own)

    def discard(self) -> None:
        """Remove a damaged database, and begin a new one."""
        self._database.close()
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)
        self._database = self._open()

    def covered(self) -> Covered | None:
        """Tell what is known; None where nothing is."""
        row = self._database.execute("select tip, mark, made_by, is_judged from covered").fetchone()
        return None if row is None else Covered(row[0], row[1], row[2], bool(row[3]))

    def cover(self, covered: Covered) -> None:
        """Note what is known now."""
        self._database.execute("delete from covered")
        self._database.execute("insert into covered values (?, ?, ?, ?)", covered)

    def clear(self) -> None:
        """Forget everything."""
        for table in TABLES:
            self._database.execute(f"delete from {table}")

    def _rows(self, query: str, values: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
        try:
            yield from self._database.execute(query, values)
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError as error:
            self.discard()
            raise ArchiveError(
                f"{self._path} was damaged ({error}). It is a cache, and was removed; ask again.",
                path=self._path,
            ) from error

    def _open(self) -> sqlite3.Connection:
        for _ in range(2):
            with contextlib.suppress(OSError):
                self._path.parent.mkdir(parents=True, exist_ok=True)
                if not self._path.exists():
                    # What a killed process left belongs to a database that is no more.
                    self._path.with_name(f"{self._path.name}-journal").unlink(missing_ok=True)
            try:
                return prepared(_connect(str(self._path)))
            except sqlite3.OperationalError:
                break  # locked, or nobody may write here
            except sqlite3.DatabaseError:
                with contextlib.suppress(OSError):
                    self._path.unlink()
        return prepared(_connect(""))


class _BusyError(Exception):
    """Another process has the database for itself."""


def _refuse_to_wait(status: int, _left: int, _total: int) -> None:
    """Stop a copy that would wait, as `Connection.backup` does without an end."""
    if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        raise _BusyError


def _connect(name: str) -> sqlite3.Connection:
    # An empty name is a database of one's own, in a file that has no name either.
    database = sqlite3.connect(name, timeout=_PATIENCE, isolation_level=None)
    database.execute("pragma cache_size = -16000")
    return database
