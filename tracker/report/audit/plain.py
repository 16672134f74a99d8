"""One finding as plain lines, for the forms that have no markup of their own."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.findings import Finding
from tracker.report.audit.excerpt import diff_lines
from tracker.report.audit.once import told_alone
from tracker.report.audit.words import about, clean, minute, place, web_address

_WIDTH = 100


def headline(finding: Finding, site: str) -> str:
    """Say in one line what was found, and about what: a post, or else the site."""
    if not finding.post:
        return f"{clean(site)} {clean(finding.words)}"
    return f"{about(finding)}: {clean(finding.words)}"


def detail_lines(finding: Finding, *, width: int = _WIDTH, marked: bool = True) -> Iterator[str]:
    """Say what shows a finding: the change, the evidence, where and when, and the check.

    Args:
        finding: what is told.
        width: at which lines of the change are broken.
        marked: with signs around the words that changed.
    """
    finding = told_alone(finding)
    yield from diff_lines(finding.excerpt, width, marked=marked)
    yield from (f"* {clean(sentence)}" for sentence in finding.evidence)
    yield ", ".join(place(finding))
    if address := web_address(finding.url):
        yield address
    if finding.check:
        yield f"check: {clean(finding.check)}"


def still_open(finding: Finding) -> str:
    """Say since when a finding is open."""
    since = minute(finding.reported)
    return f"still open; told first {since}" if since else "still open"
