"""A diff in two columns: what was on the left, what is on the right."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from tracker.diff.values import Kind
from tracker.report.diff.cells import Line, Run, clean, columns_of, wrap
from tracker.report.diff.direction import LEFT_TO_RIGHT_MARK, has_rtl
from tracker.report.diff.paint import Paint
from tracker.report.diff.rows import Row, RowKind, layout
from tracker.report.diff.segments import Mark, Segment, change_segments, field_segments, side
from tracker.report.diff.terminal import GUTTERS
from tracker.report.diff.view import DiffView
from tracker.report.diff.words import fold_text, label, preview, remarks

_GAP = 3
_NARROWEST = 24


def render_side_by_side(view: DiffView, *, width: int = 80, color: bool = False) -> str:
    """Show a diff in two columns that together take at most so many terminal columns.

    Args:
        view: the diff.
        width: columns of the terminal; at least 24.
        color: with ANSI colours.
    """
    page = _Page(width=width, paint=Paint(color=color))
    rows = layout(view.diff, view.context)
    if not view.fields and not any(row.change for row in rows):
        return ""
    lines = list(page.both(view.before_label, view.after_label, " "))
    lines.append("-" * page.column + "-+-" + "-" * page.column)
    for row in rows:
        if row.headline:
            lines.extend(page.row(row))
    for field in view.fields:
        name = Segment(Mark.EQUAL, f"{field.name}: ")
        lines.extend(page.marked((name, *field_segments(field)), "~"))
    for row in rows:
        if not row.headline:
            if row.starts_block:
                lines.extend(page.both("", "", " "))
            lines.extend(page.row(row))
    return "\n".join(lines) + "\n"


class _Page:
    """Two columns of a given width."""

    def __init__(self, *, width: int, paint: Paint) -> None:
        self.column = (max(width, _NARROWEST) - _GAP) // 2
        self._paint = paint

    def row(self, row: Row) -> Iterator[str]:
        """Write a row, its remarks below it."""
        change = row.change
        if row.kind is RowKind.FOLD:
            yield from self.both(f"... {fold_text(row)} ...", "", " ")
        elif change is None:
            yield from self.both(row.text, row.text, " ")
        elif row.kind is RowKind.AWAY:
            yield from self.both(f"({label(row)}: {preview(change)})", "", "<")
        elif change.kind in (Kind.DIVIDED, Kind.JOINED):
            yield from self.both("", f"({label(row)})", "~")
        else:
            yield from self.marked(change_segments(change), GUTTERS[change.kind][0], change.kind)
            notes = (label(row),) if change.kind in (Kind.MOVED, Kind.SPLIT, Kind.MERGED) else ()
            for note in (*notes, *remarks(change)):
                yield from self.both("", f"({note})", " ")

    def marked(
        self, segments: tuple[Segment, ...], sign: str, kind: Kind | None = None
    ) -> Iterator[str]:
        """Write the two sides of marked words."""
        left = () if kind is Kind.ADDED else side(segments, Mark.DELETE)
        right = () if kind is Kind.DELETED else side(segments, Mark.INSERT)
        yield from self._lines(self._paint.unsigned(left), self._paint.unsigned(right), sign)

    def both(self, left: str, right: str, sign: str) -> Iterator[str]:
        """Write plain text on both sides."""
        yield from self._lines(
            (Run(Mark.EQUAL, clean(left)),), (Run(Mark.EQUAL, clean(right)),), sign
        )

    def _lines(self, left: tuple[Run, ...], right: tuple[Run, ...], sign: str) -> Iterator[str]:
        signs = self._paint.signs
        cells = (wrap(runs, self.column, signs=signs) for runs in (left, right))
        for number, (one, other) in enumerate(zip_longest(*cells, fillvalue=())):
            middle = f" {sign} " if number == 0 and sign != " " else " | "
            yield self._joined(one, middle, other)

    def _joined(self, one: Line, middle: str, other: Line) -> str:
        """Put two cells beside each other.

        A terminal that knows text from right to left would take two such cells and the sign
        between them for one stretch of it, and swap them; marks before and after keep them apart.
        """
        left, right = self._paint.closed(one), self._paint.closed(other)
        gap = " " * (self.column - columns_of(one, self._paint.signs))
        mark = LEFT_TO_RIGHT_MARK if has_rtl(left) or has_rtl(right) else ""
        between = mark if right else ""
        return f"{mark}{left}{gap}{between}{middle}{right}".rstrip()
