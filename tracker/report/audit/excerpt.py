"""The lines of a change in a finding: `[-old-]` and `{+new+}` become marks again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tracker.report.audit.words import clean
from tracker.report.diff.cells import Run, wrap
from tracker.report.diff.segments import Mark, Segment

_MARKED = re.compile(r"\[-(.+?)-\]|\{\+(.+?)\+\}")
_SIGNS = {Mark.EQUAL: ("", ""), Mark.DELETE: ("[-", "-]"), Mark.INSERT: ("{+", "+}")}


def segments_of(line: str) -> tuple[Segment, ...]:
    """Read one line of an excerpt; a mark that does not end on its line is text."""
    line = clean(line)
    found: list[Segment] = []
    end = 0
    for match in _MARKED.finditer(line):
        if match.start() > end:
            found.append(Segment(Mark.EQUAL, line[end : match.start()]))
        deleted, inserted = match.groups()
        mark = Mark.DELETE if inserted is None else Mark.INSERT
        found.append(Segment(mark, deleted or inserted))
        end = match.end()
    if end < len(line):
        found.append(Segment(Mark.EQUAL, line[end:]))
    return tuple(found)


def diff_lines(excerpt: Iterable[str], width: int, *, marked: bool = True) -> Iterator[str]:
    """Write an excerpt as lines of a diff: `- ` before, `+ ` after, two spaces for what stayed.

    Args:
        excerpt: lines of a finding.
        width: at which lines are broken; every part has the sign of its line.
        marked: words stay marked where the rest of their line is unchanged, since sentences are
            long.
    """
    for line in excerpt:
        segments = segments_of(line)
        marks = {mark for mark, _ in segments}
        signs = [
            (sign, mark) for sign, mark in (("-", Mark.DELETE), ("+", Mark.INSERT)) if mark in marks
        ]
        for sign, mark in signs or [(" ", Mark.EQUAL)]:
            kept = [each for each in segments if each.mark in (Mark.EQUAL, mark)]
            are_signed = marked and len(kept) > 1
            runs = [Run(Mark.EQUAL, signed(each) if are_signed else each.text) for each in kept]
            for part in wrap(runs, max(width - 2, 20)):
                yield f"{sign} {''.join(run.text for run in part)}".rstrip()


def signed(segment: Segment) -> str:
    """Write a segment with its signs."""
    before, after = _SIGNS[segment.mark]
    return f"{before}{segment.text}{after}"
