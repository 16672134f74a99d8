"""Histories and verdicts, post by post: a cache of the repository.

It holds which commits tell of which post, hashes of the lines that came or went in each, and what
was said of each edit.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from tracker.archive.verdictfile import VerdictFile
from tracker.model import MOST, PostKey


class VerdictCache(VerdictFile):
    """What the cache of one archive says of its posts; a context manager, as its file is."""

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
