"""What feeds and numbers beside the archives are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from tracker.archive.audits import iter_newest_audits
from tracker.archive.repository import open_archive
from tracker.audit.ledger import read_record
from tracker.edits.values import EditKind
from tracker.errors import ArchiveError
from tracker.findings import AuditRecord
from tracker.listing import Wanted
from tracker.model import utc
from tracker.newest import iter_newest
from tracker.report.log import LogEntry

_AUDITS = 500
"""How far back records are looked through for something to tell."""
_LOOKED_AT = 10
"""How many entries are looked through for one that is told."""


def recent_records(path: Path, limit: int) -> Iterator[AuditRecord]:
    """Give the newest records of an archive that tell of something, newest first."""
    with open_archive(path) as archive:
        found = 0
        for commit, _, _ in islice(iter_newest_audits(archive), _AUDITS):
            record = read_record(archive, commit)
            if record.has_news:
                yield record
                found += 1
            if found >= limit:
                return


def last_success(path: Path) -> float | None:
    """Tell when the newest audit was made whose sync worked, as Unix time; None for never."""
    with open_archive(path) as archive:
        for commit, _, _ in islice(iter_newest_audits(archive), _AUDITS):
            record = read_record(archive, commit)
            if not record.inputs.sync:
                return utc(record.at).timestamp()
    return None


def recent_edits(path: Path, limit: int) -> tuple[LogEntry, ...]:
    """Give the newest edits of an archive, newest first.

    What was met for the first time is no edit: after a first sync it would fill every feed.
    """
    with open_archive(path) as archive:
        newest = islice(iter_newest(archive, Wanted()), _LOOKED_AT * limit)
        edits = (one for one in newest if one.kind is not EditKind.FIRST)
        return tuple(islice(edits, limit))


def readable(paths: Iterable[Path]) -> Iterator[Path]:
    """Leave out what is no archive, or cannot be opened now."""
    for path in paths:
        try:
            with open_archive(path):
                yield path
        except ArchiveError:
            continue
