"""Links lead to another domain than before, under the same words."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.audit.domains import host_of, is_under, registrable
from tracker.audit.rule import EditRule, Found, Options
from tracker.audit.views import EditSeen
from tracker.audit.wording import evidence_of, line, listed, quoted
from tracker.diff import Change, LinkChange
from tracker.findings import Level


def _find(seen: EditSeen, options: Options) -> Iterable[Found]:
    by_domains: dict[tuple[str, str], list[LinkChange]] = {}
    for change in seen.said.changes:
        for link in change.links:
            domains = _domains(seen, change, link)
            if domains is not None and not _is_trusted(seen, link, options):
                by_domains.setdefault(domains, []).append(link)
    for (old, new), links in by_domains.items():
        if _is_gone(seen, links):
            continue
        which = "1 link that now leads" if len(links) == 1 else f"{len(links)} links that now lead"
        texts = listed([quoted(link.text) for link in links], "link")
        yield Found(
            words=f"has {which} to {line(new)} and led to {line(old)}: {texts}",
            evidence=evidence_of(
                seen.said,
                *(f"{quoted(one.text)}: {one.before} -> {one.after}" for one in links[:5]),
            ),
            detail=f"{old} -> {new}",
        )


def _domains(seen: EditSeen, change: Change, link: LinkChange) -> tuple[str, str] | None:
    """Name the domains between which a link moved; None where it stayed, or has other words."""
    if link.image or link.before is None or link.after is None:
        return None
    had = f"[{link.text}]({link.before})"
    if not any(had in sentence.text for sentence in change.before):
        return None
    hosts = host_of(link.before), host_of(link.after)
    if None in hosts:
        return None
    old, new = (registrable(host or seen.site.host) for host in hosts)
    return (old, new) if old != new and old and new else None


def _is_trusted(seen: EditSeen, link: LinkChange, options: Options) -> bool:
    """Tell whether a link leads to the site itself, or to a domain that the policy names."""
    host = host_of(link.after or "") or seen.site.host
    own = registrable(seen.site.host)
    return bool(own and registrable(host) == own) or any(
        is_under(host, domain) for domain in options.words("domains")
    )


def _is_gone(seen: EditSeen, links: list[LinkChange]) -> bool:
    """Tell whether a later state has none of the new targets."""
    return any(
        not any(f"]({link.after})" in later.recorded.state.text for link in links)
        for later in seen.later
        if not later.recorded.state.away
    )


RULE = EditRule(
    name="links-changed-to-other-domain",
    summary="A link leads to another domain than before, under the same words.",
    level=Level.WARNING,
    resolves="no link leads there any more",
    takes={"domains": ()},
    find=_find,
)
