"""A message about an audit as plain text and as HTML, for mail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jinja2 import Environment, PackageLoader, StrictUndefined

from tracker.findings import SiteAudit
from tracker.report.audit.entries import new_entry, reminded_entry, resolved_entry
from tracker.report.audit.excerpt import diff_lines
from tracker.report.audit.once import SAME_EDIT, Telling, tell_once, untold_trouble
from tracker.report.audit.plain import headline, still_open
from tracker.report.audit.rest import not_shown
from tracker.report.audit.selection import Part
from tracker.report.audit.words import (
    about,
    clean,
    counts_text,
    place,
    trouble,
    web_address,
)
from tracker.report.diff.cells import Run, width_of, wrap
from tracker.report.diff.segments import Mark

_WIDTH = 76
_COLORS = {"error": "#a61b1b", "warning": "#8a5300", "info": "#00558a", "resolved": "#0b5a2b"}


def mail_text(
    run_id: str, subject: str, parts: Sequence[Part], lost: Sequence[SiteAudit] = ()
) -> str:
    """Write plain text, wrapped; addresses and commands keep their lines.

    Args:
        run_id: of the audit.
        subject: it begins the text, for channels that show no subject.
        parts: what is told of each site.
        lost: sites of which nothing is known but why.
    """
    lines = [*_wrapped(subject)]
    for part in parts:
        lines += ["", *_site(part)]
    for site in lost:
        lines += ["", *_heading(site)]
        lines += [*_wrapped(f"{site.status.value}: {trouble(site)}")]
        lines += [address] if (address := web_address(site.url)) else []
    lines += ["", "--", *_wrapped(f"Audit {clean(run_id)}. {_HOW}")]
    return "\n".join(lines) + "\n"


_HOW = (
    "Each audit is a commit on the branch audits of the archive: `git log audits` shows them, "
    "`tracker audit verify SITE` computes the last one again."
)


def mail_html(
    run_id: str, subject: str, parts: Sequence[Part], lost: Sequence[SiteAudit] = ()
) -> str:
    """Write a document for mail clients: styles stand in the elements, nothing is loaded."""
    environment = Environment(
        loader=PackageLoader("tracker.report.audit", ""),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    return environment.get_template("mail.html.jinja").render(
        subject=subject,
        run=clean(run_id),
        how=_HOW,
        colors=_COLORS,
        sites=[*map(_view, parts), *map(_lost, lost)],
    )


def _view(part: Part) -> dict[str, object]:
    entries = list(map(new_entry, tell_once(part.full, part.excerpted)))
    entries += map(reminded_entry, part.reminded)
    entries += map(resolved_entry, part.resolved)
    return {
        "name": clean(part.site.site),
        "address": web_address(part.site.url),
        "counts": counts_text(part.counts),
        "trouble": untold_trouble(part.site),
        "entries": entries,
        "more": not_shown(part),
    }


def _lost(site: SiteAudit) -> dict[str, object]:
    return {
        "name": clean(site.site),
        "address": web_address(site.url),
        "counts": site.status.value,
        "trouble": trouble(site),
        "entries": [],
        "more": "",
    }


def _heading(site: SiteAudit) -> Iterator[str]:
    lines = tuple(_wrapped(site.site))
    yield from (*lines, "=" * max(map(width_of, lines)))


def _site(part: Part) -> Iterator[str]:
    yield from _heading(part.site)
    yield from _wrapped(counts_text(part.counts))
    if reason := untold_trouble(part.site):
        yield from _wrapped(reason)
    for telling in tell_once(part.full, part.excerpted):
        yield ""
        yield from _finding(telling)
    if part.reminded:
        yield from ("", "Still open:", "")
        for finding in part.reminded:
            named = headline(finding, part.site.site)
            words = f"{finding.level.value}: {named} ({still_open(finding)})"
            yield from _wrapped(words, "* ", "  ")
    if part.resolved:
        yield from ("", "Resolved:", "")
        for one in part.resolved:
            now = f"; now: {clean(one.reason)}" if one.reason else ""
            yield from _wrapped(f"{headline(one.finding, part.site.site)}{now}", "* ", "  ")
    if more := not_shown(part):
        yield from ("", *_wrapped(more))


def _finding(telling: Telling) -> Iterator[str]:
    finding = telling.finding
    title = SAME_EDIT if telling.follows else about(finding)
    yield from _wrapped(f"{finding.level.value.upper()}: {title}", "", "  ")
    yield from _wrapped(finding.words, "  ", "  ")
    yield from (f"    {line}" for line in diff_lines(finding.excerpt, _WIDTH - 4))
    for sentence in finding.evidence:
        yield from _wrapped(sentence, "  * ", "    ")
    if telling.follows:
        yield from _wrapped(place(finding)[-1], "  ", "  ")
        return
    yield from _wrapped(", ".join(place(finding)), "  ", "  ")
    if address := web_address(finding.url):
        yield f"  {address}"
    if finding.check:
        yield f"  check: {clean(finding.check)}"


def _wrapped(words: str, first: str = "", rest: str = "") -> Iterator[str]:
    room = _WIDTH - max(len(first), len(rest))
    for number, line in enumerate(wrap((Run(Mark.EQUAL, clean(words)),), room)):
        lead = first if number == 0 else rest
        yield f"{lead}{''.join(run.text for run in line)}".rstrip()
