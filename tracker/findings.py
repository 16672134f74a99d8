"""What an audit says, as values: findings, records of audits, and runs over many sites."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import msgspec

FORMAT = 1
"""Of the documents on the branch `audits`, and of `tracker audit --format json`."""


class Level(StrEnum):
    """How grave a finding is; the order is that of weight."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def weight(self) -> int:
        """Its place in the order, 0 for info."""
        return list(Level).index(self)


class Finding(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something that a rule of the policy found.

    Args:
        id: stable, 12 hexadecimal digits: the same finding has it in every audit and clone.
        rule: its name in the policy.
        level: how grave.
        subject: what it is about, by which it is known again: rule and post, or edit, or site.
        words: one sentence for people.
        evidence: what shows it, a sentence each.
        check: the git command that shows it, to be run in the archive; empty where none does.
        post: `posts/1286`; empty for a finding about the site.
        title: headline of the post, one line.
        url: where readers find the post.
        commit: that recorded what was found; empty where no commit did.
        moment: when that happened, as a stamp; empty where it is not known.
        excerpt: lines of the change, marked as `[-old-]` and `{+new+}`; shortened.
        reported: when an audit reported it first, as a stamp.
        lasting: whether it stays open until something resolves it; else it is told once.
    """

    id: str
    rule: str
    level: Level
    subject: str
    words: str
    evidence: tuple[str, ...] = ()
    check: str = ""
    post: str = ""
    title: str = ""
    url: str = ""
    commit: str = ""
    moment: str = ""
    excerpt: tuple[str, ...] = ()
    reported: str = ""
    lasting: bool = False


class Resolved(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A finding that was open and is no more, and why."""

    finding: Finding
    reason: str = ""


class Suppressed(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A finding that the policy says not to tell, why, and until when (a date)."""

    finding: Finding
    reason: str
    until: str


class Base(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How far an audit has looked: commits of main and of `refs/tracker/syncs`, or empty.

    Args:
        observed: time of the commit of main, as a stamp: what counts where a history was rewritten.
    """

    main: str = ""
    syncs: str = ""
    observed: str = ""


class Inputs(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an audit knew that git does not: it is recorded, so that the audit can be repeated.

    Args:
        sync: why the newest sync that was tried failed; empty where it worked.
        tried: whether that was in this very run.
        undelivered: channel -> why the last message to it could not be delivered.
        unpushed: why the last push of the archive failed; empty where it worked.
    """

    sync: str = ""
    tried: bool = True
    undelivered: dict[str, str] = {}
    unpushed: str = ""


class AuditRecord(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One audit of one site, as it stands in `audit.json` on the branch `audits`.

    Args:
        run: id of the run that it was part of; the runs of all sites at once share it.
        site: name of the archive.
        url: of the site.
        at: when, as a stamp.
        tool: version of tracker.
        rules: version of the rules by which edits are assessed.
        policy: the whole policy, so that it can be applied again.
        policy_name: what the user calls it.
        base: what the audit before had looked at; empty for a first audit.
        audited: what this one looked at.
        inputs: what it knew besides.
        posts, edits: how many were judged.
        new: found for the first time, the gravest first.
        resolved: open before, and no more.
        reminded: still open, and told again (a site that stays broken, once a day).
        suppressed: found, and not to be told.
        open: how many findings are open after it.
        forgotten: posts that were taken out of the record later (`tracker forget`).
        aside: 0 for an audit by the site's own policy. For one by a policy that was only asked
            for (`--policy`): how many audits back the last by its own is.
    """

    run: str
    site: str
    at: str
    tool: str
    rules: int
    policy: dict[str, Any]
    policy_name: str
    audited: Base
    base: Base = Base()
    url: str = ""
    format: int = FORMAT
    inputs: Inputs = Inputs()
    posts: int = 0
    edits: int = 0
    new: tuple[Finding, ...] = ()
    resolved: tuple[Resolved, ...] = ()
    reminded: tuple[Finding, ...] = ()
    suppressed: tuple[Suppressed, ...] = ()
    open: int = 0
    forgotten: tuple[str, ...] = ()
    aside: int = 0

    @property
    def has_news(self) -> bool:
        """Whether there is anything to tell people."""
        return bool(self.new or self.resolved or self.reminded)


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


def gravest_first(findings: list[Finding]) -> tuple[Finding, ...]:
    """Sort findings: by level, then post, then time."""
    return tuple(
        sorted(findings, key=lambda one: (-one.level.weight, one.post, one.moment, one.subject))
    )
