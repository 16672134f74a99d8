"""A diff of prose in all its forms; each is a pure function from a view to a string."""

from tracker.report.diff.html import STYLE, render_html
from tracker.report.diff.markdown import render_markdown
from tracker.report.diff.rows import Row, RowKind, layout
from tracker.report.diff.side_by_side import render_side_by_side
from tracker.report.diff.structured import DIFF_FORMAT, render_json, stat_document
from tracker.report.diff.terminal import render_terminal
from tracker.report.diff.unified import line_opcodes, render_unified
from tracker.report.diff.view import DiffView, FieldChange

__all__ = [
    "DIFF_FORMAT",
    "STYLE",
    "DiffView",
    "FieldChange",
    "Row",
    "RowKind",
    "layout",
    "line_opcodes",
    "render_html",
    "render_json",
    "render_markdown",
    "render_side_by_side",
    "render_terminal",
    "render_unified",
    "stat_document",
]
