"""What is said of the edits of an archive, kept in its cache and brought up to date."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice

from tracker.archive.history import BlobReader
from tracker.archive.places import read_places
from tracker.archive.repository import Archive
from tracker.archive.verdictcache import VerdictCache
from tracker.assessing.advancing import advance, line_hashes, places_of
from tracker.assessing.cached import Tell, cache_path, silent
from tracker.assessing.rows import rows_of
from tracker.assessing.setting import mark_of, setting_of_site
from tracker.assessing.values import AssessedEdit
from tracker.chronicle import RecordedState, StateReader
from tracker.edits.chain import assess_history
from tracker.edits.values import Assessment
from tracker.errors import ArchiveError
from tracker.model import PostKey
from tracker.packing import Unpacker, pack

_AT_ONCE = 50
_SAID = Unpacker(tuple[Assessment, ...])


@dataclass(frozen=True, slots=True)
class _Judged:
    key: PostKey
    said: tuple[Assessment, ...]
    edits: tuple[AssessedEdit, ...]


@contextmanager
def open_book(archive: Archive, *, cache: VerdictCache | None = None) -> Iterator[Book]:
    """Open the book of an archive; what was assessed is kept when it is closed.

    Args:
        archive: where.
        cache: where it is open already.
    """
    if cache is None:
        with (
            VerdictCache(cache_path(archive)) as opened,
            open_book(archive, cache=opened) as book,
        ):
            yield book
        return
    with BlobReader(archive) as blobs:
        book = Book(archive, cache, StateReader(archive, blobs))
        try:
            try:
                yield book
            except GeneratorExit:  # whoever asked has seen enough; what was made is kept
                book.flush()
                raise
            book.flush()
        except sqlite3.Error as error:
            raise ArchiveError(
                f"The cache {cache_path(archive)} cannot be used ({error}); it can be deleted.",
                path=archive.path,
            ) from error


class Book:
    """The cache of one archive, with what it takes to bring it up to date.

    The cache holds what every commit tells, which lines came or went where, and the verdicts. A
    verdict counts while its mark is right, and a mark is taken away with every new state of its
    post, and whenever a line becomes, or ceases to be, one that several posts share.
    """

    def __init__(self, archive: Archive, cache: VerdictCache, reader: StateReader) -> None:
        site = archive.site()
        self._archive = archive
        self._cache = cache
        self._reader = reader
        self._setting = setting_of_site(site)
        self._mark = mark_of(self._setting, site)
        self._tip = ""
        self._waiting: list[_Judged] = []

    def is_new(self) -> bool:
        """Tell whether the history was never read whole."""
        with self._cache.reading():
            return self._cache.covered() is None

    def keys(self) -> list[PostKey]:
        """List all posts, in order."""
        with self._whole():
            return self._cache.keys()

    def all_of(self, keys: Collection[PostKey] | None) -> Iterator[tuple[AssessedEdit, ...]]:
        """Assess posts, and those whose verdicts change by what is new; None for all."""
        changed = self.advance()
        for key in self.keys() if keys is None else sorted(changed.union(keys)):
            if edits := self.edits(key):
                yield edits

    def alone(self, keys: Collection[PostKey]) -> Iterator[tuple[AssessedEdit, ...]]:
        """Assess posts by what is known of those that were named here before."""
        posts = iter(sorted(read_places(self._archive, keys).items()))
        while batch := list(islice(posts, _AT_ONCE)):
            found = [(key, self._reader.states(key, places)) for key, places in batch]
            with self._cache.writing():
                for key, states in found:
                    self._cache.note_lines(key, line_hashes(states))
                shared = [self._cache.shared(key) for key, _ in found]
            for (_, states), lines in zip(found, shared, strict=True):
                yield _edits_of(states, self._assess(states, lines))

    def advance(self) -> frozenset[PostKey]:
        """Read what is new in the history.

        Returns:
            posts without anything new, of which something else is to be said now.
        """
        self._tip, changed = advance(self._archive, self._cache, self._reader, self._mark)
        return changed

    def edits(self, key: PostKey) -> tuple[AssessedEdit, ...]:
        """Give the edits of a post, assessed; oldest first."""
        with self._whole():
            held = self._cache.assessments(key, self._mark)
            told = self._cache.places(key)
            shared = self._cache.shared(key) if held is None else frozenset()
        states = self._reader.states(key, places_of(key, told))
        if held is not None:
            return _edits_of(states, _SAID(held))
        said = self._assess(states, shared)
        edits = _edits_of(states, said)
        self._waiting.append(_Judged(key, said, edits))
        if len(self._waiting) >= _AT_ONCE:
            self.flush()
        return edits

    @contextmanager
    def _whole(self) -> Iterator[None]:
        """Read what belongs together of a cache that knows the history."""
        for _ in range(2):
            with self._cache.reading():
                if self._cache.covered() is not None:
                    yield
                    return
            # Others kept the cache for so long that a copy of one's own was begun, with nothing.
            self.advance()

    def judge_all(self, tell: Tell = silent) -> None:
        """See to it that there is a verdict on every edit."""
        with self._whole():
            wanting = self._cache.keys(without_mark=self._mark)
        for done, key in enumerate(wanting):
            tell(done)
            self.edits(key)
        self.flush()
        self._trying(self._note_all)

    def _note_all(self) -> None:
        with self._cache.writing():
            covered = self._cache.covered()
            if covered is not None and not self._cache.keys(without_mark=covered.mark):
                self._cache.cover(covered._replace(is_judged=True))

    def flush(self) -> None:
        """Keep the verdicts that wait for it, unless the cache is of another history by now."""
        if self._waiting:
            self._trying(self._keep)
        self._waiting.clear()

    def _keep(self) -> None:
        with self._cache.writing():
            covered = self._cache.covered()
            if covered is not None and covered.tip == self._tip:
                for one in self._waiting:
                    rows = rows_of(one.edits, self._cache.sizes(one.key))
                    said = pack(one.said)
                    self._cache.write(one.key, self._mark, said, rows)
                if self._mark != covered.mark:
                    self._cache.cover(covered._replace(is_judged=False))

    def _trying(self, write: Callable[[], None]) -> None:
        """Write; where the disk is full, say, to a copy that nobody else needs."""
        try:
            write()
        except sqlite3.OperationalError:
            self._cache.detach()
            write()

    def _assess(
        self, states: Sequence[RecordedState], shared: frozenset[int]
    ) -> tuple[Assessment, ...]:
        words: frozenset[str] = frozenset()
        if shared:
            lines = line_hashes(states)
            words = frozenset(lines[line] for line in shared if line in lines)
        # The diff holds both whole texts, and is quickly made anew.
        said = assess_history([one.state for one in states], self._setting, words)
        return tuple(replace(one, diff=None) for one in said)


def _edits_of(
    states: Sequence[RecordedState], said: Sequence[Assessment]
) -> tuple[AssessedEdit, ...]:
    return tuple(
        AssessedEdit(recorded=one, before=last, assessment=each)
        for one, last, each in zip(states, (None, *states[:-1]), said, strict=True)
    )
