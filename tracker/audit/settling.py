"""Compare what was found with what was open: what is new, resolved, told again, not to be told."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from tracker.audit.amounts import read_length
from tracker.audit.judging import Judged
from tracker.audit.ledger import Ledger, OpenFindings
from tracker.audit.policy import Policy, RuleUse
from tracker.audit.resolving import Asked, why_resolved, why_resolved_aside
from tracker.audit.standing import Standing
from tracker.audit.suppressing import suppression_of
from tracker.findings import Finding, Resolved, Suppressed, gravest_first
from tracker.model import stamp, utc


@dataclass(slots=True)
class Settled:
    """What an audit tells, and what is open after it."""

    new: list[Finding] = field(default_factory=list)
    resolved: list[Resolved] = field(default_factory=list)
    reminded: list[Finding] = field(default_factory=list)
    suppressed: list[Suppressed] = field(default_factory=list)
    open: dict[str, Finding] = field(default_factory=dict)
    quiet: dict[str, Suppressed] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)

    def open_findings(self) -> OpenFindings:
        """Give what is open, in an order that does not depend on how it was found."""
        return OpenFindings(
            findings=gravest_first(list(self.open.values())),
            suppressed=tuple(self.quiet[subject] for subject in sorted(self.quiet)),
            told=dict(sorted(self.told.items())),
        )


def settle(
    judged: Judged,
    ledger: Ledger,
    policy: Policy,
    *,
    site: str,
    now: datetime,
    standing: Standing,
    own: bool,
) -> Settled:
    """Compare what was found with what was open.

    Args:
        judged: what was found.
        ledger: what was open.
        policy: for what it suppresses, and for what resolves a finding.
        site: name of the archive, which suppressions can be about.
        now: the time of the audit.
        standing: what the last audit by the site's own policy has left.
        own: whether the policy is the site's own. Another one changes nothing about findings of
            rules that it does not have, or has otherwise, and suppresses none that is open.
    """
    result = Settled()
    asked = Asked(
        judged=judged,
        standing=standing,
        uses={use.name: use for use in policy.uses},
        rules=policy.as_data()["rules"],
    )
    resolving = why_resolved if own else why_resolved_aside
    for finding in ledger.open.findings:
        if why := resolving(finding, asked):
            result.resolved.append(Resolved(finding=finding, reason=why))
        elif own and suppression_of(finding, policy, site=site, now=now) is not None:
            _add(result, finding, policy, site, now)
        else:
            _keep(result, finding, ledger, asked.uses.get(finding.rule), now)
    for quiet in ledger.open.suppressed:
        if resolving(quiet.finding, asked):
            continue
        if own:
            _add(result, quiet.finding, policy, site, now, before=quiet)
        else:
            result.quiet[quiet.finding.subject] = quiet
    known = {one.subject for one in ledger.open.findings}
    known |= {one.finding.subject for one in ledger.open.suppressed}
    for finding in gravest_first(list(judged.found.values())):
        if finding.subject not in known and finding.id not in judged.told:
            _add(result, finding, policy, site, now)
    return result


def _keep(
    result: Settled, finding: Finding, ledger: Ledger, use: RuleUse | None, now: datetime
) -> None:
    """Keep a finding open, and tell it again where it is time.

    Args:
        use: its rule; None where this policy does not have it.
    """
    result.open[finding.subject] = finding
    if use is None and finding.id in ledger.open.told:
        result.told[finding.id] = ledger.open.told[finding.id]
    if use is None or not use.rule.again:
        return
    # Where the clock was set back, the time of the last reminder lies ahead and counts from now.
    told = min(utc(ledger.open.told.get(finding.id, finding.reported)), now)
    if now - told >= read_length(use.rule.again):
        result.reminded.append(finding)
        told = now
    result.told[finding.id] = stamp(told)


def _add(
    result: Settled,
    finding: Finding,
    policy: Policy,
    site: str,
    now: datetime,
    before: Suppressed | None = None,
) -> None:
    """Tell a finding, or note that it is not to be told.

    One that was told before it was suppressed is told again, and not as a new one.

    Args:
        before: how it was suppressed at the last audit.
    """
    suppression = suppression_of(finding, policy, site=site, now=now)
    if suppression is None and finding.reported:
        result.reminded.append(finding)
        result.open[finding.subject] = finding
        result.told[finding.id] = stamp(now)
        return
    if suppression is None:
        told = msgspec.structs.replace(finding, reported=stamp(now))
        result.new.append(told)
        if told.lasting:
            result.open[told.subject] = told
        return
    quiet = Suppressed(
        finding=finding, reason=suppression.reason, until=suppression.until.isoformat()
    )
    if before is None:
        result.suppressed.append(quiet)
    if finding.lasting:
        result.quiet[finding.subject] = quiet
