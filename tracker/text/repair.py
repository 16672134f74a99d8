"""Mend content before it is parsed: lost opening tags, and nesting that no browser would follow."""

from __future__ import annotations

import re
from collections import Counter

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*)([^<>]*)>")
_BLOCK_TAG = re.compile(
    r"<(/?)(address|article|aside|blockquote|dd|div|dl|dt|figcaption|figure|h[1-6]|li|ol|p|pre"
    r"|section|summary|table|tbody|td|th|thead|tr|ul)(?:\s[^<>]*)?>",
    re.IGNORECASE,
)
_REBUILT = frozenset(
    {"p", "li", "dt", "dd", "figcaption", "summary", *(f"h{n}" for n in range(1, 7))}
)
_CELLS = frozenset({"td", "th"})
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta", "param")
).union(("source", "track", "wbr"))
_FORMATTING = frozenset(
    ("b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u")
)
_IMPLIED = frozenset(
    ("p", "li", "dt", "dd", "option", "optgroup", "td", "th", "tr", "tbody", "thead", "tfoot")
)
_NESTING = re.compile(r"<(?!/|(?:a|br|hr|img|li|p|td|th|tr)[\s>])[a-zA-Z]")
"""Start tags without which nothing nests deeply: cells, entries and paragraphs end each other."""

_FORMATTING_TAG = re.compile(
    r"<(/?)(b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s>])", re.IGNORECASE
)
_LONG_TAG_LENGTH = 20_000
_LONG_TAG = re.compile(rf"<([a-zA-Z][^\s/<>]*)([^<>]{{{_LONG_TAG_LENGTH},}})>")
_ATTRIBUTE = re.compile(r"""[^\s/=>]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?""")
_MOST_ATTRIBUTES = 500
_MANY_TAGS = 1_000
_DEEPEST = 200
_MOST_FORMATTING = 8


def with_opening_tags(content: str) -> str:
    """Put back the opening tags of blocks that only close, and part the rest at empty lines.

    Crawlers strip opening tags and keep the closing ones. Content that is whole, or has lost all
    its tags and has no empty line, is given back as it is.
    """
    if content.count("</p>") > content.count("<p>") + content.count("<p "):
        return _rebuilt_blocks(content)
    if "\n" in content and not _BLOCK_TAG.search(content):
        return _BLANK_LINE.sub("<p></p>", content.strip())
    return content


def _rebuilt_blocks(content: str) -> str:
    pieces: list[str] = []
    open_tags: list[str] = []
    position = 0
    for match in _BLOCK_TAG.finditer(content):
        run = content[position : match.start()]
        position = match.end()
        name = match[2].lower()
        if not match[1]:
            pieces += (run if "pre" in open_tags else _parted(run), match[0])
            if len(open_tags) < _DEEPEST:
                open_tags.append(name)
        elif name in open_tags:
            while open_tags.pop() != name:
                pass
            pieces += (run, match[0])
        else:
            pieces.append(_rebuilt(run, name))
    pieces.append(_parted(content[position:]))
    return "".join(pieces)


def _parted(run: str) -> str:
    return _BLANK_LINE.sub("<p></p>", run) if run.strip() else run


def _rebuilt(run: str, name: str) -> str:
    """Open an element that only closes; what an empty line parts from its words stands before."""
    if not run.strip():
        return ""
    tag = name if name in _REBUILT else "p"
    *before, words = _BLANK_LINE.split(run.rstrip())
    return "".join(f"<p>{one}</p>" for one in before if one.strip()) + f"<{tag}>{words}</{tag}>"


def bounded(content: str) -> str:
    """Bound the depth of elements and the number of formatting elements open at once.

    On thousands of nested elements an HTML parser needs quadratic time, on formatting that never
    ends quadratic space. Content within the bounds is given back as it is.
    """
    if len(content) > _LONG_TAG_LENGTH:
        content = _LONG_TAG.sub(_with_fewer_attributes, content)
    if len(content) < _MANY_TAGS * 3 or content.count("<") < _MANY_TAGS:
        return content
    if len(_NESTING.findall(content)) < _MANY_TAGS and not _formatting_stays_open(content):
        return content
    return _with_refusals(content)


def _formatting_stays_open(content: str) -> bool:
    ends = [slash for slash, name in _FORMATTING_TAG.findall(content)]
    return len(ends) - 2 * ends.count("/") > _MOST_FORMATTING


def _with_fewer_attributes(tag: re.Match[str]) -> str:
    """Bound the attributes of a tag: a parser compares each of them with all before it."""
    parts = _ATTRIBUTE.findall(tag[2])
    if len(parts) <= _MOST_ATTRIBUTES:
        return tag[0]
    return f"<{tag[1]} {' '.join(parts[:_MOST_ATTRIBUTES])}>"


def _with_refusals(content: str) -> str:
    pieces: list[str] = []
    bounds = _Bounds()
    position = 0
    for match in _TAG.finditer(content):
        if not bounds.admit(match[1], match[2].lower()):
            pieces.append(content[position : match.start()])
            position = match.end()
    return "".join([*pieces, content[position:]]) if pieces else content


class _Bounds:
    """Says of each tag in turn whether it keeps the nesting within bounds."""

    def __init__(self) -> None:
        self.stack: list[str] = []
        self.formatting: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()

    def admit(self, slash: str, name: str) -> bool:
        if name in _VOID:
            return True
        if slash:
            return self._end(name)
        if name in _FORMATTING:
            fits = self.formatting.total() < _MOST_FORMATTING
            (self.formatting if fits else self.refused)[name] += 1
            return fits
        if name in _IMPLIED and self.stack and self.stack[-1] == name:
            return True
        if len(self.stack) >= _DEEPEST:
            self.refused[name] += 1
            return False
        self.stack.append(name)
        return True

    def _end(self, name: str) -> bool:
        if self.refused[name]:
            self.refused[name] -= 1
            return False
        if name in _FORMATTING:
            self.formatting[name] -= self.formatting[name] > 0
        elif name in self.stack:
            while self.stack.pop() != name:
                pass
        return True
