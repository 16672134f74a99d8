"""Suppressions: findings that the policy says not to tell, with a reason and an end."""

from __future__ import annotations

from datetime import datetime

from tracker.audit.policy import Policy
from tracker.audit.specs import Suppression
from tracker.audit.views import StaleSuppression
from tracker.findings import Finding


def suppression_of(
    finding: Finding, policy: Policy, *, site: str, now: datetime
) -> Suppression | None:
    """Find the suppression that holds for a finding today."""
    for one in policy.spec.suppressions:
        if one.until >= now.date() and _fits(one, finding, site):
            return one
    return None


def _fits(one: Suppression, finding: Finding, site: str) -> bool:
    return (
        (not one.finding or one.finding == finding.id)
        and (not one.rule or one.rule == finding.rule)
        and (not one.post or one.post == finding.post)
        and (not one.site or one.site.casefold() in site.casefold())
    )


def stale_suppressions(policy: Policy, *, site: str, now: datetime) -> tuple[StaleSuppression, ...]:
    """List the suppressions that are about a site and whose last day is over."""
    return tuple(
        StaleSuppression(what=_named(one), reason=one.reason, until=one.until.isoformat())
        for one in policy.spec.suppressions
        if one.until < now.date() and one.site.casefold() in site.casefold()
    )


def _named(one: Suppression) -> str:
    """Name what a suppression is about, the same in every audit."""
    parts = (("finding", one.finding), ("rule", one.rule), ("post", one.post), ("site", one.site))
    return ", ".join(f"{name} {value}" for name, value in parts if value) or "everything"
