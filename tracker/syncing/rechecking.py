"""What no list shows, one request a run: names that changed, hidden posts that were erased."""

from __future__ import annotations

from tracker.archive.held import HeldPost
from tracker.archive.syncs import SyncRecord
from tracker.errors import SiteError
from tracker.model import PostKey, Skipped
from tracker.syncing.collecting import Collector
from tracker.syncing.naming import Naming
from tracker.syncing.options import SyncOptions
from tracker.syncing.removal import gone_reading
from tracker.wordpress.listing import read_one
from tracker.wordpress.readings import Away, Reading
from tracker.wordpress.rest import Rest
from tracker.wordpress.types import PostType

RECHECKED = 1


def spare_request(
    collector: Collector,
    naming: Naming,
    rest: Rest,
    held: dict[PostKey, HeldPost],
    types: tuple[PostType, ...],
    last: SyncRecord | None,
    options: SyncOptions,
) -> tuple[str, ...]:
    """Use one request a run for what no list shows: renamed terms, hidden posts now erased.

    Returns:
        the hidden posts that were asked for again: one, or all where `options.full` says so.
    """
    turn = collector.turn
    hidden = sorted(key for key, post in held.items() if post.gone == "unpublished")
    count = len(hidden) if options.full else RECHECKED
    if hidden and (options.full or turn % 2):
        start = 0 if options.full else (turn // 2) % len(hidden)
        for key in hidden[start : start + count]:
            _recheck(collector, rest, key, types)
        return tuple(map(str, hidden[start : start + count]))
    if last is not None:
        naming.refresh(turn // 2 if hidden else turn)
    return ()


def _recheck(collector: Collector, rest: Rest, key: PostKey, types: tuple[PostType, ...]) -> None:
    """Ask for a hidden post again: it may be erased, or public."""
    kind = next((one for one in types if one.folder == key.folder), None)
    if kind is None:
        return
    try:
        found = read_one(rest, kind, key.id)
        if isinstance(found, Reading):
            collector.take(kind, (found,))
        elif isinstance(found, Away) and found.reason == "erased":
            others = [one for one in types if one is not kind]
            collector.take_gone(gone_reading(rest, others, key, found))
    except SiteError as error:
        collector.skipped.append(Skipped(post=str(key), reason=str(error)))
