"""Which revisions belong to a reading of their post, and which of them were ever public."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.archive.held import HeldPost
from tracker.model import Fields, stamp, utc_or_none
from tracker.recording.readings import revision_time
from tracker.wordpress.revisions import Revisions


def was_public(revision: Fields, post: Fields, held: HeldPost | None, *, listed: str = "") -> bool:
    """Tell whether a revision is of a time at which its post is known to have been public.

    WordPress keeps no status in a revision. What was saved before the publication, or while the
    post was away or protected, can hold what was never meant for the public. The publication is
    the one that was served when the post was first met: it can be moved back later. Where it lies
    before a complete listing that lacked the post, nobody knows when that was.

    Args:
        revision, post: as served.
        held: what is held of the post, as of before this reading.
        listed: when all posts of the type were listed before, as a stamp.
    """
    claim = revision_time(revision)
    published = utc_or_none((held.published if held else "") or post.get("date_gmt"))
    if claim is None or published is None or claim < published:
        return False
    if held is None:
        return stamp(published) >= listed
    if is_shut(held) and stamp(claim) >= held.shut_since:
        return False
    if _was_left_out(revision["id"], held):
        return False
    return not any(start <= stamp(claim) < end for start, end in held.gaps)


def is_shut(held: HeldPost | None) -> bool:
    """Tell whether a post was away or protected when it was read before."""
    return held is not None and bool(held.shut_since or held.gone or held.protected)


def _was_left_out(number: int, held: HeldPost) -> bool:
    """Tell whether a revision was there when they were read last, and was not recorded then."""
    newest = held.revised[1] if held.revised else None
    return newest is not None and number <= newest and number not in held.revisions


def saved_before(found: Revisions, moved: tuple[int | None, int | None]) -> Iterator[Fields]:
    """Leave out what was saved after the post was read: it belongs to the next reading.

    The newest revision id that a post tells is that of the newest date, then of the highest id
    (`wp_get_latest_revision_id_and_total_count`).
    """
    count, newest = moved
    places = {one["id"]: _place(one) for one in (*found.revisions, *found.autosaves)}
    limit = places.get(newest)
    for fields in found.revisions:
        if count == 0 or (limit is not None and _place(fields) > limit):
            continue
        yield fields


def claims_before(revision: Fields, post: Fields) -> bool:
    """Tell whether a revision claims no later time than the last change of its post."""
    claim, modified = revision_time(revision), utc_or_none(post.get("modified_gmt"))
    return claim is not None and modified is not None and claim <= modified


def _place(revision: Fields) -> tuple[str, int]:
    date = utc_or_none(revision.get("date_gmt"))
    return (stamp(date) if date else "", int(revision["id"]))
