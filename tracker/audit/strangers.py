"""Sites that were never reached have no archive to keep their state: one small file does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from tracker.audit.files import write_whole
from tracker.findings import SiteAudit, SiteStatus
from tracker.model import stamp, utc_or_none

FILE = ".tracker-audit.json"
_AGAIN = timedelta(hours=24)


class Stranger(msgspec.Struct, frozen=True, kw_only=True):
    """When a site first failed, and when people were last told."""

    since: str
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StrangerNews:
    """What there is to say of sites without an audit.

    Args:
        failed: that could not be audited: at first, then once a day.
        back: that could not before, and could now.
        path: of the file.
        held, kept: what stands in it, and what is to stand in it once people were told.
    """

    failed: tuple[SiteAudit, ...]
    back: tuple[SiteAudit, ...]
    path: Path
    held: Mapping[str, Stranger]
    kept: Mapping[str, Stranger]

    def note_told(self) -> None:
        """Remember that people were told; before it, the next run tells them again.

        Raises:
            OSError: where the file cannot be written.
        """
        if self.kept != self.held:
            held = msgspec.json.encode(self.kept, order="sorted")
            write_whole(self.path, msgspec.json.format(held, indent=2).decode())


def news_of_strangers(repos: Path, sites: Mapping[str, SiteAudit], now: datetime) -> StrangerNews:
    """Find the sites without an audit that people are to be told of.

    Where another tracker was writing, the next run audits, and nobody is told.

    Args:
        repos: the folder of the archives; the file lies in it.
        sites: results of this run by the address that is configured: what a site says of its own,
            once it answers, can be another one.
        now: the time.
    """
    held = _read(repos / FILE)
    back = {
        name: one
        for name, one in sites.items()
        if name in held and one.record is not None and one.could_audit
    }
    kept = {name: one for name, one in held.items() if name not in back}
    failed: list[SiteAudit] = []
    for name, site in sites.items():
        if site.record is not None or not site.error or site.status is SiteStatus.BUSY:
            continue
        before = held.get(name)
        last = utc_or_none(before.told) if before is not None else None
        if last is not None and timedelta() <= now - last < _AGAIN:
            continue
        failed.append(site)
        kept[name] = Stranger(since=before.since if before else stamp(now), told=stamp(now))
    return StrangerNews(
        failed=tuple(failed),
        back=tuple(back.values()),
        path=repos / FILE,
        held=held,
        kept=kept,
    )


def _read(path: Path) -> dict[str, Stranger]:
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, Stranger])
    except (OSError, msgspec.MsgspecError):
        return {}
