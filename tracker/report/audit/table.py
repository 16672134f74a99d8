"""An audit for the terminal: a line a site, then what was found, then one line that says it all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from tracker.findings import (
    AuditRun,
    Finding,
    Level,
    Resolved,
    SiteAudit,
    SiteStatus,
)
from tracker.report.audit.excerpt import rows_of
from tracker.report.audit.once import SAME_EDIT, Telling, tell_once, untold_trouble
from tracker.report.audit.plain import still_open
from tracker.report.audit.rest import KEPT, not_shown
from tracker.report.audit.selection import Part, select
from tracker.report.audit.words import (
    LEVELS,
    about,
    clean,
    count_record,
    counts_text,
    place,
    trouble,
    verdict,
)
from tracker.report.columns import Column, header, row
from tracker.report.diff.cells import Run, width_of, wrap
from tracker.report.diff.paint import Paint
from tracker.report.diff.segments import Mark

_LEAST, _SITE, _MARGIN = 48, 40, 11
_SHOWN = 20
_ANEW = "`--format markdown` has all."  # what keeps nothing finds the same again
_BOLD, _DIM, _GREEN = "1", "2", "32"
_LEVELS = {Level.ERROR: "31;1", Level.WARNING: "33", Level.INFO: "36"}
_SIGNED = Paint(color=False)
_STATUSES = {SiteStatus.AUDITED: "", SiteStatus.NOT_DUE: _DIM, SiteStatus.BUSY: "33"}


def run_table(run: AuditRun, *, width: int = 100, color: bool = False) -> str:
    """Show a run for people at a terminal.

    Only git commands can be wider than the terminal: broken ones could not be copied. Where there
    is more than people read, the gravest is shown and the rest counted.

    Args:
        run: what is shown.
        width: columns of the terminal.
        color: with ANSI colours.
    """
    page = _Page(max(width, _LEAST), color)
    parts = ["\n".join(page.overview(run.sites))] if _needs_overview(run) else []
    parts += ["\n".join(page.site(part)) for part in select(run.sites, full=_SHOWN)]
    if run.undelivered:
        parts.append("\n".join(page.undelivered(run)))
    worst = run.worst()
    code = _LEVELS[worst] if worst else _GREEN if _is_clean(run) else "33"
    parts.append("\n".join(page.lines(verdict(run), "", code)))
    return "\n\n".join(parts) + "\n"


def _needs_overview(run: AuditRun) -> bool:
    """Leave out a table that the last line repeats: one site, or nothing to tell of any."""
    if any(trouble(one) for one in run.sites):
        return True
    return len(run.sites) > 1 and any(one.record and one.record.has_news for one in run.sites)


def _is_clean(run: AuditRun) -> bool:
    return not run.undelivered and all(one.could_audit for one in run.sites)


class _Page:
    """A width, and whether there are colours."""

    def __init__(self, width: int, color: bool) -> None:
        self.width = width
        self.color = color
        self.marks = Paint(color=color)

    def overview(self, sites: Iterable[SiteAudit]) -> Iterator[str]:
        """A line for each site, and the reason where one could not be audited."""
        sites = tuple(sites)
        longest = max((width_of(clean(one.site)) for one in sites), default=4)
        numbers = (*LEVELS, "resolved", "open")
        used = sum(len(name) + 1 for name in ("unreachable", *numbers))
        columns = (
            Column(title="site", width=max(min(longest, _SITE, self.width - used - 1), 4)),
            Column(title="status", width=len("unreachable")),
            *(Column(title=name, width=len(name), right=True) for name in numbers),
        )
        yield header(columns, width=self.width, color=self.color)
        for one in sites:
            counts = count_record(one.record)
            cells = [(one.site, _BOLD), (one.status.value, _STATUSES.get(one.status, "31"))]
            cells += [(_number(counts.of(level)), _LEVELS[level]) for level in LEVELS]
            cells += [(_number(counts.resolved), _GREEN), (_number(counts.open), "")]
            yield row(columns, cells, width=self.width, color=self.color)
            if reason := untold_trouble(one):
                yield from self.lines(reason, "    ", _DIM)

    def site(self, part: Part) -> Iterator[str]:
        """What was found on one site."""
        record = part.record
        name = clean(part.site.site)
        head = f"{self.paint(name, _BOLD)}  {counts_text(count_record(record))}"
        if width_of(name) + 2 + len(counts_text(count_record(record))) > self.width:
            head = self.paint(name, _BOLD)
        yield head
        for telling in tell_once(part.full):
            yield ""
            yield from self.finding(telling)
        for finding in part.reminded:
            yield ""
            yield from self.reminded(finding)
        for one in part.resolved:
            yield ""
            yield from self.resolved(one)
        if record.suppressed:
            rules = Counter(clean(each.finding.rule) for each in record.suppressed)
            named = ", ".join(f"{count} {rule}" for rule, count in sorted(rules.items()))
            yield ""
            yield from self.lines(f"suppressed by the policy: {named}", "  ", _DIM)
        if more := not_shown(part, KEPT if part.site.commit else _ANEW):
            yield ""
            yield from self.lines(more, "  ")

    def finding(self, telling: Telling) -> Iterator[str]:
        """One finding: level and headline, what it is, what shows it, how to check it."""
        finding = telling.finding
        title = SAME_EDIT if telling.follows else about(finding)
        yield from self.entry(finding.level.value, title, _LEVELS[finding.level])
        yield from self.beneath(finding.words)
        for segments in rows_of(finding.excerpt):
            stayed = all(mark is Mark.EQUAL for mark, _ in segments)
            # With signs in colours, too: strike-through alone is lost on many terminals.
            for part in wrap(_SIGNED.runs(segments), self.width - _MARGIN - 2):
                line = self.marks.line(part).rstrip()
                bar = self.paint("|", _DIM)
                yield f"{' ' * _MARGIN}{bar} {self.paint(line, _DIM) if stayed else line}".rstrip()
        for sentence in finding.evidence:
            yield from self.beneath(sentence, first="- ", code=_DIM)
        named = place(finding, title_shown=bool(finding.title))
        yield from self.beneath(named[-1] if telling.follows else ", ".join(named), "", _DIM)
        if finding.check and not telling.follows:
            yield f"{' ' * _MARGIN}{self.paint('check:', _DIM)} {clean(finding.check)}"

    def reminded(self, finding: Finding) -> Iterator[str]:
        """One finding that is still open: shorter, since it was told in full before."""
        yield from self.entry(finding.level.value, about(finding), _LEVELS[finding.level])
        yield from self.beneath(finding.words)
        named = ", ".join(place(finding, title_shown=bool(finding.title)))
        yield from self.beneath(f"{still_open(finding)}; {named}", "", _DIM)

    def resolved(self, one: Resolved) -> Iterator[str]:
        """One finding that is no more."""
        yield from self.entry("resolved", about(one.finding), _GREEN)
        if one.reason:
            yield from self.beneath(f"now: {one.reason}")
        yield from self.beneath(f"was: {one.finding.words}", "", _DIM)
        named = place(one.finding, title_shown=bool(one.finding.title))
        yield from self.beneath(", ".join(named), "", _DIM)

    def undelivered(self, run: AuditRun) -> Iterator[str]:
        """The channels that got no message."""
        yield self.paint("not delivered, to be sent again", _BOLD)
        for channel, reason in sorted(run.undelivered.items()):
            yield from self.lines(f"{channel}: {reason}", "  ")

    def entry(self, label: str, words: str, code: str) -> Iterator[str]:
        """A label in the margin, and words beside it."""
        gap = " " * (_MARGIN - 2 - len(label))
        for number, line in enumerate(self.wrapped(words, self.width - _MARGIN)):
            margin = f"  {self.paint(label, code)}{gap}" if number == 0 else " " * _MARGIN
            yield f"{margin}{self.paint(line, _BOLD)}".rstrip()

    def beneath(self, words: str, first: str = "", code: str = "") -> Iterator[str]:
        """Words below an entry; lines after the first stand under its words."""
        yield from self.lines(words, " " * _MARGIN, code, first=first)

    def lines(self, words: str, indent: str, code: str = "", *, first: str = "") -> Iterator[str]:
        """Wrap words to the width."""
        room = self.width - len(indent) - len(first)
        for number, line in enumerate(self.wrapped(words, room)):
            lead = first if number == 0 else " " * len(first)
            yield f"{indent}{self.paint(lead + line, code)}".rstrip()

    def wrapped(self, words: str, room: int) -> Iterator[str]:
        """Wrap without markup."""
        for line in wrap((Run(Mark.EQUAL, clean(words)),), max(room, 20)):
            yield "".join(run.text for run in line).rstrip()

    def paint(self, text: str, code: str) -> str:
        """Colour a text, where there are colours."""
        return f"\x1b[{code}m{text}\x1b[0m" if self.color and code and text else text


def _number(count: int) -> str:
    return str(count) if count else ""
