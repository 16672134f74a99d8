"""An audit as Markdown, for git hosts; it also reads well as plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tracker.findings import (
    AuditRecord,
    AuditRun,
    Finding,
    Resolved,
    SiteAudit,
    Suppressed,
    gravest_first,
)
from tracker.report.audit.escaping import block, code, host, link, text
from tracker.report.audit.excerpt import diff_lines
from tracker.report.audit.once import SAME_EDIT, Telling, tell_once, untold_trouble
from tracker.report.audit.words import (
    LEVELS,
    about,
    clean,
    count_record,
    counts_text,
    gravest_sites,
    minute,
    verdict,
)

_DIFF_WIDTH = 100


def run_markdown(run: AuditRun) -> str:
    """Show a run as a Markdown document."""
    lines = [f"# Audit of {minute(run.at) or text(run.at)}", "", verdict(run, host), ""]
    lines += [f"Run {code(run.run)}, tracker {text(run.tool)}."]
    if run.sites:
        lines += ["", *_overview(run.sites)]
    for site, record in gravest_sites(run.sites):
        lines += ["", f"## {link(host(site.site), site.url)}", ""]
        lines.append(f"{counts_text(count_record(record))}.")
        lines += _told(record)
    if run.undelivered:
        lines += ["", "## Not delivered", "", "These messages will be sent again.", ""]
        lines += reasons(run.undelivered.items())
    return "\n".join(lines) + "\n"


def _overview(sites: tuple[SiteAudit, ...]) -> Iterator[str]:
    yield "| site | status | error | warning | info | resolved | open |"
    yield "|---|---|--:|--:|--:|--:|--:|"
    for one in sites:
        counts = count_record(one.record)
        numbers = [counts.of(level) for level in LEVELS] + [counts.resolved, counts.open]
        cells = (host(one.site), one.status.value, *(str(number or "") for number in numbers))
        yield f"| {' | '.join(cells)} |"
    if failed := [(one.site, why) for one in sites if (why := untold_trouble(one))]:
        yield ""
        yield from reasons(failed)


def _told(record: AuditRecord) -> Iterator[str]:
    for telling in tell_once(record.new):
        yield ""
        yield from finding_lines(telling)
    if record.reminded:
        yield from ("", "### Still open", "")
        yield from map(reminded_line, gravest_first(list(record.reminded)))
    if record.resolved:
        yield from ("", "### Resolved", "")
        yield from map(resolved_line, record.resolved)
    if record.suppressed:
        yield from ("", "### Suppressed", "")
        yield from map(suppressed_line, record.suppressed)


def finding_lines(telling: Telling) -> Iterator[str]:
    """Write one finding: a heading, what it is, what shows it, and how to check it."""
    finding = telling.finding
    title = SAME_EDIT if telling.follows else text(about(finding))
    yield f"### {finding.level.value.capitalize()}: {title}"
    yield from ("", text(finding.words))
    if finding.excerpt:
        yield ""
        yield from block(tuple(diff_lines(finding.excerpt, _DIFF_WIDTH)), "diff")
    if finding.evidence:
        yield ""
        yield from (f"- {text(sentence)}" for sentence in finding.evidence)
    named = list(_place(finding))
    yield from ("", f"{', '.join(named[-2:] if telling.follows else named)}.")
    if finding.check and not telling.follows:
        yield from ("", "To check it, in the archive:", "")
        yield from block((clean(finding.check),), "sh")


def _place(finding: Finding) -> Iterator[str]:
    if finding.post:
        yield link(text(finding.post), finding.url)
    if moment := minute(finding.moment):
        yield moment
    yield f"rule {code(finding.rule)}"
    yield f"finding {code(finding.id)}"


def reminded_line(finding: Finding) -> str:
    """Write one finding that is still open."""
    since = minute(finding.reported)
    first = f"; told first {since}" if since else ""
    return (
        f"- **{finding.level.value}**: {text(about(finding))}: {text(finding.words)}{first} "
        f"({', '.join(_place(finding))})"
    )


def resolved_line(one: Resolved) -> str:
    """Write one finding that is no more, and why."""
    now = f"; now: {text(one.reason)}" if one.reason else ""
    named = ", ".join(_place(one.finding))
    return f"- {text(about(one.finding))}: {text(one.finding.words)}{now} ({named})"


def suppressed_line(one: Suppressed) -> str:
    """Write one finding that is not to be told, with the reason and the last day."""
    named = ", ".join(_place(one.finding))
    return (
        f"- {text(about(one.finding))}: {text(one.finding.words)} ({named}); "
        f"suppressed until {text(one.until)}: {text(one.reason)}"
    )


def reasons(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    """List names with reasons."""
    yield from (f"- **{host(name)}**: {text(reason)}" for name, reason in sorted(pairs))
