"""When something last happened on a site, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from tracker.archive.heldcache import read_held
from tracker.archive.history import BlobReader, Commit, iter_commits
from tracker.archive.layout import decode
from tracker.archive.notes import read_note_ids
from tracker.archive.repository import MAIN, Archive
from tracker.edits.verdicts import Verdict, parse_verdict
from tracker.model import utc_or_none

_EVENTS = frozenset({"Publish", "Edit", "Protect", "Unpublish", "Remove", "Restore"})
_LOOKED_AT = 200


def newest_event(archive: Archive, now: datetime) -> datetime | None:
    """Tell when a post was last published or edited, as far as an archive knows.

    Both what the site claims and what was observed count: a silent edit moves no date.
    """
    if archive.resolve(MAIN) is None:
        return None
    claims = (utc_or_none(post.modified) for post in read_held(archive).values())
    claimed = max((one for one in claims if one is not None and one <= now), default=None)
    return newest_of(iter_commits(archive, MAIN, max_count=_LOOKED_AT), claimed, now)


def newest_of(commits: Iterable[Commit], known: datetime | None, now: datetime) -> datetime | None:
    """Tell the newest event among some commits and what is known; never later than now."""
    moments = [
        one.committed for one in commits if one.message is not None and one.message.verb in _EVENTS
    ]
    found = max((*moments, *((known,) if known else ())), default=None)
    return min(found, now) if found else None


def read_verdicts(archive: Archive, commits: Iterable[Commit]) -> dict[str, Verdict]:
    """Read what the notes say of some commits: commit id -> verdict."""
    notes = read_note_ids(archive)
    wanted = {one.id: notes[one.id] for one in commits if one.id in notes}
    with BlobReader(archive) as blobs:
        texts = blobs.read_all(wanted.values())
        return {
            commit: parse_verdict(decode(data)) for commit, data in zip(wanted, texts, strict=True)
        }
