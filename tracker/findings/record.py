"""One audit of one site, as it stands on the branch `audits`."""

from __future__ import annotations

from typing import Any

import msgspec

from tracker.findings.finding import Finding, Resolved, Suppressed

FORMAT = 1
"""Of the documents on the branch `audits`, and of `tracker audit --format json`."""


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
