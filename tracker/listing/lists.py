"""The edits of an archive as a list: newest first, filtered, without their texts."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Collection, Iterator
from datetime import UTC, datetime
from operator import itemgetter

from tracker.archive.repository import Archive
from tracker.assessing import AssessedEdit, iter_assessed
from tracker.listing.conditions import Wanted, is_wanted
from tracker.listing.entries import entry_of
from tracker.listing.known import read_known
from tracker.model import PostKey
from tracker.report.log import LogEntry

NEVER = datetime.min.replace(tzinfo=UTC)
"""Where an edit stands of which no time is known."""

Tell = Callable[[int], None]
"""Told how many posts were read."""


def silent(done: int) -> None:
    """Tell nobody."""


def iter_wanted(
    archive: Archive,
    wanted: Wanted,
    keys: Collection[PostKey] | None = None,
    *,
    tell: Tell = silent,
) -> Iterator[AssessedEdit]:
    """Give the edits that are wanted, post by post, oldest first, with all that is known of them.

    Changes that many posts share (an upgrade of the site) are edits of none of them: they come
    only where posts are named.
    """
    known = read_known(archive)
    for done, (key, edits) in enumerate(iter_assessed(archive, keys)):
        tell(done)
        if wanted.folder and key.folder != wanted.folder:
            continue
        for edit in edits:
            if keys is None and not edit.recorded.place.is_of_post:
                continue
            if is_wanted(edit, wanted, known):
                yield edit


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

    Args:
        archive: where.
        wanted: which.
        keys: of these posts; None for all.
        limit: only so many of the newest.
        oldest_first: turn the list round, after the limit.
        tell: called with the number of posts that were read so far.
    """
    found = iter_wanted(archive, wanted, keys, tell=tell)
    if limit is not None:
        # Of the texts of all states, only those of the newest edits are kept in memory.
        entries = [entry_of(edit) for edit in heapq.nlargest(limit, found, key=_order)]
    else:
        ordered = [(_order(edit), entry_of(edit)) for edit in found]
        ordered.sort(key=itemgetter(0), reverse=True)
        entries = [entry for _, entry in ordered]
    return entries[::-1] if oldest_first else entries


def _order(edit: AssessedEdit) -> tuple[datetime, PostKey, int]:
    return edit.assessment.span.latest or NEVER, edit.recorded.key, edit.recorded.number
