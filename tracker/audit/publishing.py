"""Files beside the archives: Atom feeds of findings and of edits, numbers for Prometheus."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import msgspec

from tracker.archive.audits import RECORD, iter_audits, newest_audits
from tracker.archive.repository import Archive, open_archive
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
        tip = newest_audits(archive)
        audits = iter_audits(archive, tip) if tip is not None else iter(())
        found = 0
        for commit, _, _ in islice(audits, _AUDITS):
            record = _record(archive, commit)
            if record.has_news:
                yield record
                found += 1
            if found >= limit:
                return


def last_success(path: Path) -> float | None:
    """Tell when the newest audit was made whose sync worked, as Unix time; None for never."""
    with open_archive(path) as archive:
        tip = newest_audits(archive)
        audits = iter_audits(archive, tip) if tip is not None else iter(())
        for commit, _, _ in islice(audits, _AUDITS):
            record = _record(archive, commit)
            if not record.inputs.sync:
                return utc(record.at).timestamp()
    return None


def _record(archive: Archive, commit: str) -> AuditRecord:
    try:
        return msgspec.json.decode(archive.read_file(commit, RECORD) or b"", type=AuditRecord)
    except msgspec.MsgspecError as error:
        raise ArchiveError(
            f"{RECORD} of {commit[:12]} in {archive.path} is not one of tracker ({error}).",
            path=archive.path,
        ) from error


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


def write_whole(path: Path, text: str) -> None:
    """Write a file so that readers see the old one or the new one, never a part.

    Raises:
        OSError: where it cannot be written; the old one is then left as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with part.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
