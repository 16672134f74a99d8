"""What feeds and numbers beside the archives are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path

import msgspec

from tracker.archive.audits import iter_newest_audits
from tracker.archive.history import BlobReader
from tracker.archive.layout import POST, post_directory
from tracker.archive.repository import MAIN, Archive, open_archive
from tracker.archive.syncs import SyncRecord, last_sync
from tracker.audit.ledger import iter_records
from tracker.edits.values import EditKind
from tracker.errors import ArchiveError
from tracker.findings import AuditRecord
from tracker.listing import Wanted
from tracker.model import PostKey, utc
from tracker.newest import iter_newest
from tracker.report.log import LogEntry

_AUDITS = 500
"""How far back records are looked through for something to tell."""
_LOOKED_AT = 10
"""How many entries are looked through for one that is told."""
_LONGEST_LINK = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to be read of an archive.

    Args:
        records: how many of the newest audits that tell of something.
        edits: how many of the newest edits.
        success: when the newest audit was made whose sync worked, and what the newest of all left.
        synced: when the newest sync ended that worked.
    """

    records: int = 0
    edits: int = 0
    success: bool = False
    synced: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What was read of an archive.

    Args:
        records: newest first.
        edits: newest first. What was met for the first time is no edit: after a first sync it
            would fill every feed.
        links: where readers find the posts of the edits, as the site says it.
        success: when the newest audit was made whose sync worked; None for never.
        is_broken: whether the newest audit came after a sync that failed, and none worked since.
        open: findings that the newest audit left open; None where there is none.
        synced: when the newest sync ended that worked; None for never.
    """

    records: tuple[AuditRecord, ...] = ()
    edits: tuple[LogEntry, ...] = ()
    links: Mapping[PostKey, str] = field(default_factory=dict)
    success: datetime | None = None
    is_broken: bool = False
    open: int | None = None
    synced: datetime | None = None


class _Linked(msgspec.Struct):
    link: str = ""


def read_published(path: Path, wish: Wish) -> Published:
    """Read an archive once for everything that is written beside the archives.

    Raises:
        ArchiveError: where it is none, or cannot be read.
    """
    with open_archive(path) as archive:
        records, success, newest = _records(archive, wish)
        edits = _edits(archive, wish.edits)
        last = last_sync(archive, kind="sync") if wish.synced else None
        return Published(
            records=records,
            edits=edits,
            links=_links(archive, edits) if edits else {},
            success=success,
            is_broken=_is_broken(newest, last),
            open=newest.open if newest is not None else None,
            synced=utc(last.finished) if last is not None else None,
        )


def _is_broken(newest: AuditRecord | None, last: SyncRecord | None) -> bool:
    """Tell whether no sync has worked since the newest audit, which came after a failed one."""
    if newest is None or not newest.inputs.sync:
        return False
    return last is None or utc(last.finished) <= utc(newest.at)


def _records(
    archive: Archive, wish: Wish
) -> tuple[tuple[AuditRecord, ...], datetime | None, AuditRecord | None]:
    """Read audits that tell of something, when the newest good one was made, and the newest."""
    found: list[AuditRecord] = []
    success: datetime | None = None
    newest: AuditRecord | None = None
    if not wish.records and not wish.success:
        return (), None, None
    commits = (commit for commit, _, _ in islice(iter_newest_audits(archive), _AUDITS))
    for record in iter_records(archive, commits):
        newest = newest or record
        if success is None and not record.inputs.sync:
            success = utc(record.at)
        if record.has_news and len(found) < wish.records:
            found.append(record)
        if len(found) == wish.records and (success is not None or not wish.success):
            break
    return tuple(found), success, newest


def _edits(archive: Archive, limit: int) -> tuple[LogEntry, ...]:
    newest = islice(iter_newest(archive, Wanted()), _LOOKED_AT * limit)
    edits = (one for one in newest if one.kind is not EditKind.FIRST)
    return tuple(islice(edits, limit))


def _links(archive: Archive, edits: Iterable[LogEntry]) -> dict[PostKey, str]:
    """Tell where readers find the posts of edits: as the site says it now, or said it last.

    The addresses are the site's own words, and nothing was checked but their length.
    """
    links: dict[PostKey, str] = {}
    with BlobReader(archive) as blobs:
        for edit in edits:
            if edit.key in links:
                continue
            path = f"{post_directory(edit.key)}/{POST}"
            # A post that went has no file any more; before its newest edit it had.
            for commit in (MAIN, edit.commit, f"{edit.commit}^"):
                try:
                    links[edit.key] = _link(blobs.read(f"{commit}:{path}"))
                    break
                except ArchiveError:
                    continue
    return links


def _link(data: bytes) -> str:
    try:
        link = msgspec.json.decode(data, type=_Linked).link
    except msgspec.MsgspecError:  # it can be any JSON that a site serves
        return ""
    return link if len(link) <= _LONGEST_LINK else ""
