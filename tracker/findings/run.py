"""One run of `tracker audit`, over one site or many."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from tracker.findings.finding import Level
from tracker.findings.record import FORMAT, AuditRecord


class SiteStatus(StrEnum):
    """What became of one site in a run."""

    AUDITED = "audited"
    NOT_DUE = "not due"
    UNREACHABLE = "unreachable"
    """Its archive was audited all the same, where there is one."""
    BUSY = "busy"
    """Another tracker was writing; the next run audits it."""
    FAILED = "failed"


class SiteAudit(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One site in a run.

    Args:
        site: name of the archive, or the address where there is none yet.
        url: of the site.
        status: what became of it.
        record: the audit; None where there was none.
        commit: on the branch `audits`; empty where nothing was written.
        error: why it could not be synced or audited, one sentence.
        recorded: commits of the sync by kind.
        seconds: how long it took.
    """

    site: str
    status: SiteStatus
    url: str = ""
    record: AuditRecord | None = None
    commit: str = ""
    error: str = ""
    recorded: dict[str, int] = {}
    seconds: float = 0.0

    @property
    def could_audit(self) -> bool:
        """Whether what the site has now was judged, or was not wanted."""
        return self.status in (SiteStatus.AUDITED, SiteStatus.NOT_DUE)


class AuditRun(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One run of `tracker audit`.

    Args:
        run: its id: time and a random part, such as `20260301T120000Z-1f3a9c`.
        at: when it began, as a stamp.
        sites: in the order of their names.
        undelivered: channel -> why its message could not be delivered; it is sent again.
    """

    run: str
    at: str
    tool: str
    sites: tuple[SiteAudit, ...]
    format: int = FORMAT
    undelivered: dict[str, str] = {}

    def news(self) -> tuple[tuple[SiteAudit, AuditRecord], ...]:
        """Give the sites of which there is something to tell."""
        return tuple(
            (one, one.record)
            for one in self.sites
            if one.record is not None and one.record.has_news
        )

    def worst(self) -> Level | None:
        """Tell the gravest level of the new findings; None without any."""
        levels = [each.level for one in self.sites if one.record for each in one.record.new]
        return max(levels, key=lambda level: level.weight, default=None)
