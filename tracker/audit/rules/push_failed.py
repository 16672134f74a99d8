"""The archive could not be pushed."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.audit.rule import Found, Options, SiteRule
from tracker.audit.views import SiteSeen
from tracker.audit.wording import why
from tracker.findings import Level


def _find(site: SiteSeen, options: Options) -> Iterable[Found]:
    if site.inputs.unpushed:
        yield Found(
            words=f"has an archive that could not be pushed: {why(site.inputs.unpushed)}",
            evidence=("it is pushed again after the next audit, whole",),
        )


RULE = SiteRule(
    name="push-failed",
    summary="The last push of the archive did not work; what was recorded since is only here.",
    level=Level.WARNING,
    resolves="a push works",
    again="24h",
    check="git show audits:outbox.json",
    find=_find,
)
