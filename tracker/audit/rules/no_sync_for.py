"""Nobody looked at the site for too long."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.audit.amounts import length_words
from tracker.audit.rule import Found, Options, SiteRule
from tracker.audit.views import SiteSeen
from tracker.audit.wording import moment_words
from tracker.findings import Level


def _find(site: SiteSeen, options: Options) -> Iterable[Found]:
    if site.last_sync is None:
        yield Found(words="was never synced: what its archive holds was imported")
    elif site.now - site.last_sync >= options.length("after"):
        since = length_words(site.now - site.last_sync)
        yield Found(
            words=f"was not synced for {since}: edits of that time can be lost",
            evidence=(f"the last sync that worked ended at {moment_words(site.last_sync)}",),
            moment=site.last_sync,
        )


RULE = SiteRule(
    name="no-sync-for",
    summary="The last sync that worked is too long ago; what came and went meanwhile is lost.",
    level=Level.WARNING,
    resolves="a sync works",
    takes={"after": "24h"},
    find=_find,
)
