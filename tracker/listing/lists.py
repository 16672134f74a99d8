"""The edits of an archive as a list: newest first, filtered, without their texts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import UTC, datetime

from tracker.archive.repository import Archive
from tracker.archive.verdictcache import VerdictCache
from tracker.assessing.cached import Tell, silent
from tracker.assessing.ready import ready_rows
from tracker.edits.rows import EditRow, from_columns
from tracker.listing.beginnings import was_published
from tracker.listing.conditions import Wanted, is_wanted
from tracker.listing.entries import entry_of_row
from tracker.model import PostKey
from tracker.report.log import LogEntry

NEVER = datetime.min.replace(tzinfo=UTC)
"""Where an edit stands of which no time is known."""

_AT_ONCE = 500


def list_edits(
    archive: Archive,
    wanted: Wanted,
    keys: Collection[PostKey] | None = None,
    *,
    limit: int | None = None,
    oldest_first: bool = False,
    tell: Tell = silent,
) -> list[LogEntry]:
    """List edits, newest first.

    Changes that many posts share (an upgrade of the site) are edits of none of them: they come
    only where posts are named.

    Args:
        archive: where.
        wanted: which.
        keys: of these posts; None for all.
        limit: only so many of the newest.
        oldest_first: turn the list round, after the limit.
        tell: called with the number of posts that were assessed so far.
    """
    if keys is None:
        entries = list(iter_newest_edits(archive, wanted, limit=limit, tell=tell))
        return entries[::-1] if oldest_first else entries
    entries = []
    for key in sorted(set(keys)):
        with ready_rows(archive, key, tell=tell) as cache:
            keeps = _choice(archive, wanted, cache)
            rows = filter(keeps, map(from_columns, cache.rows_of(key)))
            entries += [_entry(row, cache) for row in rows]
    entries.sort(key=_order, reverse=True)
    return entries[:limit][::-1] if oldest_first else entries[:limit]


def iter_newest_edits(
    archive: Archive, wanted: Wanted, *, limit: int | None = None, tell: Tell = silent
) -> Iterator[LogEntry]:
    """Give the edits of all posts, newest first; only a few are in memory at a time.

    Args:
        archive: where.
        wanted: which.
        limit: only so many.
        tell: called with the number of posts that were assessed so far.
    """
    left, behind = limit, None
    while left is None or left > 0:
        # In steps: a reader who takes their time keeps nobody from writing.
        with ready_rows(archive, tell=tell) as cache:
            keeps = _choice(archive, wanted, cache)
            columns = cache.newest_rows(_AT_ONCE, behind)
            rows = [from_columns(one) for one in columns]
            chosen = [row for row in rows if row.is_of_post and keeps(row)][:left]
            found = [_entry(row, cache) for row in chosen]
        if not rows:
            return
        yield from found
        folder, post, number, moment = columns[-1][:4]
        behind = moment, folder, post, number
        left = None if left is None else left - len(found)
        if wanted.since is not None and (rows[-1].span.latest or NEVER) < wanted.since:
            return


def _choice(archive: Archive, wanted: Wanted, cache: VerdictCache) -> Callable[[EditRow], bool]:
    """Make the test of a row; what few lists ask for is only read for those."""
    names: tuple[object, ...] = (wanted.author, wanted.category, wanted.grep)
    if not any(names):
        return lambda row: _is_of(row, wanted) and is_wanted(row, wanted)
    from tracker.listing.known import read_known
    from tracker.listing.words import CachedWords

    known, words = read_known(archive), CachedWords(cache)
    return lambda row: _is_of(row, wanted) and is_wanted(row, wanted, known, words)


def _is_of(row: EditRow, wanted: Wanted) -> bool:
    return not wanted.folder or row.key.folder == wanted.folder


def _entry(row: EditRow, cache: VerdictCache) -> LogEntry:
    return entry_of_row(row, published=was_published(row, cache))


def _order(entry: LogEntry) -> tuple[datetime, PostKey, int]:
    return entry.moment or NEVER, entry.key, entry.number or 0
