"""What is known of a language: its words that count, and those that turn a meaning."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tracker.edits.vocabulary import words


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tongue:
    """The words of one language that facts are known by; lower case. Make it with `tongue`.

    Each is equal to itself only, so that caches can be kept by it.

    Args:
        language: BCP 47, without region.
        numbers: words for numbers and their value, hundreds and greater scales included.
        ones: words for one, which are articles or pronouns too: they count in `one million` and
            `twenty-one` only.
        doubtful: of `numbers`, those that mean something else as well, perhaps with a capital only;
            they count beside another number, a sum of money or one of `beside`.
        beside: what is counted: nouns, or in Chinese and Japanese counters.
        joiners: words and marks that stand inside a number: `hundred and five`.
        stems: parts of numbers that are written as one word, and no words by themselves.
        glue: what stands between such parts; None where numbers are not written as one word.
        units_first: `vierundzwanzig`, and not `twenty-four`.
        twenties: `quatre-vingt` is four twenties.
        attached: letters for `and`, `in`, `to` that are written together with the next word.
        sayings: what has numerals in it and counts nothing.
        negations: words that negate, and the key of those that say the same.
        particles: a particle and one of `partners` some words later negate together.
        partners: see `particles`.
        negating: finds negations in a sentence, where they are no words by themselves.
        unless: what looks like them and is none.
        prefixes: what turns a word into its opposite.
        hedges: words, or in Japanese parts of words.
        attributions: as hedges.
        common: words by which a text in this language is known.
        letters: letters by which it is known.
    """

    language: str
    numbers: Mapping[str, int]
    ones: frozenset[str]
    doubtful: frozenset[str]
    beside: frozenset[str]
    joiners: frozenset[str]
    stems: Mapping[str, int]
    glue: tuple[str, ...] | None
    units_first: bool
    twenties: bool
    attached: str
    sayings: re.Pattern[str] | None
    negations: Mapping[str, str]
    particles: frozenset[str]
    partners: frozenset[str]
    negating: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    prefixes: tuple[str, ...]
    hedges: frozenset[str]
    attributions: frozenset[str]
    common: frozenset[str]
    letters: re.Pattern[str] | None


def tongue(
    language: str,
    *,
    numbers: str = "",
    ones: str = "",
    doubtful: str = "",
    beside: str = "",
    joiners: str = "-",
    stems: str = "",
    glue: str | None = None,
    units_first: bool = False,
    twenties: bool = False,
    attached: str = "",
    sayings: str = "",
    negations: str = "",
    particles: str = "",
    partners: str = "",
    negating: str = "",
    unless: str = "",
    prefixes: str = "",
    hedges: str = "",
    attributions: str = "",
    common: str = "",
    letters: str = "",
) -> Tongue:
    """Make what is known of one language from words between spaces.

    In `numbers` and `stems` each value stands before its words; in `negations` semicolons part
    words that say different things.
    """
    return Tongue(
        language=language,
        numbers=_values(numbers),
        ones=words(ones),
        doubtful=words(doubtful),
        beside=words(beside),
        joiners=words(joiners),
        stems=_values(stems),
        glue=None if glue is None else tuple(glue.split()),
        units_first=units_first,
        twenties=twenties,
        attached=attached,
        sayings=_pattern(sayings),
        negations=_keys(negations),
        particles=words(particles),
        partners=words(partners),
        negating=_pattern(negating),
        unless=_pattern(unless),
        prefixes=tuple(prefixes.split()),
        hedges=words(hedges),
        attributions=words(attributions),
        common=words(common),
        letters=_pattern(f"[{letters}]" if letters else ""),
    )


def _values(text: str) -> Mapping[str, int]:
    """Read `2 two 3 three`."""
    found: dict[str, int] = {}
    value = 0
    for word in text.split():
        if word.isdecimal():
            value = int(word)
        else:
            found[word] = value
    return MappingProxyType(found)


def _keys(text: str) -> Mapping[str, str]:
    """Read `no none; never`."""
    groups = [group.split() for group in text.split(";")]
    return MappingProxyType({word: group[0] for group in groups for word in group})


def _pattern(text: str) -> re.Pattern[str] | None:
    """Compile a pattern that is written on several lines."""
    return re.compile("".join(text.split())) if text else None
