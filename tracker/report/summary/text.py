"""A summary as tables of text, in the formats of tabulate."""

from __future__ import annotations

import html
import re
import textwrap
from collections.abc import Callable
from dataclasses import replace

from tabulate import tabulate, tabulate_formats

from tracker.report.columns import fit
from tracker.report.diff.cells import width_of
from tracker.report.summary.cells import no_formula
from tracker.report.summary.values import Summary
from tracker.report.summary.words import Table, heading, period, tables
from tracker.text.clean import one_line

# "html" has a page of its own; the other two would let the markup of a title through.
TABLE_FORMATS = tuple(
    name for name in tabulate_formats if name not in {"html", "unsafehtml", "latex_raw"}
)
"""The formats of https://github.com/astanin/python-tabulate that a report can be written in."""

_LONGEST = 200
_SMALLEST, _NAME = 10, 20
_WIDE = 100
_ROW_END = re.compile(r"(\\\\\n\s*)([\[*])")


def _backslash(marks: str) -> Callable[[str], str]:
    pattern = re.compile(f"[{re.escape(marks)}]")
    return lambda text: pattern.sub(r"\\\g<0>", text)


def _entities(text: str) -> str:
    return re.sub(r"[|\[\]{}'*_~^]", lambda found: f"&#{ord(found[0])};", html.escape(text))


def _unchanged(text: str) -> str:
    return text


_MARKDOWN = _backslash("\\`*_[]<>|#~&")
_WIKI = _backslash("\\|{}[]*_!")
_LATEX_SPECIALS = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$",
    "#": r"\#", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


def _latex(text: str) -> str:
    return "".join(_LATEX_SPECIALS.get(character, character) for character in text)


# What a title can do to a table differs; tabulate escapes cells for LaTeX alone.
_ESCAPES: dict[str, Callable[[str], str]] = {
    "github": _MARKDOWN,
    "pipe": _MARKDOWN,
    "colon_grid": _MARKDOWN,
    "orgtbl": lambda text: text.replace("|", r"\vert{}"),
    "jira": _WIKI,
    "youtrack": _WIKI,
    "mediawiki": _entities,
    "moinmoin": _entities,
    "textile": _entities,
    "asciidoc": lambda text: html.escape(text).replace("|", r"\|"),
    "rst": _backslash("\\`*_|"),
}
_HEADINGS = {
    "github": "## {}", "pipe": "## {}", "colon_grid": "## {}", "orgtbl": "* {}",
    "jira": "h2. {}", "youtrack": "h2. {}", "textile": "h2. {}", "mediawiki": "== {} ==",
    "moinmoin": "== {} ==", "asciidoc": "== {}", "latex": "\\section*{{{}}}",
    "latex_booktabs": "\\section*{{{}}}", "latex_longtable": "\\section*{{{}}}",
}  # fmt: skip


def summary_text(
    summary: Summary, *, style: str, width: int, groupings: tuple[str, ...], limit: int = 10
) -> str:
    """Write a summary as headings and tables.

    Args:
        summary: what is said.
        style: one of `TABLE_FORMATS`.
        width: columns of the terminal; formats that another program reads are not cut to it.
        groupings: which groups are shown, in this order.
        limit: rows of a group.
    """
    is_markup = style in _HEADINGS or style in ("rst", "tsv")
    room = _LONGEST * 2 if is_markup else width
    prose = _latex if style.startswith("latex") else _ESCAPES.get(style, _unchanged)
    parts = [_title(heading(summary), style, prose), _paragraph(period(summary), prose, room)]
    for table in tables(summary, groupings, limit):
        parts.append(_title(table.title, style, prose))
        parts.append(_table(table if room >= _WIDE else _narrow(table), style, room))
        if table.remark:
            parts.append(_paragraph(table.remark, prose, room))
    return "\n\n".join(parts)


def _paragraph(text: str, prose: Callable[[str], str], room: int) -> str:
    return prose("\n".join(textwrap.wrap(text, room)))


def _title(title: str, style: str, prose: Callable[[str], str]) -> str:
    words = prose(fit(one_line(title), _LONGEST))
    if style == "rst":
        return f"{words}\n{'=' * max(width_of(words), 1)}"
    return _HEADINGS.get(style, "{}").format(words)


def _narrow(table: Table) -> Table:
    """Leave out what a narrow terminal has no room for."""
    if table.headers[-1] == "remark":
        return table
    rows = tuple(
        (row[0], *(fit(cell, _NAME) for cell in row[1 : table.labels]), *row[table.labels : -1])
        for row in table.rows
    )
    return replace(table, headers=table.headers[:-1], rows=rows)


def _table(table: Table, style: str, room: int) -> str:
    escape = _ESCAPES.get(style, _unchanged)
    rows = [[_indented(cell) for cell in row] for row in table.rows]
    if style == "tsv":  # what spreadsheets open
        rows = [
            [*(no_formula(one_line(cell)) for cell in row[: table.labels]), *row[table.labels :]]
            for row in table.rows
        ]
    last = len(table.headers) - 1
    cut = last if table.headers[last] == "remark" else 0
    # tabulate leaves two columns beside a header, and a format up to three between cells.
    widths = [
        max(width_of(name) + 2, *(width_of(row[index]) for row in rows))
        for index, name in enumerate(table.headers)
    ]
    frame = last * 2 if style in ("simple", "plain", "presto", "rst") else 3 * last + 4
    left = max(room - sum(widths) + widths[cut] - frame, _SMALLEST)
    for row in rows:
        row[cut] = fit(row[cut], min(left, _LONGEST))
    align = [
        "left" if index < table.labels or index == cut else "right" for index in range(last + 1)
    ]
    text = tabulate(
        [[escape(cell) for cell in row] for row in rows],
        headers=table.headers,
        tablefmt=style,
        disable_numparse=True,
        colalign=align,
    )
    # A bracket or star after the end of a row would be read as an argument of it.
    return _ROW_END.sub(r"\1{}\2", text) if style.startswith("latex") else text


def _indented(cell: str) -> str:
    """Clean a cell; two spaces before a label say that it is a part of the one above."""
    return f"- {one_line(cell)}" if cell.startswith("  ") else one_line(cell)
