"""The cache of an archive, brought up to the newest commit."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Sequence
from itertools import pairwise

import msgspec

from tracker.archive.history import iter_commits
from tracker.archive.places import Place, Told, iter_told, replay
from tracker.archive.repository import Archive
from tracker.archive.verdictcache import VerdictCache
from tracker.archive.verdictfile import Covered
from tracker.assessing.cached import MADE_BY
from tracker.chronicle import RecordedState, StateReader
from tracker.edits.comparing import changed_lines
from tracker.model import PostKey

_TOLD = msgspec.msgpack.Decoder(Told)
_NONE: frozenset[PostKey] = frozenset()


def advance(
    archive: Archive, cache: VerdictCache, reader: StateReader, mark: str
) -> tuple[str, frozenset[PostKey]]:
    """Read into the cache what is new in the history.

    Args:
        archive: where.
        cache: of the archive; a copy of one's own, or a new one, where it cannot be used.
        reader: of the states of the archive.
        mark: what verdicts follow from now, besides the history.

    Returns:
        the commit up to which the cache knows the history, empty where there is none; and posts
        without anything new, of which something else is to be said now.
    """
    try:
        return _advanced(archive, cache, reader, mark)
    except sqlite3.OperationalError:
        cache.detach()
    except sqlite3.DatabaseError:
        cache.discard()
    return _advanced(archive, cache, reader, mark)


def _advanced(
    archive: Archive, cache: VerdictCache, reader: StateReader, mark: str
) -> tuple[str, frozenset[PostKey]]:
    tip = archive.main_tip() or ""
    covered = cache.covered()
    if covered is not None and covered[:3] == (tip, mark, MADE_BY):
        return tip, _NONE
    with cache.writing():
        changed = _read_new(archive, cache, reader, tip)
        cache.cover(Covered(tip=tip, mark=mark, made_by=MADE_BY, is_judged=False))
    return tip, changed


def _read_new(
    archive: Archive, cache: VerdictCache, reader: StateReader, tip: str
) -> frozenset[PostKey]:
    covered = cache.covered()
    since = covered.tip if covered is not None else ""
    if not since or not archive.is_ancestor(since, tip):
        cache.clear()
        since = ""
    if tip in ("", since):
        return _NONE
    numbers: dict[PostKey, int] = {}
    place = cache.last_place()
    news = (tip, f"^{since}") if since else (tip,)
    for commit in iter_commits(archive, *news, oldest_first=True):
        for key, told in iter_told(commit):
            if key not in numbers:
                numbers[key] = cache.post_number(key)
            place += 1
            cache.add_place(numbers[key], place, msgspec.msgpack.encode(told))
    changed: set[PostKey] = set()
    for key in sorted(numbers):
        changed |= cache.note_lines(key, line_hashes(_states(cache, reader, key)))
    return frozenset(changed - numbers.keys())


def _states(cache: VerdictCache, reader: StateReader, key: PostKey) -> tuple[RecordedState, ...]:
    """Read the states of a post, as far as it takes to see which lines came or went."""
    told = cache.places(key)
    if len(told) < 2:
        return ()
    return reader.states(key, places_of(key, told), with_comparison=False)


def places_of(key: PostKey, told: Iterable[bytes]) -> list[Place]:
    """Make the states of a post of what the cache holds: `VerdictCache.places`."""
    return replay(key, map(_TOLD.decode, told))


def line_hashes(states: Sequence[RecordedState]) -> dict[int, str]:
    """Hash the lines that came or went between the states of a post."""
    found: dict[int, str] = {}
    for before, after in pairwise(states):
        for line in changed_lines(before.state, after.state):
            digest = hashlib.blake2b(line.encode("utf-8", "surrogatepass"), digest_size=8)
            found[int.from_bytes(digest.digest(), "big", signed=True)] = line
    return found
