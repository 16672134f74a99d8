"""Of what moved the public counts of revisions, too little is held."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.audit.rule import Found, Options, SiteRule
from tracker.audit.views import SiteSeen
from tracker.audit.wording import counted
from tracker.findings import Level


def _find(site: SiteSeen, options: Options) -> Iterable[Found]:
    if site.moved <= 0 or site.seen / site.moved >= options.share("below"):
        return
    share = int(100 * site.seen / site.moved)
    unseen = site.moved - site.seen
    yield Found(
        words=f"was seen in part: public revisions rose by {site.moved}, and the archive holds "
        f"{site.seen} of these changes ({share}%, less than {options.text('below')})",
        evidence=(
            f"at most {counted(unseen, 'save')} unseen since the audit before: autosaves move the "
            "counts, too, so it can be fewer",
            "shorter times between syncs, or credentials that read revisions, raise the share",
        ),
    )


RULE = SiteRule(
    name="coverage-below",
    summary="Since the audit before, the public counts of revisions moved by more than the "
    "archive holds changes: saves that nobody saw.",
    level=Level.WARNING,
    takes={"below": "80%"},
    check="git log -p -- '*/wp-post.json'",
    find=_find,
)
