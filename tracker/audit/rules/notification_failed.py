"""People could not be told."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.audit.rule import Found, Options, SiteRule
from tracker.audit.views import SiteSeen
from tracker.audit.wording import line, why
from tracker.findings import Level


def _find(site: SiteSeen, options: Options) -> Iterable[Found]:
    for channel, reason in sorted(site.inputs.undelivered.items()):
        yield Found(
            words=f"has a message that {line(channel)} could not deliver: {why(reason)}",
            evidence=("it is sent again at the next audit, until it is delivered",),
            detail=channel,
        )


RULE = SiteRule(
    name="notification-failed",
    summary="A message about an audit could not be delivered; it is sent again.",
    level=Level.WARNING,
    resolves="the message is delivered",
    check="git show audits:audit.json",
    find=_find,
)
