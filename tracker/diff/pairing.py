"""Pair sentences that say nearly the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tracker.diff.chains import heaviest_chain
from tracker.diff.similarity import Profiles

SAME_PLACE = 0.4
"""The least similarity of a sentence that was edited where it stood; below, it was replaced."""

_ALL_PAIRS = 2_500
_COMMON_WORD = 12
_CANDIDATES = 4


class Pair(NamedTuple):
    """Sentence `i` of one side, sentence `j` of the other, and how many words they share."""

    i: int
    j: int
    weight: float


def similar_pairs(
    a: Sequence[tuple[int, str]],
    b: Sequence[tuple[int, str]],
    profiles: Profiles,
    least: float,
) -> list[Pair]:
    """Find the pairs of numbered sentences that are at least so similar.

    A few sentences are all compared; of many, each only with those that share its rarest words,
    so that the work stays in proportion to the length of the text.
    """
    if len(a) * len(b) <= _ALL_PAIRS:
        candidates: Iterable[tuple[int, int]] = (
            (x, y) for x in range(len(a)) for y in range(len(b))
        )
    else:
        candidates = _sharing_rare_words(
            [profiles.words(text) for _, text in a], [profiles.words(text) for _, text in b]
        )
    pairs = []
    for x, y in candidates:
        (i, one), (j, other) = a[x], b[y]
        similarity = profiles.similarity(one, other)
        if similarity >= least:
            words = len(profiles.words(one)) + len(profiles.words(other)) + 1
            pairs.append(Pair(i, j, similarity * words))
    return pairs


def _sharing_rare_words(a: Sequence[str], b: Sequence[str]) -> Iterable[tuple[int, int]]:
    """Propose, for each sentence, those of the other side that share most of its rare words."""
    where: dict[str, list[int]] = {}
    for y, words in enumerate(b):
        for word in dict.fromkeys(words):
            where.setdefault(word, []).append(y)
    for x, words in enumerate(a):
        shared: Counter[int] = Counter()
        for word in dict.fromkeys(words):
            found = where.get(word, ())
            if len(found) <= _COMMON_WORD:
                shared.update(found)
        best = sorted(shared.items(), key=lambda entry: (-entry[1], entry[0]))[:_CANDIDATES]
        for y, _ in sorted(best):
            yield x, y


def in_order(pairs: Iterable[Pair]) -> list[Pair]:
    """Choose pairs that do not cross and share no sentence, with the most words in common."""
    known = {(pair.i, pair.j): pair for pair in pairs}
    chain = heaviest_chain((i, j, pair.weight) for (i, j), pair in known.items())
    return [known[i, j] for i, j, _ in chain]


def best_first(pairs: Iterable[Pair]) -> list[Pair]:
    """Choose pairs that share no sentence, wherever they stand: the best pair first."""
    taken_i: set[int] = set()
    taken_j: set[int] = set()
    result = []
    for pair in sorted(pairs, key=lambda pair: (-pair.weight, pair.i, pair.j)):
        if pair.i not in taken_i and pair.j not in taken_j:
            taken_i.add(pair.i)
            taken_j.add(pair.j)
            result.append(pair)
    return result
