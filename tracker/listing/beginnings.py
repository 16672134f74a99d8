"""Whether a post was there when it was met, or came while the site was watched."""

from __future__ import annotations

from tracker.archive.verdictcache import VerdictCache
from tracker.edits.kinds import EditKind
from tracker.edits.rows import EditRow

PUBLISH = "Publish"
"""The verb of a commit that is the publication of a post."""

# MessagePack writes a text of seven bytes so. Unpacking (`tracker.archive.places.Told`) would make
# the start of every list slower by a fifth, for one word.
_PUBLISH = b"\xa7" + PUBLISH.encode()


def was_published(row: EditRow, cache: VerdictCache) -> bool:
    """Tell whether an edit is the publication of its post, which was observed.

    Args:
        row: of the edit.
        cache: with what the commits of its post tell: the commit first, then its verb.
    """
    if row.kind is not EditKind.FIRST:
        return False
    told = row.commit.encode() + _PUBLISH
    return any(one.find(told, 0, len(told) + 4) >= 0 for one in cache.places(row.key))
