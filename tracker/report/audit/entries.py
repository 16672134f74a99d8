"""Findings as templates of HTML read them: clean, with addresses that may be followed."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.findings import Finding, Resolved
from tracker.report.audit.excerpt import rows_of
from tracker.report.audit.once import SAME_EDIT, Telling
from tracker.report.audit.plain import still_open
from tracker.report.audit.words import about, clean, place, web_address
from tracker.report.diff.segments import Segment


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A finding as a template reads it; `level` can be `resolved` as well."""

    level: str
    about: str
    words: str
    place: tuple[str, ...]
    address: str
    id: str = ""
    excerpt: tuple[tuple[Segment, ...], ...] = ()
    evidence: tuple[str, ...] = ()
    check: str = ""


def new_entry(telling: Telling, *, anchor: str = "") -> Entry:
    """Show a finding in full.

    Args:
        telling: what is shown.
        anchor: its id in the page; empty for none.
    """
    finding = telling.finding
    return Entry(
        level=finding.level.value,
        about=SAME_EDIT if telling.follows else about(finding),
        words=clean(finding.words),
        place=place(finding)[-1:] if telling.follows else place(finding),
        address="" if telling.follows else _address(finding),
        id=anchor,
        excerpt=rows_of(finding.excerpt),
        evidence=tuple(map(clean, finding.evidence)),
        check="" if telling.follows else clean(finding.check),
    )


def reminded_entry(finding: Finding) -> Entry:
    """Show a finding that is still open: shorter, since it was told in full before."""
    return Entry(
        level=finding.level.value,
        about=about(finding),
        words=clean(finding.words),
        place=(*place(finding), still_open(finding)),
        address=_address(finding),
    )


def resolved_entry(one: Resolved) -> Entry:
    """Show a finding that is no more, and why."""
    now = f"now: {clean(one.reason)}; " if one.reason else ""
    return Entry(
        level="resolved",
        about=about(one.finding),
        words=f"{now}was: {clean(one.finding.words)}",
        place=place(one.finding),
        address=_address(one.finding),
    )


def _address(finding: Finding) -> str:
    return web_address(finding.url) if finding.post else ""
