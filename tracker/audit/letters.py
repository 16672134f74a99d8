"""Compare texts by their letters and digits, and count words, in any script."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from tracker.text.clean import without_unseen

_TARGET = re.compile(r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)")
_MARKS = re.compile(r"[\W_]")
_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN")
"""Scripts without spaces between words, by the beginnings of the names of their letters."""


def letters(text: str) -> str:
    """Reduce a readable text to what is more than typography: letters, digits, marks in numbers.

    Case, white space, punctuation and the targets of links do not count.
    """
    plain = unicodedata.normalize("NFKC", without_unseen(_TARGET.sub("]", text))).casefold()
    return _MARKS.sub(_kept, plain)


def count_term(text: str, term: str) -> int:
    """Count how often a term stands in a readable text as whole words, whatever its case.

    In scripts without spaces a term can stand inside what looks like one word.

    Args:
        text: with the marks of `text.md`; targets of links do not count.
        term: one word or several; white space in it stands for any.
    """
    wanted = _folded(term)
    if not wanted:
        return 0
    searched = _folded(_TARGET.sub("]", text))
    found, start = 0, searched.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        before, after = searched[start - 1 : start], searched[end : end + 1]
        if _is_edge(before, wanted[0]) and _is_edge(wanted[-1], after):
            found += 1
        start = searched.find(wanted, end)
    return found


def _kept(match: re.Match[str]) -> str:
    """Keep the marks of numbers, and the vowel signs that belong to letters."""
    mark = match.group()
    if mark in ".,:" and _is_in_number(match):
        return mark
    return mark if unicodedata.category(mark)[0] == "M" else ""


def _is_in_number(match: re.Match[str]) -> bool:
    text, at = match.string, match.start()
    return 0 < at < len(text) - 1 and text[at - 1].isdigit() and text[at + 1].isdigit()


@lru_cache(maxsize=8)
def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", without_unseen(text)).replace("’", "'")
    return " ".join(plain.casefold().split())


def _is_edge(one: str, other: str) -> bool:
    """Tell whether one word ends and another begins between two characters; empty is no letter."""
    if not one or not other or not (_is_letter(one) and _is_letter(other)):
        return True
    return _is_unspaced(one) or _is_unspaced(other)


def _is_letter(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character)[0] == "M"


def _is_unspaced(character: str) -> bool:
    return unicodedata.name(character, "").startswith(_UNSPACED)
