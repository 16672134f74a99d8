"""Which sites a scheduler that calls often has to look at now."""

from __future__ import annotations

from datetime import datetime
from itertools import islice

from tracker.archive.audits import iter_newest_audits
from tracker.archive.repository import Archive
from tracker.archive.syncs import last_sync
from tracker.audit.ledger import iter_records, read_ledger
from tracker.findings import AuditRecord
from tracker.model import utc
from tracker.watching import Cadence
from tracker.watching.events import newest_event

_MOST = 12
"""Failures in a row; after so many the pause is the longest anyway."""
_LOOKED_AT = 10 * _MOST
"""Audits; some did not ask the site."""


def is_due(archive: Archive, cadence: Cadence, now: datetime) -> bool:
    """Tell whether it is time to look at a site again.

    Dense for a day after a publication or an edit, then tapering over a week, then now and then:
    of the changes that the GDELT project saw in the text of news articles, about 81% came within
    the first 24 hours. A site that failed is asked again soon, then ever later, and never later
    than one that works. A time that has not come yet (the clock was set back) tells nothing:
    better once too often.

    Args:
        archive: of the site.
        cadence: how often.
        now: the time.
    """
    last = last_sync(archive, kind="sync")
    worked = utc(last.finished) if last is not None else None
    failed = _failures(archive, worked)
    tried = failed + ([worked] if worked is not None else [])
    newest = max((moment for moment in tried if moment <= now), default=None)
    if newest is None:
        return True
    event = newest_event(archive, now)
    pause = cadence.pause(now - event if event is not None else None)
    if failed:
        pause = min(pause, cadence.pause_after_failure(len(failed)))
    return now - newest >= pause


def _failures(archive: Archive, worked: datetime | None) -> list[datetime]:
    """Tell when syncs failed since one worked, newest first; no more than lengthen the pause."""
    failed: list[datetime] = []
    if not _is_broken(read_ledger(archive).record):
        return failed
    newest = (commit for commit, _, _ in islice(iter_newest_audits(archive), _LOOKED_AT))
    for record in iter_records(archive, newest):
        at = utc(record.at)
        if not _is_broken(record) or (worked is not None and at <= worked):
            break
        if record.inputs.tried:
            failed.append(at)
        if len(failed) == _MOST:
            break
    return failed


def _is_broken(record: AuditRecord | None) -> bool:
    return record is not None and bool(record.inputs.sync)
