"""Tell typography from wording."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from tracker.diff.opcodes import Opcode

Tokens = Sequence[str]

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


def is_typographic(
    before: str, after: str, a: Tokens, b: Tokens, opcodes: Sequence[Opcode]
) -> bool:
    """Tell whether two sentences differ in nothing but quotation marks, dashes, spaces, case.

    Args:
        before: the old sentence.
        after: the new one.
        a: the tokens of `before`.
        b: the tokens of `after`.
        opcodes: how `a` becomes `b`.
    """
    if "&" not in before and "&" not in after:
        # Where the changed words have other letters, nothing else needs to be looked at.
        changed = [opcode for opcode in opcodes if opcode[0] != "equal"]
        old = "".join(["".join(a[i1:i2]) for _, i1, i2, _, _ in changed]).casefold()
        new = "".join(["".join(b[j1:j2]) for _, _, _, j1, j2 in changed]).casefold()
        if any(map(str.isalnum, set(old) ^ set(new))) or _letters(old) != _letters(new):
            return False
    return fold(before) == fold(after)


def _letters(text: str) -> list[str]:
    return sorted(filter(str.isalnum, text))
