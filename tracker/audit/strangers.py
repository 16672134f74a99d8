"""Sites that were never reached have no archive to keep their state: one small file does."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from tracker.findings import SiteAudit, SiteStatus
from tracker.model import stamp, utc_or_none

FILE = ".tracker-audit.json"
_AGAIN = timedelta(hours=24)


class Stranger(msgspec.Struct, frozen=True, kw_only=True):
    """When a site first failed, and when people were last told."""

    since: str
    told: str


def strangers_to_tell(
    repos: Path, sites: Sequence[SiteAudit], now: datetime
) -> tuple[SiteAudit, ...]:
    """Give the sites without an audit that people are to be told of: at first, then daily.

    Where another tracker was writing, the next run audits, and nobody is told.

    Args:
        repos: the folder of the archives; the file lies in it.
        sites: results of this run.
        now: the time.

    Raises:
        OSError: where the file cannot be written.
    """
    held = _read(repos / FILE)
    failed = {
        one.url or one.site: one
        for one in sites
        if one.record is None and one.error and one.status is not SiteStatus.BUSY
    }
    reached = {one.url or one.site for one in sites if one.record is not None}
    told: list[SiteAudit] = []
    kept = {url: one for url, one in held.items() if url not in reached}
    for url, site in failed.items():
        before = held.get(url)
        last = utc_or_none(before.told) if before is not None else None
        if last is not None and timedelta() <= now - last < _AGAIN:
            continue
        told.append(site)
        kept[url] = Stranger(since=before.since if before else stamp(now), told=stamp(now))
    if kept != held:
        _write(repos / FILE, kept)
    return tuple(told)


def _read(path: Path) -> dict[str, Stranger]:
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, Stranger])
    except (FileNotFoundError, msgspec.MsgspecError):
        return {}


def _write(path: Path, held: dict[str, Stranger]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}")
    part.write_bytes(msgspec.json.format(msgspec.json.encode(held, order="sorted"), indent=2))
    part.replace(path)
