"""Words that turn the meaning of a sentence: negations, hedges, attributions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from tracker.edits.tongues import UNSPACED, Tongue
from tracker.edits.values import Atom, AtomChange, AtomKind

_NEGATION = AtomKind.NEGATION
_REACH = 8
"""So many words may stand between the two parts of a negation: ne ... pas."""
_SHORTEST = 4
_PREFIXED = r"[{}]([\u4e00-\u9fff]{{2}})"


def turns(tokens: Sequence[str], tongue: Tongue) -> Iterator[Atom]:
    """Give the negations, hedges and attributions of a sentence.

    Args:
        tokens: of the sentence.
        tongue: the words of its language.
    """
    if tongue.negating is not None:
        yield from _negated("".join(tokens).lower(), tongue.negating, tongue.unless)
    if tongue.language in UNSPACED:
        yield from _parts("".join(tokens), tongue)
        return
    words = [token for token in tokens if not token.isspace()]
    turning = _turning(tongue)
    for at, token in enumerate(words):
        lower = token.lower().replace("’", "'")
        if lower.endswith("n't"):
            yield Atom(_NEGATION, token, "not")
        elif lower in turning and token != "May" and not _is_numero(lower, words, at):
            # "May" is a month.
            kind, key = turning[lower]
            yield Atom(kind, token, key)
    if tongue.particles:
        yield from _embraced(words, tongue)


def prefixed(before: Sequence[str], after: Sequence[str], tongue: Tongue) -> list[AtomChange]:
    """List the words that were turned by what stands before them: available, unavailable.

    Args:
        before: tokens of the sentence as it was.
        after: tokens of the sentence as it is.
        tongue: the words of its language.
    """
    if not tongue.prefixes:
        return []
    find = _prefixed_ideographs if tongue.language in UNSPACED else _prefixed_words
    turned = [AtomChange(kind=_NEGATION, before=a, after=b) for a, b in find(before, after, tongue)]
    back = [AtomChange(kind=_NEGATION, before=b, after=a) for a, b in find(after, before, tongue)]
    return turned + back


@cache
def _turning(tongue: Tongue) -> Mapping[str, tuple[AtomKind, str]]:
    """List the words that turn a meaning, with the keys of what they say."""
    found = {word: (AtomKind.ATTRIBUTION, word) for word in tongue.attributions}
    found |= {word: (AtomKind.HEDGE, word) for word in tongue.hedges}
    return found | {word: (_NEGATION, key) for word, key in tongue.negations.items()}


def _negated(
    sentence: str, negating: re.Pattern[str], unless: re.Pattern[str] | None
) -> Iterator[Atom]:
    """Give the negations that are no words by themselves; one says what another says."""
    if unless is not None:
        sentence = unless.sub("\x00", sentence)
    for match in negating.finditer(sentence):
        yield Atom(_NEGATION, match[0], "not")


def _parts(sentence: str, tongue: Tongue) -> Iterator[Atom]:
    for part, (kind, key) in sorted(_turning(tongue).items()):
        yield from [Atom(kind, part, key)] * sentence.count(part)


def _embraced(words: Sequence[str], tongue: Tongue) -> Iterator[Atom]:
    """Give negations in two parts; `pas` alone is a step, `ne` alone says nothing."""
    open_until = -1
    for at, token in enumerate(words):
        lower = token.lower().replace("’", "'")
        if lower in tongue.particles or any(
            part.endswith("'") and lower.startswith(part) for part in tongue.particles
        ):
            open_until = at + _REACH
        elif at <= open_until and lower in tongue.partners:
            open_until = -1
            if lower not in tongue.negations:
                yield Atom(
                    _NEGATION, f"ne … {lower}", "not" if lower in ("pas", "point") else lower
                )


def _is_numero(lower: str, words: Sequence[str], at: int) -> bool:
    """Tell `No. 5` from a negation."""
    following = words[at + 1 : at + 3]
    return (
        lower == "no" and len(following) == 2 and following[0] == "." and following[1].isdecimal()
    )


def _prefixed_words(
    plain: Sequence[str], turned: Sequence[str], tongue: Tongue
) -> Iterator[tuple[str, str]]:
    """Find words of one form that stand with a prefix in the other, capitals apart."""
    words, others = set(plain), set(turned)
    for word in sorted(others - words):
        for prefix in tongue.prefixes:
            bare = word.removeprefix(prefix)
            fits = prefix[-1] == bare[:1] or prefix[-1] not in "lr"  # illegal, irregular
            if (
                fits and word != bare and len(bare) >= _SHORTEST
                and bare in words and bare not in others
            ):  # fmt: skip
                yield bare, word


def _prefixed_ideographs(
    plain: Sequence[str], turned: Sequence[str], tongue: Tongue
) -> Iterator[tuple[str, str]]:
    one, other = "".join(plain), "".join(turned)
    for match in re.finditer(_PREFIXED.format("".join(tongue.prefixes)), other):
        if match[1] in one and match[0] not in one:
            yield match[1], match[0]
