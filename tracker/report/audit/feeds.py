"""Feeds of findings and of edits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from tracker.findings import AuditRecord, gravest_first
from tracker.model import PostKey, utc_or_none
from tracker.report.audit.atom import Item, render_feed, tag
from tracker.report.audit.entries import Entry, new_entry, resolved_entry
from tracker.report.audit.once import Telling, told_alone
from tracker.report.audit.plain import headline
from tracker.report.audit.words import about, clean, web_address
from tracker.report.columns import minute_text
from tracker.report.log import LogEntry
from tracker.report.sizes import size_text


def findings_feed(
    records: Iterable[AuditRecord],
    *,
    title: str,
    address: str,
    updated: datetime,
    limit: int = 200,
    sites: Iterable[str] = (),
) -> str:
    """Write a feed with an entry for each finding, and one for each that was resolved.

    Args:
        records: audits of one site or of many, in any order.
        title: of the feed.
        address: where the feed will be found; empty where that is not known.
        updated: when the feed was made.
        limit: entries, the newest ones; one finding has one entry.
        sites: names of all archives that the feed is about.
    """
    page = _template()
    items = [item for record in records for item in _findings(record, page)]
    items.sort(key=lambda item: item.moment, reverse=True)
    known = {item.id: item for item in reversed(items)}
    newest = [item for item in items if known[item.id] is item][:limit]
    return render_feed(
        newest, "findings", title=title, address=address, updated=updated, sites=sites
    )


def edits_feed(
    entries: Iterable[LogEntry] | Mapping[str, Iterable[LogEntry]],
    *,
    title: str,
    address: str,
    updated: datetime,
    limit: int = 200,
    links: Mapping[str, Mapping[PostKey, str]] | None = None,
    sites: Iterable[str] = (),
) -> str:
    """Write a feed with an entry for each edit.

    Args:
        entries: edits in any order; of several sites by the names of their archives.
        title: of the feed.
        address: where the feed will be found; empty where that is not known.
        updated: when the feed was made.
        limit: entries, the newest ones.
        links: where readers find the posts, by the names of the archives; what is no address of
            the web is left out.
        sites: names of all archives that the feed is about.
    """
    page = _template()
    by_site = entries if isinstance(entries, Mapping) else {"": entries}
    every = [(_moment(entry, updated), site, entry) for site in by_site for entry in by_site[site]]
    every.sort(key=lambda one: one[0], reverse=True)
    items = [
        _edit(entry, page, site, moment, _link(links or {}, site, entry))
        for moment, site, entry in every[:limit]
    ]
    return render_feed(items, "edits", title=title, address=address, updated=updated, sites=sites)


def _link(links: Mapping[str, Mapping[PostKey, str]], site: str, entry: LogEntry) -> str:
    return web_address(links.get(site, {}).get(entry.key, ""))


def _moment(entry: LogEntry, otherwise: datetime) -> datetime:
    return entry.moment or entry.span.earliest or otherwise


def _findings(record: AuditRecord, page: Template) -> Iterator[Item]:
    at = utc_or_none(record.at)
    if at is None:
        return
    for finding in gravest_first(list(record.new)):
        yield Item(
            id=tag(record.site, "finding", finding.id),
            title=f"{finding.level.value}: {headline(finding, record.site)}",
            link=web_address(finding.url) or web_address(record.url),
            moment=utc_or_none(finding.reported) or at,
            summary=clean(finding.words),
            content=page.render(one=new_entry(Telling(told_alone(finding)))),
            author=clean(record.site),
            categories=(finding.level.value, clean(finding.rule)),
        )
    for one in record.resolved:
        finding = one.finding
        yield Item(
            id=tag(record.site, "finding", finding.id, "resolved", record.run),
            title=f"resolved: {about(finding)}: {clean(one.reason) or clean(finding.words)}",
            link=web_address(finding.url) or web_address(record.url),
            moment=at,
            summary=resolved_entry(one).words,
            content=page.render(one=resolved_entry(one)),
            author=clean(record.site),
            categories=("resolved", clean(finding.rule)),
        )


def _edit(entry: LogEntry, page: Template, site: str, moment: datetime, link: str) -> Item:
    verdicts = tuple(
        each
        for each in (entry.kind.value, entry.severity.value, entry.disclosure.value)
        if each not in ("none", "not needed")
    )
    span = entry.span
    seen = minute_text(span.latest)
    since = minute_text(span.earliest)
    within = f"between {since} and {seen} UTC" if since and since != seen else f"{seen} UTC"
    shown = Entry(
        level="edit",
        about=clean(entry.title),
        words=", ".join(verdicts),
        place=(
            *((clean(site),) if site else ()),
            str(entry.key),
            *((within,) if seen else ()),
            *_editor(entry),
        ),
        address="",
        evidence=tuple(filter(None, (*map(clean, entry.reasons), size_text(entry.size)))),
        check=f"git show {clean(entry.commit)}",
    )
    return Item(
        id=tag(site, "edit", entry.commit, str(entry.key)),
        title=f"{clean(entry.title) or entry.key} ({', '.join(verdicts)})",
        link=link,
        moment=moment,
        summary="; ".join((shown.words, *shown.evidence)),
        content=page.render(one=shown),
        author=clean(entry.editor) or clean(site),
        categories=verdicts,
    )


def _editor(entry: LogEntry) -> tuple[str, ...]:
    return (f"by {clean(entry.editor)}",) if clean(entry.editor) else ()


def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("tracker.report.audit", ""),
        autoescape=True,
        undefined=StrictUndefined,
    )
    return environment.get_template("feed.html.jinja")
