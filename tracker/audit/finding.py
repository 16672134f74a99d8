"""Make findings of what rules found: with identity, evidence, the change, and how to check it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tracker.archive.layout import post_directory
from tracker.archive.places import Place
from tracker.audit.policy import RuleUse
from tracker.audit.rule import CHECKS, EditRule, Found, PostRule, SiteRule
from tracker.audit.scoping import is_edit_in, is_post_in, is_site_in
from tracker.audit.views import EditSeen, PostSeen, SiteSeen
from tracker.comparing import compare_states
from tracker.findings import Finding
from tracker.model import stamp
from tracker.report.diff import render_terminal
from tracker.text import one_line, terminal_safe

_LONGEST = 600
_EVIDENCE = 12
_EXCERPT = 16
_WIDTH = 100
_CANNOT = "could not be judged by"
_UNJUDGED = "not judged"
_BREAKS = (
    ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError,
    ValueError,
)  # fmt: skip
"""What a mistake in a rule raises; a disk that is full or a missing object ends the audit."""


@dataclass(frozen=True, slots=True)
class Source:
    """Whose findings carry an id: the address of the site, the same in every clone."""

    url: str

    def id_of(self, subject: str, since: str = "") -> str:
        """Make the id of a finding."""
        parts = "\n".join((self.url, subject, since))
        return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def anchor_of(place: Place) -> str:
    """Name a state of a post by what stays when a history is rewritten."""
    return f"{place.trailers.get('Observed', '')} r{place.trailers.get('Revision', '0')}"


def on_edit(use: RuleUse, seen: EditSeen, source: Source) -> Iterator[Finding]:
    """Ask a rule about an edit."""
    rule = use.rule
    if not isinstance(rule, EditRule) or not is_edit_in(use.scope, seen):
        return
    place = seen.edit.recorded.place
    for found in _ask(use, lambda: rule.find(seen, use.options)):
        subject = " ".join(
            filter(None, (use.name, str(seen.post.key), anchor_of(place), one_line(found.detail)))
        )
        commit = found.commit or place.commit
        moment = found.moment or seen.moment
        yield _finding(
            use,
            found,
            subject=subject,
            id=source.id_of(subject),
            check=_check(use, "edit", commit=commit, path=post_directory(seen.post.key)),
            commit=commit,
            moment=stamp(moment) if moment else "",
            excerpt=excerpt_of(seen),
            **_of_post(seen.post),
        )


def on_post(use: RuleUse, post: PostSeen, source: Source) -> Iterator[Finding]:
    """Ask a rule about a post as it is."""
    rule = use.rule
    if not isinstance(rule, PostRule) or not is_post_in(use.scope, post):
        return
    for found in _ask(use, lambda: rule.find(post, use.options)):
        subject = " ".join(filter(None, (use.name, str(post.key), one_line(found.detail))))
        commit = found.commit or post.edits[-1].recorded.place.commit
        moment = found.moment or post.edits[-1].assessment.span.latest
        yield _finding(
            use,
            found,
            subject=subject,
            id=source.id_of(subject, stamp(post.site.now)),
            check=_check(use, "post", commit=commit, path=post_directory(post.key)),
            commit=commit,
            moment=stamp(moment) if moment else "",
            **_of_post(post),
        )


def on_site(use: RuleUse, site: SiteSeen, source: Source) -> Iterator[Finding]:
    """Ask a rule about the site; what is told once has the time of the audit in its identity."""
    rule = use.rule
    if not isinstance(rule, SiteRule) or not is_site_in(use.scope, site):
        return
    for found in _ask(use, lambda: rule.find(site, use.options)):
        once = "" if rule.resolves or found.detail == _UNJUDGED else stamp(site.now)
        subject = " ".join(filter(None, (use.name, one_line(found.detail), once)))
        yield _finding(
            use,
            found,
            subject=subject,
            id=source.id_of(subject, stamp(site.now)),
            check=_check(use, "site", commit=found.commit, path=""),
            commit=found.commit,
            moment=stamp(found.moment) if found.moment else "",
        )


def _ask(use: RuleUse, find: Callable[[], Iterable[Found]]) -> tuple[Found, ...]:
    """Ask a rule; where it breaks on what a site serves, that is told, and all others go on."""
    try:
        return tuple(find())
    except _BREAKS as error:
        words = f"{_CANNOT} the rule {use.name} ({type(error).__name__}: {error})"
        return (Found(words=words, detail=_UNJUDGED),)


def how_ended(use: RuleUse, seen: EditSeen | PostSeen) -> str:
    """Let a rule say what ended its finding; empty where it cannot, or breaks."""
    rule = use.rule
    try:
        if isinstance(rule, EditRule) and rule.ended and isinstance(seen, EditSeen):
            return one_line(rule.ended(seen))
        if isinstance(rule, PostRule) and rule.ended and isinstance(seen, PostSeen):
            return one_line(rule.ended(seen))
    except _BREAKS:
        return ""
    return ""


def is_unjudged(finding: Finding) -> bool:
    """Tell whether a finding says that its rule broke."""
    return finding.words.startswith(_CANNOT)


def _finding(use: RuleUse, found: Found, **facts: object) -> Finding:
    return Finding(
        rule=use.name,
        level=use.level,
        words=_line(found.words),
        evidence=tuple(_line(words) for words in found.evidence[:_EVIDENCE]),
        lasting=bool(use.rule.resolves)
        or isinstance(use.rule, PostRule)
        or found.detail == _UNJUDGED,
        **facts,  # type: ignore[arg-type]
    )


def _of_post(post: PostSeen) -> dict[str, str]:
    return {"post": str(post.key), "title": _line(post.title), "url": _line(post.url)}


def _check(use: RuleUse, about: str, *, commit: str, path: str) -> str:
    words = use.rule.check or CHECKS[about]
    return words.replace("{commit}", commit[:12]).replace("{path}", path)


def excerpt_of(seen: EditSeen) -> tuple[str, ...]:
    """Give the first lines of a change, without colour."""
    view = compare_states(seen.edit.before, seen.edit.recorded, seen.site.known, context=0)
    lines = render_terminal(view, width=_WIDTH).splitlines()
    more = (f"... {len(lines) - _EXCERPT} more lines",) if len(lines) > _EXCERPT else ()
    return (*(terminal_safe(line).rstrip() for line in lines[:_EXCERPT]), *more)


def _line(text: str) -> str:
    return one_line(text)[:_LONGEST].rstrip()
