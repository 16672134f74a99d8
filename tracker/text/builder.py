"""Walk the blocks of serialised HTML in order and hand their content to the layout."""

from __future__ import annotations

import re

from tracker.text.blocks import Layout
from tracker.text.clean import terminal_safe, without_unseen
from tracker.text.inline import read_inline
from tracker.text.lines import Part
from tracker.text.markup import attributes, facts, unescape
from tracker.text.noise import Noise
from tracker.text.tables import Table

_BLOCK = re.compile(
    r"<(/?)(address|article|aside|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir"
    r"|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6r]|header|hgroup|html|legend|li"
    r"|listing|main|menu|nav|ol|optgroup|option|p|plaintext|pre|search|section|summary|table|tbody"
    r"|td|tfoot|th|thead|tr|ul|xmp)((?:\s[^>]*)?)>"
)
_HEADINGS = {f"h{level}": "#" * level for level in range(1, 7)}
_LITERAL = frozenset({"pre", "listing", "xmp", "plaintext"})
_TABLE = frozenset({"table", "tr", "td", "th", "thead", "tbody", "tfoot"})
_NUMBER = re.compile(r"\d{1,9}\Z")
_TAG = re.compile(r"<[^>]*>")
_BREAK = re.compile(r"<br\b[^>]*>")
_TICKS = re.compile(r"`{3,}")
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_PREFIXES = {"blockquote": ("> ", "> "), "dd": (": ", "  ")}


class Builder:
    """Builds the layout of one document."""

    def __init__(self, language: str, noise: Noise) -> None:
        self.layout = Layout()
        self._language = language
        self._noise = noise
        self._carried = ""
        self._leaf = ""
        self._literal: list[str] = []
        self._literal_name = ""
        self._table: Table | None = None

    def read(self, html: str) -> None:
        """Read serialised HTML: runs of inline markup between the tags of blocks."""
        pieces = _BLOCK.split(html)
        self._run(pieces[0])
        for index in range(1, len(pieces), 4):
            slash, name, rest, run = pieces[index : index + 4]
            if self._literal_name:
                self._in_literal(slash, name, run)
                continue
            if slash:
                self._end(name)
            else:
                self._start(name, rest)
            if self._literal_name:
                self._literal.append(run)
            elif run:
                self._run(run)
        if self._literal_name:
            self._end_literal()
        self._end_table()

    def _run(self, html: str) -> None:
        if not html or html.isspace():
            return
        inline = read_inline(self._carried + html, self._language, self._noise)
        self._carried = inline.carried
        for part in inline.parts:
            self._add(part)

    def _add(self, part: Part) -> None:
        cell = self._table.cell if self._table is not None else None
        if cell is not None:
            cell.parts.append(part)
        elif self._leaf in _HEADINGS:
            lines = (f"{_HEADINGS[self._leaf]} {part.flat}",) if part.flat else ()
            self.layout.add(_HEADINGS[self._leaf], lines, part.canonical)
        elif self._leaf == "dt":
            self.layout.add("dt", (part.flat,) if part.flat else (), part.canonical)
        else:
            self.layout.add(self._leaf, part.lines, part.canonical)

    def _start(self, name: str, rest: str) -> None:
        if name == "p" or name == "div":
            pass
        elif name in _HEADINGS or name in ("dt", "summary"):
            self._leaf = name
        elif name == "figcaption" or name == "caption":
            self._leaf = "caption"
        elif name == "li":
            self._start_entry()
        elif name in _LISTS:
            self.layout.enter(name, marker=_marker(name, rest))
        elif name in _PREFIXES:
            self.layout.enter(name, *_PREFIXES[name])
        elif name == "figure" or name == "dl":
            self.layout.enter(name)
        elif name in _TABLE:
            self._start_in_table(name)
        elif name in _LITERAL:
            self._literal_name = name
        elif name == "hr":
            self._add(Part(("---",), "", "<hr>"))
        fact = facts(rest) if rest else ""
        if fact:
            self.layout.canonical.append(f"<{name}{fact}>")

    def _end(self, name: str) -> None:
        if name in _TABLE:
            if name == "table" and self._table is not None:
                self._table.depth -= 1
                if self._table.depth == 0:
                    self._end_table()
        elif name in _LISTS or name in _PREFIXES or name in ("li", "figure", "dl"):
            self.layout.leave(name)
        elif name not in ("p", "div"):
            self._leaf = ""

    def _start_entry(self) -> None:
        parent = self.layout.innermost(*_LISTS)
        marker = parent.marker if parent is not None else "- "
        self.layout.enter("li", marker, " " * len(marker))

    def _start_in_table(self, name: str) -> None:
        if name == "table":
            if self._table is None:
                self._table = Table()
            else:
                self._table.depth += 1
        elif self._table is not None and name == "tr":
            self._table.start_row()
        elif self._table is not None and name in ("td", "th"):
            self._table.start_cell(name == "th")

    def _end_table(self) -> None:
        table, self._table = self._table, None
        if table is not None:
            canonical = table.canonical()
            if canonical:
                self.layout.add("table", table.lines(), canonical)

    def _in_literal(self, slash: str, name: str, run: str) -> None:
        if slash and name == self._literal_name:
            self._end_literal()
            if run:
                self._run(run)
        else:
            self._literal += ("\n", run)

    def _end_literal(self) -> None:
        html = "".join(self._literal)
        self._literal, self._literal_name = [], ""
        inline = read_inline(html, self._language, self._noise)
        canonical = "<br><br>".join(part.canonical for part in inline.parts)
        text = unescape(_TAG.sub("", _BREAK.sub("\n", html)))
        code = terminal_safe(without_unseen(text)).replace("\xa0", " ")
        lines = [line.rstrip().expandtabs(4) for line in code.split("\n")]
        while lines and not lines[-1]:
            del lines[-1]
        while lines and not lines[0]:
            del lines[0]
        if self._table is not None or not lines:
            for part in inline.parts:
                self._add(part)
            return
        fence = "`" * max(3, *(len(ticks) + 1 for ticks in ["", *_TICKS.findall(code)]))
        self.layout.add("pre", (fence, *lines, fence), "\n".join([*lines, canonical]))


def _marker(name: str, rest: str) -> str:
    """Give the entries of a list their marker.

    All entries of a numbered list carry its first number: Markdown counts on by itself, and an
    added entry changes no other line.
    """
    if name != "ol":
        return "- "
    start = attributes(rest).get("start", "") if rest else ""
    return f"{int(start)}. " if _NUMBER.match(start) else "1. "
