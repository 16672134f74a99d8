"""Tell typography from wording."""

from __future__ import annotations

import html
import re

_FOLDED = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′ʼ`´‹›＇", "'"),
        **dict.fromkeys("“”„‟″«»＂「」『』", '"'),
        **dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"),
        **dict.fromkeys("\u00ad\u200b\u2060\ufeff", None),
        "…": "...",
    }
)
_SPACES = re.compile(r"\s+")
_SPACES_AT_MARKS = re.compile(r"(?<![^\W_])\s+|\s+(?![^\W_])")
_DASHES = re.compile(r"-+")
_DOUBLED_QUOTES = re.compile(r"''")


def fold(text: str) -> str:
    """Reduce a text to its wording: marks, spaces, entities and case made alike."""
    if "&" in text:
        text = html.unescape(text)
    text = text.translate(_FOLDED).casefold()
    text = _DASHES.sub("-", _DOUBLED_QUOTES.sub('"', text))
    return _SPACES.sub(" ", _SPACES_AT_MARKS.sub("", text))


def is_typographic(before: str, after: str) -> bool:
    """Tell whether two sentences differ in nothing but quotation marks, dashes, spaces, case."""
    return fold(before) == fold(after)
