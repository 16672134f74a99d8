"""Rows of edits that were assessed before, without the libraries that assessing needs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tracker.archive.repository import Archive
from tracker.archive.verdictcache import VerdictCache
from tracker.assessing.cached import MADE_BY, Tell, cache_path, silent
from tracker.edits.rows import EditRow, from_columns
from tracker.errors import ArchiveError
from tracker.model import PostKey

_TRIES = 3
_FEW = 200


def iter_rows(
    archive: Archive, key: PostKey | None = None, *, tell: Tell = silent
) -> Iterator[EditRow]:
    """Give the edits of one post, or of all, as rows: post by post, oldest first.

    Where all was assessed before, nothing but the cache is read.

    Args:
        archive: where.
        key: the post; None for all.
        tell: called with the number of posts that were assessed so far.
    """
    with ready_rows(archive, key, tell=tell) as cache:
        yield from map(from_columns, cache.iter_rows() if key is None else cache.rows_of(key))


@contextmanager
def ready_rows(
    archive: Archive, key: PostKey | None = None, *, tell: Tell = silent
) -> Iterator[VerdictCache]:
    """Open the cache with a row for every edit of one post, or of all; it stays as it is."""
    with VerdictCache(cache_path(archive)) as cache:
        for attempt in range(_TRIES):
            with cache.reading():
                if is_ready(archive, cache, key):
                    yield cache
                    return
            if attempt == _TRIES - 1:
                cache.detach()  # others keep changing it
            _make_ready(archive, cache, key, tell)
        with cache.reading():
            if not is_ready(archive, cache, key):
                raise ArchiveError(
                    f"The history of {archive.path} keeps changing; ask again.", path=archive.path
                )
            yield cache


def known_keys(archive: Archive, number: int) -> tuple[PostKey, ...]:
    """Name the posts with an id that the cache knows, if it knows the history as it is now."""
    with VerdictCache(cache_path(archive)) as cache, cache.reading():
        covered = cache.covered()
        if covered is None or covered.tip != archive.main_tip():
            return ()
        return tuple(cache.keys_of(number))


def is_ready(archive: Archive, cache: VerdictCache, key: PostKey | None = None) -> bool:
    """Tell whether the cache has a row for every edit of a post, or of all."""
    covered, tip = cache.covered(), archive.main_tip()
    if covered is None or (covered.tip, covered.made_by) != (tip or "", MADE_BY):
        return False
    return covered.is_judged or (key is not None and cache.has_mark(key, covered.mark))


def is_nearly_ready(archive: Archive) -> bool:
    """Tell whether little is missing in the cache: the history was read whole, most is judged."""
    with VerdictCache(cache_path(archive)) as cache, cache.reading():
        if is_ready(archive, cache):
            return True
        covered = cache.covered()
        if covered is None or covered.made_by != MADE_BY:
            return False
        return len(cache.keys(without_mark=covered.mark)) <= _FEW


def _make_ready(archive: Archive, cache: VerdictCache, key: PostKey | None, tell: Tell) -> None:
    from tracker.assessing.book import open_book  # brings all rules

    with open_book(archive, cache=cache) as book:
        book.advance()
        if key is None:
            book.judge_all(tell)
        else:
            book.edits(key)
