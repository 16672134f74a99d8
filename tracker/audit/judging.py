"""Judge what is new in an archive: a pure function of the archive, the ledger and the policy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from tracker.archive.repository import Archive
from tracker.assessing import AssessedEdit
from tracker.audit.finding import Source, anchor_of, how_ended, on_edit, on_post, on_site
from tracker.audit.ledger import Ledger, told_ids
from tracker.audit.policy import Policy
from tracker.audit.seeing import News, base_now, read_news, see_posts, see_site
from tracker.audit.standing import Standing
from tracker.audit.suppressing import stale_suppressions
from tracker.audit.views import EditSeen, PostSeen
from tracker.findings import Base, Finding, Inputs


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What a look at an archive gave.

    Args:
        audited: how far it looked.
        found: subject -> finding, of all that was asked.
        touched: the posts that were asked about, as `posts/1286`: what is open of them and was
            not found again is resolved.
        everything: whether all posts that the archive holds were asked about.
        told: ids of findings that an earlier audit told and that may have been found once more.
        ended: rule, post and anchor of what was open and was not found again -> what ended it,
            where the rule can say.
        posts: how many were asked about: those with news, or all.
        edits: how many are new.
    """

    audited: Base
    found: Mapping[str, Finding]
    touched: frozenset[str]
    posts: int
    edits: int
    everything: bool = False
    told: frozenset[str] = frozenset()
    ended: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Sums:
    """What adds up while posts are judged."""

    found: dict[str, Finding] = field(default_factory=dict)
    ended: dict[str, str] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)
    edits: int = 0
    moved: int = 0
    seen: int = 0

    def keep(self, findings: Iterable[Finding]) -> None:
        """Take up what a rule found."""
        for finding in findings:
            self.found[finding.subject] = finding

    def count(self, edit: AssessedEdit) -> None:
        """Count an edit that is new, and how much of the public revision activity is held."""
        self.edits += 1
        covered = edit.assessment.coverage
        if covered is not None and covered.moved is not None and covered.moved > 0:
            self.moved += covered.moved
            self.seen += min(covered.moved, covered.held)


def judge(
    archive: Archive,
    policy: Policy,
    ledger: Ledger,
    *,
    name: str,
    now: datetime,
    inputs: Inputs,
    base: Base,
    standing: Standing,
) -> Judged:
    """Ask the rules of a policy about everything that is new since a base.

    Rules about posts and edits are asked of the posts that have news; of all posts where the
    policy is another than at the last audit, or where there was none, or its base is no more, or
    where it is the site's own again after others were asked for.
    Rules about the site are always asked.

    Args:
        archive: not written to.
        policy: ready for use.
        ledger: what is open.
        name: of the archive, for scopes.
        now: the time of the audit.
        inputs: what git does not know.
        base: what is new is what came after it.
        standing: what others have told of that already.
    """
    audited = base_now(archive, base)
    news = read_news(archive, base, audited.main or None)
    stale = stale_suppressions(policy, site=name, now=now)
    site = see_site(archive, name=name, now=now, inputs=inputs, stale=stale)
    source = Source(str(archive.site().get("url") or name))
    everything = _is_all_asked(policy, ledger, standing, news)
    sums = _Sums()
    if everything or news.posts:
        still = _open_edits(ledger)
        for post in see_posts(archive, site, None if everything else news.posts):
            _judge_post(sums, policy, post, news, still, source)
    whole = replace(site, moved=sums.moved, seen=sums.seen)
    for use in policy.uses:
        sums.keep(on_site(use, whole, source))
    return Judged(
        audited=audited,
        found=sums.found,
        touched=frozenset(sums.touched),
        posts=len(sums.touched),
        edits=sums.edits,
        everything=everything,
        told=told_ids(archive, ledger.commit) if news.by_time else standing.told,
        ended=sums.ended,
    )


def _is_all_asked(policy: Policy, ledger: Ledger, standing: Standing, news: News) -> bool:
    if news.by_time or ledger.record is None or standing.told:
        return True
    return ledger.record.policy != policy.as_data()


def _judge_post(
    sums: _Sums,
    policy: Policy,
    post: PostSeen,
    news: News,
    still: frozenset[str],
    source: Source,
) -> None:
    """Ask about the new edits of a post, about those with open findings, and about the post."""
    sums.touched.add(str(post.key))
    for index, edit in enumerate(post.edits):
        place = edit.recorded.place
        if edit.before is None or not place.is_of_post:
            continue
        is_new = place.commit in news.commits
        if is_new:
            sums.count(edit)
        seen = EditSeen(post=post, index=index)
        for use in policy.uses:
            about = f"{use.name} {post.key} {anchor_of(place)}"
            if is_new or about in still:
                found = tuple(on_edit(use, seen, source))
                sums.keep(found)
                if about in still and not found:
                    sums.ended[about] = how_ended(use, seen)
    for use in policy.uses:
        found = tuple(on_post(use, post, source))
        sums.keep(found)
        about = f"{use.name} {post.key}"
        if about in still and not found:
            sums.ended[about] = how_ended(use, post)


def _open_edits(ledger: Ledger) -> frozenset[str]:
    """Name the rules and edits of what is open: subjects begin with rule, post and anchor."""
    held = (*ledger.open.findings, *(one.finding for one in ledger.open.suppressed))
    return frozenset(subject_begin(one) for one in held if one.post)


def subject_begin(finding: Finding) -> str:
    """Give rule, post and anchor of what a finding is about, without its details."""
    return " ".join(finding.subject.split(" ")[:4])
