"""A diff for the terminal: one column, wrapped, with or without colour."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.diff.values import Kind
from tracker.report.diff.cells import Run, clean, wrap
from tracker.report.diff.paint import Paint
from tracker.report.diff.rows import Row, RowKind, layout
from tracker.report.diff.segments import Mark, change_segments, field_segments
from tracker.report.diff.view import DiffView
from tracker.report.diff.words import fold_text, label, preview, remarks

GUTTERS = {
    Kind.EDITED: ("~", "33"),
    Kind.SPLIT: ("~", "33"),
    Kind.MERGED: ("~", "33"),
    Kind.ADDED: ("+", "32"),
    Kind.DELETED: ("-", "31"),
    Kind.MOVED: (">", "36"),
    Kind.DIVIDED: ("~", "33"),
    Kind.JOINED: ("~", "33"),
}
_INDENT = "  "
_OBVIOUS = ("edited", "added", "deleted")


def render_terminal(view: DiffView, *, width: int = 80, color: bool = False) -> str:
    """Show a diff in one column; without colour as `[-old-]{+new+}`.

    Args:
        view: the diff.
        width: columns of the terminal.
        color: with ANSI colours.
    """
    paint = Paint(color=color)
    rows = layout(view.diff, view.context)
    lines: list[str] = []
    for row in rows:
        if row.headline:
            lines.extend(_row_lines(row, width, paint))
    lines.extend(_field_lines(view, width, paint))
    for row in rows:
        if not row.headline:
            if row.starts_block and lines:
                lines.append("")
            lines.extend(_row_lines(row, width, paint))
    return "\n".join(lines) + "\n" if lines else ""


def _field_lines(view: DiffView, width: int, paint: Paint) -> Iterator[str]:
    for field in view.fields:
        runs = (Run(Mark.EQUAL, f"{clean(field.name)}: "), *paint.runs(field_segments(field)))
        yield from _with_gutter(runs, "~", "33", width, paint)


def _row_lines(row: Row, width: int, paint: Paint) -> Iterator[str]:
    change = row.change
    if row.kind is RowKind.FOLD:
        yield paint.note(f"{_INDENT}... {fold_text(row)} ...")
    elif change is None:
        yield from _with_gutter((Run(Mark.EQUAL, clean(row.text)),), " ", "", width, paint)
    elif row.kind is RowKind.AWAY:
        words = f"({label(row)}: {clean(preview(change))})"
        yield from _with_gutter((Run(Mark.EQUAL, words),), "<", "36", width, paint)
    elif change.kind in (Kind.DIVIDED, Kind.JOINED):
        yield from _with_gutter((Run(Mark.EQUAL, f"({label(row)})"),), "~", "33", width, paint)
    else:
        sign, code = GUTTERS[change.kind]
        yield from _with_gutter(paint.runs(change_segments(change)), sign, code, width, paint)
        notes = (*(() if label(row) in _OBVIOUS else (label(row),)), *remarks(change))
        for note in notes:
            for line in wrap((Run(Mark.EQUAL, f"({clean(note)})"),), width - 2 * len(_INDENT)):
                yield 2 * _INDENT + paint.note("".join(run.text for run in line).rstrip())


def _with_gutter(
    runs: tuple[Run, ...], sign: str, code: str, width: int, paint: Paint
) -> Iterator[str]:
    for number, line in enumerate(wrap(runs, max(width - len(_INDENT), 10))):
        margin = f"{paint.gutter(sign, code)} " if number == 0 else _INDENT
        yield f"{margin}{paint.line(line)}".rstrip()
