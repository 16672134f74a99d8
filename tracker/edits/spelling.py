"""A slip of letters, told from another word."""

from __future__ import annotations

import re

from tracker.diff import SequenceMatcher, tokenize
from tracker.edits.names import KnownNames
from tracker.edits.values import AtomChange, AtomKind

_UNSPACED = re.compile(r"[\u3041-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]")
_NOT_WORDS = re.compile(r"[\W_]+")
_LETTERS = 5
_LONG_WORD = 8


def letters(text: str) -> str:
    """Leave all but letters and digits out, and small and capital letters alike."""
    return _NOT_WORDS.sub("", text).casefold()


def is_spelling(one: str, other: str) -> bool:
    """Tell whether only letters inside words differ, or where words are written together."""
    a, b = _words(one), _words(other)
    pairs = [
        (" ".join(a[i1:i2]), " ".join(b[j1:j2]))
        for tag, i1, i2, j1, j2 in SequenceMatcher(None, a, b).get_opcodes()
        if tag != "equal"
    ]
    return bool(pairs) and all(_same_word(*pair) for pair in pairs)


def is_slip(atom: AtomChange, known: KnownNames) -> bool:
    """Tell whether a quotation, or a name that the text spells rightly elsewhere, was misspelt."""
    if not (atom.before and atom.after) or not _same_word(atom.before, atom.after):
        return False
    if atom.kind is AtomKind.QUOTATION:
        return True
    changed = set(atom.after.split()) - set(atom.before.split())
    return atom.kind is AtomKind.NAME and changed <= known.before


def _words(text: str) -> list[str]:
    """Part a text at spaces, and where a script has none, as tokens: there each letter is much."""
    if _UNSPACED.search(text) is None:
        return text.split()
    return [token for token in tokenize(text) if not token.isspace()]


def _same_word(one: str, other: str) -> bool:
    if not one or not other or one.count(" ") != other.count(" "):
        return letters(one) == letters(other) != ""
    return all(map(_is_misspelt, one.split(), other.split()))


def _is_misspelt(one: str, other: str) -> bool:
    """Tell a slip of a letter or two from another word; short words are all different words."""
    one, other = letters(one), letters(other)
    if one == other:
        return True
    if any(map(str.isdigit, one + other)) or min(len(one), len(other)) < _LETTERS - 1:
        return False
    if sorted(one) == sorted(other):
        return True
    kept = sum(block.size for block in SequenceMatcher(None, one, other).get_matching_blocks())
    slips = max(len(one), len(other)) - kept
    long = max(len(one), len(other))
    return slips <= 1 + (long >= _LONG_WORD) and long >= _LETTERS
