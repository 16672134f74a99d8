"""Lay out one paragraph: one sentence a line, marks such as link brackets in their places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.text.sentences import sentence_ends

Mark = tuple[int, str, bool]
"""Offset in the plain text, what stands there, and whether it belongs to what follows."""

_LIKE_MARKUP = re.compile(
    r"\\*(?:#{1,6}(?:\s|$)|[-*+](?:\s|$)|>|\||```|~~~|[-*_=](?:\s*[-*_=])*\s*$|:\s)"
)
_LIKE_NUMBER = re.compile(r"(\\*\d{1,9})(\\*[.)](?:\s|$))")
_INSIDE = re.compile(r"\\(?=[\\`<]|\]\()|`|<(?=[a-zA-Z/!?])|(?<=\])\(")


@dataclass(frozen=True, slots=True)
class Part:
    """One paragraph in its forms.

    Args:
        lines: one sentence (or line before a break) each, ready for text.md.
        flat: the same in one line, for headings and table cells.
        canonical: what counts, for comparison.
    """

    lines: tuple[str, ...]
    flat: str
    canonical: str


def escape_inside(text: str) -> str:
    """Escape what a reader could take for our code, links or HTML."""
    if "`" in text or "<" in text or "](" in text:
        return _INSIDE.sub(lambda match: "\\" + match[0], text)
    return text


def escape_start(line: str) -> str:
    """Escape a line of the site's words that begins like a heading, an entry, a quote or a row."""
    if _LIKE_MARKUP.match(line):
        return "\\" + line
    return _LIKE_NUMBER.sub(r"\1\\\2", line, count=1) if line[:1] in "0123456789\\" else line


def lay_out(
    plain: str, marks: Sequence[Mark], whole: Sequence[tuple[int, int]], language: str
) -> tuple[tuple[str, ...], str]:
    """Cut a paragraph into lines.

    Args:
        plain: the words, with `\\n` where a line breaks.
        marks: in order of their offsets.
        whole: ranges of `plain`, in order, that must stay in one line (link texts).

    Returns:
        the lines, and all of it in one line.
    """
    cuts = _without(_cuts(plain, language), whole)
    lines = (
        [
            line
            for start, end in zip([0, *cuts], [*cuts, len(plain)], strict=True)
            if (line := plain[start:end].strip())
        ]
        if not marks
        else _marked(plain, marks, cuts)
    )
    return tuple(map(escape_start, lines)), _marked(plain, marks, [])[0] if marks else _flat(plain)


def _flat(plain: str) -> str:
    return plain.replace("\n", " ").strip()


def _cuts(plain: str, language: str) -> list[int]:
    if "\n" not in plain:
        return sentence_ends(language, plain)
    cuts: list[int] = []
    offset = 0
    for line in plain.split("\n"):
        if offset:
            cuts.append(offset)
        cuts.extend(offset + end for end in sentence_ends(language, line))
        offset += len(line) + 1
    return cuts


def _without(cuts: list[int], whole: Sequence[tuple[int, int]]) -> list[int]:
    if not cuts or not whole:
        return cuts
    kept: list[int] = []
    index = 0
    for cut in cuts:
        while index < len(whole) and whole[index][1] <= cut:
            index += 1
        if index == len(whole) or cut <= whole[index][0]:
            kept.append(cut)
    return kept


def _marked(plain: str, marks: Sequence[Mark], cuts: list[int]) -> list[str]:
    """Put the marks into the plain text and cut it."""
    pieces: list[str] = []
    lines: list[str] = []
    position = 0
    pending = iter([*cuts, len(plain) + 1])
    cut = next(pending)
    for offset, text, opens in marks:
        while cut < offset or (cut == offset and opens):
            pieces.append(plain[position:cut])
            lines.append(_flat("".join(pieces)))
            pieces, position, cut = [], cut, next(pending)
        pieces += (plain[position:offset], text)
        position = offset
    while cut <= len(plain):
        pieces.append(plain[position:cut])
        lines.append(_flat("".join(pieces)))
        pieces, position, cut = [], cut, next(pending)
    lines.append(_flat("".join(pieces) + plain[position:]))
    return [line for line in lines if line]
