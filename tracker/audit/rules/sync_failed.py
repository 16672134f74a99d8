"""The sync before the audit did not work, or could not read some posts."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.audit.rule import Found, Options, SiteRule
from tracker.audit.views import SiteSeen
from tracker.audit.wording import counted, line, moment_words, why
from tracker.findings import Level


def _find(site: SiteSeen, options: Options) -> Iterable[Found]:
    last: tuple[str, ...] = ()
    if site.last_sync is not None:
        last = (f"the last sync that worked ended at {moment_words(site.last_sync)}",)
    if site.inputs.sync:
        yield Found(words=f"could not be synced: {why(site.inputs.sync)}", evidence=last)
    if site.failed:
        number = counted(len(site.failed), "post")
        post, reason = min(site.failed.items())
        yield Found(
            words=f"was synced without {number} that could not be read, the first {line(post)}: "
            f"{why(reason)}",
            evidence=tuple(
                f"{line(one)}: {why(each)}" for one, each in sorted(site.failed.items())
            ),
            detail="posts",
            moment=site.last_sync,
        )


RULE = SiteRule(
    name="sync-failed",
    summary="The sync before the audit failed, or the last one that worked could not read some "
    "posts.",
    level=Level.ERROR,
    resolves="a sync works, and reads all posts",
    again="24h",
    check="git show audits:audit.json",
    find=_find,
)
