"""Read tables: a row a line, cells separated by ` | `."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from tracker.text.inline import read_inline
from tracker.text.lines import Part
from tracker.text.markup import all_facts
from tracker.text.noise import Noise

_TABLE = re.compile(r"<(/?)table(?:\s[^>]*)?>")
_TAG = re.compile(
    r"<(/?)(address|article|aside|blockquote|caption|center|d[dlt]|details|div|figcaption|figure"
    r"|footer|form|h[1-6r]|header|legend|li|main|menu|nav|ol|option|p|pre|section|summary|table"
    r"|tbody|td|tfoot|th|thead|tr|ul)(?:\s[^>]*|)>\s*"
)
_ROW = re.compile(r"(?=<tr[\s>])")
_TABLE_CACHED_UP_TO = 32_768
_ROWS_CACHED_UP_TO = 4_096

Block = tuple[str, tuple[str, ...], str]
"""Kind, lines and comparison form of a block."""

Row = tuple[tuple[str, str], ...]
"""The cells of a row: shown and comparison form."""


@dataclass(slots=True)
class _Cell:
    heading: bool
    parts: list[Part] = field(default_factory=list)

    def shown(self) -> str:
        return " ".join(part.flat for part in self.parts if part.flat).replace("|", "\\|")

    def canonical(self) -> str:
        mark = "|! " if self.heading else "| "
        return mark + "<br><br>".join(part.canonical for part in self.parts)


def iter_tables(html: str) -> Iterator[tuple[str, str]]:
    """Divide serialised HTML into what stands before a table and the outermost table itself.

    Yields:
        pairs of a run without a table and a table; the last table is empty.
    """
    start = depth = 0
    run = ""
    for tag in _TABLE.finditer(html):
        if not tag[1]:
            if depth == 0:
                run, start = html[start : tag.start()], tag.start()
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                yield run, html[start : tag.end()]
                start = tag.end()
    if depth:
        yield run, html[start:]
        start = len(html)
    yield html[start:], ""


def read_table(html: str, language: str, noise: Noise) -> tuple[Block, ...]:
    """Read a table with the text in it that is in no cell (its caption)."""
    if len(html) > _TABLE_CACHED_UP_TO:
        return _read(html, language, noise)
    return _read_again(html, language, noise)


def _read(html: str, language: str, noise: Noise) -> tuple[Block, ...]:
    nested = html.count("<table") > 1
    captions: list[Part] = []
    rows: list[Row] = []
    for piece in [html] if nested else _ROW.split(html):
        read = _read_rows if len(piece) > _ROWS_CACHED_UP_TO else _read_rows_again
        more_captions, more_rows = read(piece, language, noise)
        captions += more_captions
        rows += more_rows
    blocks: list[Block] = [("caption", part.lines, part.canonical) for part in captions]
    if rows:
        canonical = "\n".join(["".join([cell for _, cell in row]) for row in rows])
        blocks.append(("table", _lines(rows), f"{all_facts(html)}{canonical}"))
    return tuple(blocks)


def _read_rows(html: str, language: str, noise: Noise) -> tuple[tuple[Part, ...], tuple[Row, ...]]:
    """Read a part of a table: what stands in no cell, and the rows that hold anything."""
    captions: list[Part] = []
    rows: list[list[_Cell]] = [[]]
    depth = 0 if "<table" in html else 1
    pieces = _TAG.split(html)
    for index in range(1, len(pieces), 3):
        slash, name, run = pieces[index : index + 3]
        if name == "table":
            depth += -1 if slash else 1
        elif not slash and depth == 1:
            if name == "tr":
                rows.append([])
            elif name == "td" or name == "th":
                rows[-1].append(_Cell(name == "th"))
        if run:
            parts = read_inline(run, language, noise).parts
            if rows[-1]:
                rows[-1][-1].parts += parts
            else:
                captions += parts
    filled = (row for row in rows if any(cell.parts for cell in row))
    return tuple(captions), tuple(
        tuple((cell.shown(), cell.canonical()) for cell in row) for row in filled
    )


_read_again = lru_cache(maxsize=512)(_read)
_read_rows_again = lru_cache(maxsize=8_192)(_read_rows)


def _lines(rows: list[Row]) -> tuple[str, ...]:
    """Write the rows that say something; a rule follows the first, as Markdown has it."""
    shown = [cells for row in rows if any(cells := [cell for cell, _ in row])]
    lines = [f"| {' | '.join(cells)} |" for cells in shown]
    if len(shown) > 1:
        lines.insert(1, f"| {' | '.join('---' for _ in shown[0])} |")
    return tuple(lines)
