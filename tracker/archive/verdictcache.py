"""Histories and verdicts in SQLite, in the git directory: a cache that can be deleted any time.

It holds which commits tell of which post, hashes of the lines that came or went in each, and what
was said of each edit. `Covered` names the commit up to which it knows the history. A process that
cannot write to it (it is locked, or nobody may) goes on with a copy of its own.
"""

from __future__ import annotations

import contextlib
import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

from tracker.errors import ArchiveError
from tracker.model import MOST, PostKey

_VERSION = 4
"""Of the tables; of those of another version nothing is kept."""

_PATIENCE = 5.0
"""Seconds to wait for another process; after that there is a way without it."""

_TABLES = ("covered", "post", "place", "line", "edit")
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


class Covered(NamedTuple):
    """What the cache knows.

    Args:
        tip: the commit of main up to which it knows the history.
        mark: what verdicts follow from, besides the history; see `tracker.assessing.judging`.
        made_by: the version of tracker that said so.
        is_judged: whether there is a verdict with this mark on every edit.
    """

    tip: str
    mark: str
    made_by: str
    is_judged: bool


class VerdictCache:
    """The cache of one archive, opened; a context manager.

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
        self._database = _prepared(own)

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
        for table in _TABLES:
            self._database.execute(f"delete from {table}")

    def post_number(self, key: PostKey) -> int:
        """Number a post, new ones included."""
        self._database.execute(
            "insert or ignore into post (folder, number) values (?, ?)", (key.folder, key.id)
        )
        return self._number(key)

    def add_place(self, number: int, place: int, told: bytes) -> None:
        """Add what a commit tells of a post, at its place in the order of all."""
        self._database.execute("insert into place values (?, ?, ?)", (number, place, told))

    def last_place(self) -> int:
        """Tell the highest place in the order of all."""
        found = self._database.execute("select max(seq) from place").fetchone()[0]
        return int(found or 0)

    def places(self, key: PostKey) -> list[bytes]:
        """Give what the commits of a post tell, in their order."""
        query = (
            "select told from place where post = "
            "(select id from post where folder = ? and number = ?) order by seq"
        )
        return [row[0] for row in self._rows(query, (key.folder, key.id))]

    def keys(self, *, without_mark: str | None = None) -> list[PostKey]:
        """List the posts in their order: all, or those that have no verdict with a mark."""
        query = "select folder, number from post"
        values: tuple[str, ...] = ()
        if without_mark is not None:
            query, values = f"{query} where mark <> ?", (without_mark,)
        rows = self._database.execute(f"{query} order by folder, number", values)
        return [PostKey(folder=folder, id=number) for folder, number in rows]

    def keys_of(self, number: int) -> list[PostKey]:
        """List the posts that have an id, in their order."""
        if number > MOST:
            return []
        query = "select folder from post where number = ? order by folder"
        rows = self._database.execute(query, (number,))
        return [PostKey(folder=folder, id=number) for (folder,) in rows]

    def renamed_keys(self, mark: str) -> list[PostKey]:
        """List the posts that had several titles, slugs or addresses, and those that can have had.

        Not every state tells a slug and an address, and without a verdict nothing is known.

        Args:
            mark: that verdicts have.
        """
        changed = " or ".join(
            f"max(instr(fields, x'{name.encode().hex()}ff')) > 0" for name in ("slug", "link")
        )
        query = (
            "select folder, number from post where mark <> ? union "
            "select folder, id from edit group by folder, id "
            f"having count(distinct title) > 1 or min(has_fields) = 0 or {changed}"
        )
        return [PostKey(folder=folder, id=number) for folder, number in self._rows(query, (mark,))]

    def note_lines(self, key: PostKey, lines: Iterable[int]) -> frozenset[PostKey]:
        """Note all lines (hashes) that came or went in a post.

        Returns:
            other posts, for which it is new that they share a line, or that they no longer do.
            Their verdicts, and that of the post, do not count any more.
        """
        number = self.post_number(key)
        before, after = frozenset(self.lines(key)), frozenset(lines)
        self._database.executemany(
            "insert or ignore into line values (?, ?)", ((line, number) for line in after - before)
        )
        self._database.executemany(
            "delete from line where hash = ? and post = ?",
            ((line, number) for line in before - after),
        )
        # Of lines that several others have, nothing is new to those.
        alone = {
            others[0]
            for line in before ^ after
            if len(others := self._others(line, number, at_most=2)) == 1
        }
        packed = array("q", sorted(after)).tobytes()
        self._database.execute("update post set lines = ? where id = ?", (packed, number))
        self._database.executemany(
            "update post set mark = '' where id = ?", ((one,) for one in (number, *alone))
        )
        return frozenset(map(self._key, alone))

    def lines(self, key: PostKey) -> array[int]:
        """Give the lines (hashes) that came or went in a post."""
        query = "select lines from post where folder = ? and number = ?"
        row = self._database.execute(query, (key.folder, key.id)).fetchone()
        return array("q", b"" if row is None else row[0])

    def shared(self, key: PostKey) -> frozenset[int]:
        """Pick of the lines of a post those that came or went in others as well."""
        number = self._number(key)  # nothing is written: this is asked while others may write
        return frozenset(line for line in self.lines(key) if self._others(line, number, at_most=1))

    def has_mark(self, key: PostKey, mark: str) -> bool:
        """Tell whether the verdicts of a post have a mark, or there is no such post."""
        query = "select mark = ? from post where folder = ? and number = ?"
        row = self._database.execute(query, (mark, key.folder, key.id)).fetchone()
        return row is None or bool(row[0])

    def sizes(self, key: PostKey) -> dict[tuple[str, str], tuple[int, ...]]:
        """Give the sizes of edits that rows hold, by the commits before and after."""
        query = "select commit_id, size from edit where folder = ? and id = ? order by number"
        found, last = {}, ""
        for commit, size in self._database.execute(query, (key.folder, key.id)):
            found[last, commit] = tuple(map(int, size.split())) if size else (0,) * 6
            last = commit
        return found

    def assessments(self, key: PostKey, mark: str | None = None) -> bytes | None:
        """Give the assessments of a post, where they have this mark; None for any."""
        query = "select assessments, mark from post where folder = ? and number = ?"
        row = next(self._rows(query, (key.folder, key.id)), None)
        if row is None or mark not in (None, row[1]):
            return None
        data: bytes | None = row[0]
        return data

    def write(
        self, key: PostKey, mark: str, assessments: bytes, rows: Iterable[Sequence[Any]]
    ) -> None:
        """Keep what is said of the edits of a post, and their rows (`tracker.edits.rows`)."""
        self._database.execute(
            "update post set mark = ?, assessments = ? where folder = ? and number = ?",
            (mark, assessments, key.folder, key.id),
        )
        self._database.execute("delete from edit where folder = ? and id = ?", (key.folder, key.id))
        for row in rows:
            marks = ", ".join("?" * len(row))
            self._database.execute(f"insert into edit values ({marks})", row)

    def rows_of(self, key: PostKey) -> list[tuple[Any, ...]]:
        """Give the rows of the edits of one post, oldest first."""
        query = "select * from edit where folder = ? and id = ? order by number"
        return list(self._rows(query, (key.folder, key.id)))

    def iter_rows(self) -> Iterator[tuple[Any, ...]]:
        """Give the rows of all edits, post by post, oldest first."""
        return self._rows("select * from edit order by folder, id, number")

    def newest_rows(
        self, count: int, before: tuple[int, str, int, int] | None = None
    ) -> list[tuple[Any, ...]]:
        """Give rows of all edits, newest first.

        Args:
            count: so many at most.
            before: only those behind this one: its moment, folder, id and number.
        """
        where = "where (moment, folder, id, number) < (?, ?, ?, ?)" if before is not None else ""
        order = "order by moment desc, folder desc, id desc, number desc limit ?"
        query = f"select * from edit {where} {order}"
        return list(self._rows(query, (*(before or ()), count)))

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

    def _number(self, key: PostKey) -> int:
        query = "select id from post where folder = ? and number = ?"
        row = self._database.execute(query, (key.folder, key.id)).fetchone()
        return -1 if row is None else int(row[0])

    def _others(self, line: int, number: int, *, at_most: int) -> list[int]:
        query = "select post from line where hash = ? and post <> ? limit ?"
        return [row[0] for row in self._database.execute(query, (line, number, at_most))]

    def _key(self, number: int) -> PostKey:
        query = "select folder, number from post where id = ?"
        folder, post = self._database.execute(query, (number,)).fetchone()
        return PostKey(folder=folder, id=post)

    def _open(self) -> sqlite3.Connection:
        for _ in range(2):
            with contextlib.suppress(OSError):
                self._path.parent.mkdir(parents=True, exist_ok=True)
                if not self._path.exists():
                    # What a killed process left belongs to a database that is no more.
                    self._path.with_name(f"{self._path.name}-journal").unlink(missing_ok=True)
            try:
                return _prepared(_connect(str(self._path)))
            except sqlite3.OperationalError:
                break  # locked, or nobody may write here
            except sqlite3.DatabaseError:
                with contextlib.suppress(OSError):
                    self._path.unlink()
        return _prepared(_connect(""))


def _prepared(database: sqlite3.Connection) -> sqlite3.Connection:
    """Make the tables where they are missing, or of another version."""
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
