"""A suppression of the policy has ended."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.audit.rule import Found, Options, SiteRule
from tracker.audit.views import SiteSeen
from tracker.audit.wording import line, why
from tracker.findings import Level


def _find(site: SiteSeen, options: Options) -> Iterable[Found]:
    for one in site.stale:
        yield Found(
            words=f"has a suppression in its policy that ended on {one.until}: {line(one.what)} "
            f"({why(one.reason)})",
            evidence=("what it kept quiet is told again since",),
            detail=one.what,
        )


RULE = SiteRule(
    name="suppression-stale",
    summary="A suppression has ended and still stands in the policy.",
    level=Level.WARNING,
    resolves="the suppression is taken out of the policy, or given another day",
    check="git show audits:audit.json",
    find=_find,
)
