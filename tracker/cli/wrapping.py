"""Fit the text of a topic to a width: paragraphs flow, tables keep their columns."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence

WIDEST = 92
"""Columns beyond which nobody reads prose with pleasure."""

_ROW = re.compile(r"( +)(\S.*?)(?:( {2,})(\S.*))?\Z")
_NARROWEST = 24


def fit(text: str, width: int) -> str:
    """Wrap a text at a width, or at `WIDEST`, if that is less.

    Lines that begin at the margin are a paragraph. An indented line is a row: a term, and after
    two blanks or more what is said of it, which goes on in lines that begin below it. A term, such
    as a command to be typed, is never broken.

    Args:
        text: lines; an empty one ends a paragraph.
        width: in columns.
    """
    wrapped: list[str] = []
    lines = text.split("\n")
    while lines:
        is_row = lines[0].startswith(" ")
        taken = _row if is_row else _paragraph
        count = taken(lines)
        block, lines = lines[:count], lines[count:]
        narrow = min(width, WIDEST)
        wrapped += _fit_row(block, narrow) if is_row else wrap(" ".join(block), narrow) or [""]
    return "\n".join(wrapped)


def wrap(words: str, width: int, indent: str = "", first: str | None = None) -> list[str]:
    """Wrap words.

    Args:
        words: of a paragraph.
        width: in columns.
        indent: of all lines.
        first: in place of the indent of the first one.
    """
    return textwrap.wrap(
        words,
        width,
        initial_indent=indent if first is None else first,
        subsequent_indent=indent,
        break_on_hyphens=False,
        break_long_words=False,
    )


def _paragraph(lines: Sequence[str]) -> int:
    """Count the lines of a paragraph; an empty line is one by itself."""
    if not lines[0]:
        return 1
    ends = (at for at, line in enumerate(lines) if not line or line.startswith(" "))
    return next(ends, len(lines))


def _row(lines: Sequence[str]) -> int:
    """Count the lines of a row: one, and those that begin below what is said in it."""
    own, column = _indent(lines[0]), _column(lines[0])
    if column is None and len(lines) > 1 and _indent(lines[1]) > own + 4:
        column = _indent(lines[1])
    ends = (at for at, line in enumerate(lines) if at and _indent(line) != column)
    return next(ends, len(lines))


def _fit_row(block: Sequence[str], width: int) -> Iterator[str]:
    match = _ROW.match(block[0])
    assert match is not None, "a row begins with a blank"
    margin, term, _, said = match.groups()
    words = " ".join(part.strip() for part in (said or "", *block[1:])).strip()
    if not words:
        yield block[0]
        return
    column = _column(block[0]) or _indent(block[1])
    head = f"{margin}{term}"
    if width - column < _NARROWEST:
        column = len(margin) + 4
    if len(head) + 2 > column:
        yield head
        yield from wrap(words, width, " " * column)
    else:
        yield from wrap(words, width, " " * column, head.ljust(column))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _column(line: str) -> int | None:
    """Tell where that begins what is said of a term."""
    match = _ROW.match(line)
    return match.start(4) if match is not None and match[4] else None
