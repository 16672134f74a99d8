"""What else is asked of a site about posts that it served: names, comments, stale ones again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from tracker.archive.held import HeldPost
from tracker.archive.identities import blob_id
from tracker.archive.layout import POST, post_files
from tracker.model import PostKey, revision_activity, utc_or_none
from tracker.recording.readings import PostReading
from tracker.syncing.naming import Naming
from tracker.wordpress.listing import read_one
from tracker.wordpress.readings import Reading
from tracker.wordpress.rest import Rest
from tracker.wordpress.types import PostType
from tracker.wordpress.vocabulary import count_comments


def read_again_if_older(
    rest: Rest, kind: PostType, reading: Reading, held: HeldPost | None
) -> Reading:
    """Ask alone for a post that seems to have gone back in time: a cache may be stale."""
    claim = utc_or_none(reading.fields.get("modified_gmt"))
    before = utc_or_none(held.modified) if held else None
    if claim is None or before is None or claim >= before:
        return reading
    again = read_one(rest, kind, reading.key.id)
    return again if isinstance(again, Reading) else reading


def learn_names(
    naming: Naming, readings: Iterable[Reading], held: Mapping[PostKey, HeldPost]
) -> bool:
    """Learn the names that messages will need: of held posts that changed.

    Returns:
        whether names were asked for: not where all that may have changed is new.
    """
    is_new = True
    for one in readings:
        before = held.get(one.key)
        if before is not None and not _has_moved(before, one):
            continue
        naming.meet(one.fields)
        is_new = is_new and before is None
    if not is_new:
        naming.read_wanted()
    return not is_new


def with_comments(rest: Rest, post: PostReading) -> PostReading:
    """Count the comments of a post, and note how many there are."""
    count = count_comments(rest, post.id)
    observations = tuple(msgspec.structs.replace(one, comments=count) for one in post.observations)
    return msgspec.structs.replace(post, observations=observations)


def _has_moved(held: HeldPost, reading: Reading) -> bool:
    """Tell whether a post may have changed: terms and images move no date and no revision."""
    now = (reading.fields.get("modified_gmt"), *revision_activity(reading.fields))
    if now != (held.modified, held.count, held.predecessor):
        return True
    return held.files.get(POST) != blob_id(post_files(reading.fields, "")[POST])
