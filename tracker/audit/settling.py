"""Compare what was found with what was open: what is new, resolved, told again, not to be told."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from tracker.audit.amounts import read_length
from tracker.audit.finding import is_unjudged
from tracker.audit.judging import Judged
from tracker.audit.ledger import Ledger, OpenFindings
from tracker.audit.policy import Policy, RuleUse
from tracker.audit.rule import SiteRule
from tracker.audit.suppressing import suppression_of
from tracker.findings import Finding, Resolved, Suppressed, gravest_first
from tracker.model import stamp, utc

_NO_RULE = "the policy has no such rule any more"
_OTHER_RULE = "the policy has this rule with another scope or threshold now"
_NO_POST = "the archive does not hold the post any more"
_JUDGED = "the rule could judge it"


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


def settle(judged: Judged, ledger: Ledger, policy: Policy, *, site: str, now: datetime) -> Settled:
    """Compare what was found with what was open.

    Args:
        judged: what was found.
        ledger: what was open.
        policy: for what it suppresses, and for what resolves a finding.
        site: name of the archive, which suppressions can be about.
        now: the time of the audit.
    """
    result = Settled()
    uses = {use.name: use for use in policy.uses}
    changed = _changed_rules(ledger, policy)
    for finding in ledger.open.findings:
        if why := _resolution(finding, judged, uses, changed):
            result.resolved.append(Resolved(finding=finding, reason=why))
        else:
            _keep(result, finding, ledger, policy, uses[finding.rule], site, now)
    for quiet in ledger.open.suppressed:
        if not _resolution(quiet.finding, judged, uses, changed):
            _add(result, quiet.finding, policy, site, now, before=quiet)
    known = {one.subject for one in ledger.open.findings}
    known |= {one.finding.subject for one in ledger.open.suppressed}
    for finding in gravest_first(list(judged.found.values())):
        if finding.subject not in known and finding.id not in judged.told:
            _add(result, finding, policy, site, now)
    return result


def _changed_rules(ledger: Ledger, policy: Policy) -> frozenset[str]:
    """Name the rules that the policy of the audit before had otherwise."""
    if ledger.record is None:
        return frozenset()
    before, now = ledger.record.policy.get("rules", {}), policy.as_data().get("rules", {})
    return frozenset(name for name in now if before.get(name) != now[name])


def _resolution(
    finding: Finding, judged: Judged, uses: dict[str, RuleUse], changed: frozenset[str]
) -> str:
    """Say why a finding is no longer open; empty while it is, or while nobody looked again."""
    use = uses.get(finding.rule)
    if use is None or isinstance(use.rule, SiteRule) is bool(finding.post):
        return _NO_RULE
    if finding.subject in judged.found:
        return ""
    if finding.post and finding.post not in judged.touched:
        return _NO_POST if judged.everything else ""
    if is_unjudged(finding):
        return _JUDGED
    if finding.rule in changed:
        return _OTHER_RULE
    return use.rule.resolves or "it is no more"


def _keep(
    result: Settled,
    finding: Finding,
    ledger: Ledger,
    policy: Policy,
    use: RuleUse,
    site: str,
    now: datetime,
) -> None:
    """Keep a finding open: tell it again where it is time, or no longer where it is suppressed."""
    suppression = suppression_of(finding, policy, site=site, now=now)
    if suppression is not None:
        _add(result, finding, policy, site, now)
        return
    result.open[finding.subject] = finding
    if not use.rule.again:
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
