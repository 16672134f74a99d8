"""An audit as one HTML page: nothing loaded, no scripts, readable without its style sheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined

from tracker.findings import AuditRecord, AuditRun, SiteAudit, gravest_first
from tracker.report.audit.entries import Entry, new_entry, reminded_entry, resolved_entry
from tracker.report.audit.once import Telling, tell_once, untold_trouble
from tracker.report.audit.words import (
    LEVELS,
    clean,
    count_record,
    counts_text,
    gravest_sites,
    minute,
    verdict,
    web_address,
)

_NUMBERS = (*(level.value for level in LEVELS), "resolved", "open")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Site:
    """A site as the template reads it."""

    name: str
    anchor: str
    status: str
    trouble: str
    numbers: tuple[int, ...]
    address: str = ""
    counts: str = ""
    findings: tuple[Entry, ...] = ()
    suppressed: tuple[tuple[Entry, str], ...] = ()


def run_html(run: AuditRun) -> str:
    """Show a run as a whole HTML page."""
    environment = Environment(
        loader=PackageLoader("tracker.report.audit", ""),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    anchors = {one.site: f"site-{number}" for number, one in enumerate(run.sites, 1)}
    told = gravest_sites(run.sites)
    named = {site.site for site, _ in told}
    return environment.get_template("page.html.jinja").render(
        title=f"Audit of {minute(run.at) or clean(run.at)}",
        verdict=verdict(run),
        run=clean(run.run),
        tool=clean(run.tool),
        numbers=_NUMBERS,
        sites=[_row(one, anchors[one.site] if one.site in named else "") for one in run.sites],
        told=[_told(one, record, anchors[one.site]) for one, record in told],
        undelivered=[(clean(name), clean(why)) for name, why in sorted(run.undelivered.items())],
    )


def _row(site: SiteAudit, anchor: str) -> _Site:
    counts = count_record(site.record)
    return _Site(
        name=clean(site.site),
        anchor=anchor,
        status=site.status.value,
        trouble=untold_trouble(site),
        numbers=(*map(counts.of, LEVELS), counts.resolved, counts.open),
    )


def _told(site: SiteAudit, record: AuditRecord, anchor: str) -> _Site:
    return _Site(
        name=clean(site.site),
        anchor=anchor,
        status=site.status.value,
        trouble="",
        numbers=(),
        address=web_address(site.url),
        counts=counts_text(count_record(record)),
        findings=tuple(_entries(record, anchor)),
        suppressed=tuple(
            (
                new_entry(Telling(one.finding)),
                f"suppressed until {clean(one.until)}: {clean(one.reason)}",
            )
            for one in record.suppressed
        ),
    )


def _entries(record: AuditRecord, anchor: str) -> Iterator[Entry]:
    for telling in tell_once(record.new):
        yield new_entry(telling, anchor=f"{anchor}-{_digits(telling.finding.id)}")
    yield from map(reminded_entry, gravest_first(list(record.reminded)))
    yield from map(resolved_entry, record.resolved)


def _digits(text: str) -> str:
    return "".join(each for each in text if each.isascii() and each.isalnum())
