"""The lines of a change in a finding: `[-old-]` and `{+new+}` become marks again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from tracker.diff.tokens import tokenize
from tracker.report.audit.words import clean
from tracker.report.diff.cells import Run, width_of, wrap
from tracker.report.diff.segments import Mark, Segment

_MARKED = re.compile(r"\[-(.+?)-\]|\{\+(.+?)\+\}")
_UNENDED = re.compile(r"\[-(.+)\Z|\{\+(.+)\Z")
_SIGNS = {Mark.EQUAL: ("", ""), Mark.DELETE: ("[-", "-]"), Mark.INSERT: ("{+", "+}")}
_WITH_MARGIN = re.compile(r"[~+<> -] |\s*\Z")
_MORE = re.compile(r"\.\.\. \d+ more lines\Z")
_WRAPPED = 100
_MOVED = ("> ", "< ")

Row = tuple[Segment, ...]
"""One sentence of an excerpt, or what is said of some."""


def rows_of(excerpt: Iterable[str]) -> tuple[Row, ...]:
    """Read an excerpt: marked sentences, or lines as `render_terminal` writes them.

    The second are put together again where they were broken, and lose their margin and an
    unchanged headline, which the finding has as its title.
    """
    lines = tuple(excerpt)
    was_cut = is_cut(lines)
    body = lines[:-1] if was_cut else lines
    if not body or not all(map(_WITH_MARGIN.match, body)):
        return tuple(filter(None, map(segments_of, lines)))
    sentences = list(_unbroken(body))
    rows = [segments_of(sentence) for sentence in sentences]
    if was_cut:
        rows[-1:] = [segments_of(sentences[-1], is_cut=True)] if sentences else []
        rows.append(segments_of(lines[-1]))
    if rows and [mark for mark, _ in rows[0]] == [Mark.EQUAL] and rows[0][0].text.startswith("# "):
        del rows[0]
    return tuple(filter(None, rows))


def is_cut(excerpt: Sequence[str]) -> bool:
    """Tell whether an excerpt is only the beginning of a change."""
    return bool(excerpt) and bool(_MORE.match(excerpt[-1]))


def _unbroken(lines: Iterable[str]) -> Iterator[str]:
    """Put broken lines together: one goes on where its first word had no room before."""
    row, before = "", ""
    for line in lines:
        words = line[2:]
        room = _WRAPPED - width_of(before)
        is_margin_empty = line.startswith("  ") and not line.startswith("   ")
        is_full = 0 <= room < width_of(_atom(words)) + 1
        if row and is_margin_empty and (is_full or _is_open(row)):
            row = f"{row}{_gap(row, words, room)}{words}"
        elif _is_remark(before, line) and not row.endswith(")"):
            row = f"{row} {words.strip()}"
        else:
            if row:
                yield row
            row = line if line.startswith(_MOVED) else words
        before = line
    if row:
        yield row


def _is_remark(before: str, line: str) -> bool:
    return before.startswith("    ") and line.startswith("    ")


def _is_open(row: str) -> bool:
    return bool(_UNENDED.search(_MARKED.sub("", row)))


def _atom(words: str) -> str:
    """Give what `wrap` keeps together at the beginning: `4.2 million` has no break in it."""
    first, *others = tokenize(words) or [""]
    return first + "".join(takewhile(_is_kept, others))


def _is_kept(token: str) -> bool:
    return not token[0].isspace() and not (token[0].isalpha() and width_of(token[0]) > 1)


def _gap(row: str, words: str, room: int) -> str:
    """Tell what stood at a break: nothing within a long address, or between wide characters."""
    last, first = row.rsplit(" ", 1)[-1], words.split(" ", 1)[0]
    if row.endswith("-]") and words.startswith("{+"):
        return ""  # what was replaced stands beside what it was replaced by
    is_cut = room <= 0 and width_of(last) + width_of(first) > _WRAPPED - 2
    is_wide = width_of(row[-1]) > 1 and width_of(words[:1]) > 1
    return "" if is_cut or is_wide else " "


def segments_of(line: str, *, is_cut: bool = False) -> Row:
    """Read one line of an excerpt; a mark that does not end on its line is text.

    Args:
        line: with its marks.
        is_cut: whether the line was cut off, so that its last mark has no end.
    """
    line = clean(line)
    found: list[Segment] = []
    end = 0
    for match in _MARKED.finditer(line):
        end = _add(found, line, end, match)
    unended = _UNENDED.search(line, end) if is_cut else None
    if unended is not None:
        end = _add(found, line, end, unended)
    if end < len(line):
        found.append(Segment(Mark.EQUAL, line[end:]))
    return tuple(found)


def _add(found: list[Segment], line: str, end: int, match: re.Match[str]) -> int:
    if match.start() > end:
        found.append(Segment(Mark.EQUAL, line[end : match.start()]))
    deleted, inserted = match.groups()
    mark = Mark.DELETE if inserted is None else Mark.INSERT
    found.append(Segment(mark, deleted or inserted))
    return match.end()


def diff_lines(excerpt: Iterable[str], width: int, *, marked: bool = True) -> Iterator[str]:
    """Write an excerpt as lines of a diff: `- ` before, `+ ` after, two spaces for what stayed.

    Args:
        excerpt: lines of a finding.
        width: at which lines are broken; every part has the sign of its line.
        marked: words stay marked where the rest of their line is unchanged, since sentences are
            long.
    """
    for segments in rows_of(excerpt):
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
