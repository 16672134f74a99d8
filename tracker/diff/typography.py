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
    if "&" in before or "&" in after:
        return fold(before) == fold(after)
    # Where the changed words have other letters, nothing else needs to be looked at: nearly always
    # the first ones tell.
    first = opcodes[0] if opcodes[0][0] != "equal" else opcodes[1]
    old, new = _word_from(a, first[1]), _word_from(b, first[3])
    if old.isalnum() and new.isalnum() and not (old.startswith(new) or new.startswith(old)):
        return False
    return _same_letters(a, b, opcodes) and fold(before) == fold(after)


def _word_from(tokens: Tokens, at: int) -> str:
    """Give the first token from there that is no space, in lower case; "" at the end."""
    if at < len(tokens) and tokens[at].isspace():
        at += 1
    return tokens[at].casefold() if at < len(tokens) else ""


def _same_letters(a: Tokens, b: Tokens, opcodes: Sequence[Opcode]) -> bool:
    """Tell whether the changed words have the same letters, each as often."""
    changed = [opcode for opcode in opcodes if opcode[0] != "equal"]
    old = "".join(["".join(a[i1:i2]) for _, i1, i2, _, _ in changed]).casefold()
    new = "".join(["".join(b[j1:j2]) for _, _, _, j1, j2 in changed]).casefold()
    return not any(map(str.isalnum, set(old) ^ set(new))) and _letters(old) == _letters(new)


def _letters(text: str) -> list[str]:
    return sorted(filter(str.isalnum, text))
