"""Numbers that are written out in words: four million, vierundzwanzig, quatre-vingt-dix."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from tracker.edits.tongues import Tongue
from tracker.edits.vocabulary import MONEY_WORDS

_LONGEST = 60
"""Letters of a number that is one word; hostile words are longer."""


class Counted(NamedTuple):
    """A number in words: from which word to which, and its value."""

    start: int
    end: int
    value: int


def counted_at(words: Sequence[str], start: int, tongue: Tongue) -> Counted | None:
    """Read the number that begins at a word; None where none does.

    Args:
        words: of the sentence, marks included, spaces left out.
        start: the place of the word.
        tongue: the words of its language.
    """
    first = words[start].lower()
    if first not in tongue.ones and _value(first, tongue) is None:
        return None
    total, at, end = _Sum(tongue), start, start
    sure = False
    while at < len(words):
        word = words[at].lower()
        value = _value(word, tongue)
        one = value is None and word in tongue.ones
        if one and not _is_one(total, words, at, tongue):
            break
        if value is None and not one:
            if end == start or word not in tongue.joiners or at > end:
                break
            at += 1  # what joins numbers counts only if one follows
            continue
        if not total.take(1 if value is None else value):
            break
        sure = sure or not (one or _is_doubtful(words, at, tongue))
        at = end = at + 1
    if end == start or not (sure or _is_counting(words, start, end, tongue)):
        return None
    return Counted(start, end, total.value)


def scale_of(word: str, tongue: Tongue) -> int | None:
    """Give the value of a word such as thousand or million."""
    value = tongue.numbers.get(word.lower())
    return value if value is not None and value >= 1000 else None


class _Sum:
    """Adds the words of one number, as long as they can be of one."""

    def __init__(self, tongue: Tongue) -> None:
        self._tongue = tongue
        self._total = 0
        self._scale = 0
        self.group = 0
        """What stands before the next scale word, so far."""

    @property
    def value(self) -> int:
        """The number so far."""
        return self._total + self.group

    def take(self, value: int) -> bool:
        """Add a word, and tell whether it belongs to this number."""
        if value >= 1000:
            return self._take_scale(value)
        if value >= 100:
            if self.group and (value > 100 or self.group >= 100):
                return False
            self.group = value * max(self.group, 1)
            return True
        rest = self.group % 100
        tongue = self._tongue
        if tongue.twenties and rest == 4 and value == 20:
            self.group += 76
            return True
        fits = (
            rest == 0
            or (rest % 10 == 0 and rest >= 20 and value < 10)
            or (tongue.twenties and rest in (60, 80) and value < 20)
            or (tongue.twenties and rest == 10 and 7 <= value <= 9)
            or (tongue.units_first and rest < 10 <= value and value % 10 == 0)
        )
        self.group += value * fits
        return fits

    def _take_scale(self, scale: int) -> bool:
        if self._scale and scale >= self._scale:
            if scale == self._scale:
                return False
            self._total, self.group = (self._total + self.group) * scale, 0
        else:
            self._total, self.group = self._total + max(self.group, 1) * scale, 0
        self._scale = scale
        return True


def _is_one(total: _Sum, words: Sequence[str], at: int, tongue: Tongue) -> bool:
    """Tell `one million` and `twenty-one` from `one` that is a pronoun or an article."""
    rest = total.group % 100
    if rest:
        return rest % 10 == 0 and rest >= 20
    follower = words[at + 1].lower() if at + 1 < len(words) else ""
    if tongue.units_first and follower in tongue.joiners and at + 2 < len(words):
        follower = words[at + 2].lower()
    value = _value(follower, tongue) or 0
    return value >= (20 if tongue.units_first else 100)


def _is_doubtful(words: Sequence[str], at: int, tongue: Tongue) -> bool:
    """Tell whether a word has another meaning, too; a capital counts only inside a sentence."""
    return words[at].lower() in tongue.doubtful or (at > 0 and words[at] in tongue.doubtful)


def _is_counting(words: Sequence[str], start: int, end: int, tongue: Tongue) -> bool:
    """Tell by its neighbours whether a word that has another meaning, too, is a number."""
    if end - start > 1:
        return True
    before = words[start - 1] if start else ""
    after = words[end].lower() if end < len(words) else ""
    return after in tongue.beside or after in MONEY_WORDS or after == "%" or before[-1:].isdigit()


def _value(word: str, tongue: Tongue) -> int | None:
    """Give the value of one word, compounds and attached letters included."""
    value = tongue.numbers.get(word)
    if value is None and tongue.attached and word[:1] in tongue.attached:
        value = tongue.numbers.get(word[1:])
        return None if word[1:] in tongue.doubtful else value
    if value is None and tongue.glue is not None and len(word) <= _LONGEST and word.isalpha():
        return _compound(word, tongue)
    return value


@lru_cache(maxsize=4096)
def _compound(word: str, tongue: Tongue) -> int | None:
    """Read a number that is one word."""
    parts = _parts(word, tongue)
    total = _Sum(tongue)
    if parts is None or len(parts) < 2 or not all(map(total.take, parts)):
        return None
    return total.value


def _parts(word: str, tongue: Tongue) -> tuple[int, ...] | None:
    """Take a word apart into the numbers that it is made of, the longest first."""
    for part, value in _pieces(tongue):
        if not word.startswith(part):
            continue
        rest = word[len(part) :]
        if not rest:
            return (value,)
        for glue in ("", *(tongue.glue or ())):
            if rest.startswith(glue):
                found = _parts(rest[len(glue) :], tongue)
                if found is not None:
                    return (value, *found)
    return None


@lru_cache(maxsize=32)
def _pieces(tongue: Tongue) -> tuple[tuple[str, int], ...]:
    known = {**tongue.stems, **tongue.numbers}
    return tuple(sorted(known.items(), key=lambda piece: (-len(piece[0]), piece[0])))
