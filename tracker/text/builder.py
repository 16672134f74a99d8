"""Walk the blocks of serialised HTML in order and hand their content to the layout."""

from __future__ import annotations

import re

from tracker.text.blocks import Layout
from tracker.text.inline import read_inline
from tracker.text.lines import Part
from tracker.text.literal import literal_lines
from tracker.text.markup import all_facts, attributes
from tracker.text.noise import Noise
from tracker.text.tables import iter_tables, read_table

_PLAIN = (
    r"/?(?:p|div|a(?:ddress|rticle|side)|body|c(?:enter|ol|olgroup)|d(?:etails|ialog)"
    r"|f(?:ieldset|ooter|orm)|h(?:eader|group|tml)|legend|main|nav|o(?:ptgroup|ption)"
    r"|se(?:arch|ction)|t(?:body|d|foot|h|head|r))(?:\s[^>]*|)>\s*"
)
_BLOCK = re.compile(
    rf"<(?:({_PLAIN}(?:<{_PLAIN})*)"
    r"|(/?)(li|h[1-6r]|ul|ol|blockquote|caption|d(?:d|ir|l|t)|fig(?:caption|ure)|listing|menu"
    r"|p(?:laintext|re)|summary|xmp)(\s[^>]*|)>)"
)
"""Blocks that only part paragraphs come in runs; `<` first, so that the search is fast."""

_HEADINGS = {f"h{level}": "#" * level for level in range(1, 7)}
_LEAVES = {**_HEADINGS, "dt": "dt", "summary": "summary", "figcaption": "caption"}
_LITERAL = frozenset({"pre", "listing", "xmp", "plaintext"})
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_PREFIXES = {"blockquote": ("> ", "> "), "dd": (": ", "  ")}
_FRAMES = frozenset({*_LISTS, *_PREFIXES, "li", "figure", "dl"})
_ONE_LINE = frozenset({*_HEADINGS.values(), "dt"})
_NUMBER = re.compile(r"\d{1,9}\Z")


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

    def read(self, html: str) -> None:
        """Read serialised HTML: runs of inline markup between the tags of blocks."""
        if "<table" not in html:
            self._read(html)
        else:
            for run, table in iter_tables(html):
                self._read(run)
                self._read_table(table)
        if self._literal_name:
            self._end_literal()

    def _read_table(self, html: str) -> None:
        if self._literal_name:
            self._literal.append(html)
        elif html:
            for block in read_table(html, self._language, self._noise):
                self.layout.add(*block)

    def _read(self, html: str) -> None:
        pieces = _BLOCK.split(html)
        if pieces[0] and not pieces[0].isspace():
            self._run(pieces[0])
        for index in range(1, len(pieces), 5):
            plain, slash, name, rest, run = pieces[index : index + 5]
            if self._literal_name:
                self._in_literal(slash, name, run)
                continue
            if plain is not None:
                if "=" in plain:
                    self._facts(plain)
            else:
                if rest:
                    self._facts(f"{slash}{name}{rest}>")
                if slash:
                    self._end(name)
                else:
                    self._start(name, rest)
            if run and not run.isspace():
                self._run(run)
            elif self._literal_name:
                self._literal.append(run)

    def _facts(self, tags: str) -> None:
        facts = all_facts("<" + tags)
        if facts:
            self.layout.canonical.append(facts)

    def _run(self, html: str) -> None:
        if self._literal_name:
            self._literal.append(html)
            return
        if self._carried:
            html = self._carried + html
        inline = read_inline(html, self._language, self._noise)
        self._carried = inline.carried
        for part in inline.parts:
            self._add(part)

    def _add(self, part: Part) -> None:
        kind = self._leaf
        if kind in _ONE_LINE:
            lead = "" if kind == "dt" else f"{kind} "
            self.layout.add(kind, (lead + part.flat,) if part.flat else (), part.canonical)
        else:
            self.layout.add(kind, part.lines, part.canonical)

    def _start(self, name: str, rest: str) -> None:
        if name == "li":
            parent = self.layout.innermost(_LISTS)
            marker = parent.marker if parent is not None else "- "
            self.layout.enter("li", marker, " " * len(marker))
        elif name in _LEAVES:
            self._leaf = _LEAVES[name]
        elif name in _LISTS:
            self.layout.enter(name, marker=_marker(name, rest))
        elif name in _PREFIXES:
            self.layout.enter(name, *_PREFIXES[name])
        elif name in _FRAMES:
            self.layout.enter(name)
        elif name in _LITERAL:
            self._literal_name = name
        elif name == "hr":
            self.layout.add("hr", ("---",), "")

    def _end(self, name: str) -> None:
        if name in _FRAMES:
            self.layout.leave(name)
        elif name in _LEAVES:
            self._leaf = ""

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
        parts = read_inline(html, self._language, self._noise).parts
        lines = literal_lines(html)
        if lines:
            canonical = "<br><br>".join(part.canonical for part in parts)
            self.layout.add("pre", lines, "\n".join([*lines, canonical]))
            return
        for part in parts:
            self._add(part)


def _marker(name: str, rest: str) -> str:
    """Give the entries of a list their marker.

    All entries of a numbered list carry its first number: Markdown counts on by itself, and an
    added entry changes no other line.
    """
    if name != "ol":
        return "- "
    start = attributes(rest).get("start", "") if rest else ""
    return f"{int(start)}. " if _NUMBER.match(start) else "1. "
