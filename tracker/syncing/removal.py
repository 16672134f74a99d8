"""Posts that a listing lacks: whether they are gone, and where to."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from tracker.errors import SiteError
from tracker.model import PostKey, Skipped, stamp
from tracker.recording.readings import GoneReading
from tracker.wordpress.listing import find_elsewhere, read_one
from tracker.wordpress.readings import Away, Reading
from tracker.wordpress.rest import Rest
from tracker.wordpress.types import PostType

MASS_SHARE = 0.2
MASS_LEAST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldBack:
    """Posts that are perhaps gone, and more than an ordinary day takes away."""

    keys: tuple[PostKey, ...]


def check_missing(
    rest: Rest,
    kind: PostType,
    others: Sequence[PostType],
    missing: Collection[PostKey],
    *,
    live: int,
    suspected: Collection[str],
) -> Iterator[Reading | GoneReading | Skipped | HeldBack]:
    """Ask for each missing post by its id.

    A sudden mass of missing posts is a broken site more often than a clearance: it is believed
    when the next run finds the same posts missing.

    Args:
        rest: the API.
        kind: the type of the posts.
        others: the types under which a post may be found instead.
        missing: held posts that were not listed.
        live: how many posts of the type are held and not away.
        suspected: posts that were missing in the run before.
    """
    fresh = sorted(key for key in missing if str(key) not in suspected)
    if len(fresh) > max(MASS_LEAST, MASS_SHARE * live):
        yield HeldBack(keys=tuple(fresh))
        missing = [key for key in missing if str(key) in suspected]
    for key in sorted(missing):
        try:
            yield from _check(rest, kind, others, key)
        except SiteError as error:
            yield Skipped(post=str(key), reason=str(error))


def _check(
    rest: Rest, kind: PostType, others: Sequence[PostType], key: PostKey
) -> Iterator[Reading | GoneReading | Skipped]:
    found = read_one(rest, kind, key.id)
    if not isinstance(found, Away):
        yield found
    elif found.reason == "unclear":
        yield Skipped(
            post=str(key),
            reason=f"not listed, and asked for alone the site answers {found.status}; "
            "it is looked for again next time",
        )
    else:
        yield gone_reading(rest, others, key, found)


def gone_reading(rest: Rest, others: Sequence[PostType], key: PostKey, away: Away) -> GoneReading:
    """Say what is recorded of a post that is away, and look where an erased one has moved to."""
    reason: str = away.reason
    if away.reason == "erased":
        elsewhere = find_elsewhere(rest, others, key.id)
        if elsewhere is not None:
            reason = f"moved {elsewhere[0].folder}/{key.id}"
    return GoneReading(folder=key.folder, id=key.id, reason=reason, observed=stamp(away.observed))
