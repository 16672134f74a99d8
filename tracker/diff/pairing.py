"""Pair sentences that say nearly the same."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tracker.diff.similarity import Profiles

SAME_PLACE = 0.4
"""The least similarity of a sentence that was edited where it stood; below, it was replaced."""

_ALL_PAIRS = 2_500
_COMMON_WORD = 12
_CANDIDATES = 4


class Pair(NamedTuple):
    """Sentence `i` of one side, sentence `j` of the other, and how much they share."""

    i: int
    j: int
    similarity: float
    words: int


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
            words = len(profiles.words(one)) + len(profiles.words(other))
            pairs.append(Pair(i, j, similarity, words))
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
    """Choose pairs that do not cross and share no sentence, with the most words in common.

    The heaviest increasing subsequence, in n log n: `ends` and `weights` rise together, and
    `weights[k]` is the best weight of a choice whose last pair ends at `ends[k]`.
    """
    ends: list[int] = []
    weights: list[float] = []
    chosen: list[tuple[Pair, object]] = []
    for pair in sorted(pairs, key=lambda pair: (pair.i, -pair.j)):
        at = bisect_left(ends, pair.j)
        before = chosen[at - 1] if at else None
        weight = (weights[at - 1] if at else 0.0) + pair.similarity * pair.words
        stop = at
        while stop < len(ends) and weights[stop] <= weight:
            stop += 1
        if at < len(ends) and ends[at] == pair.j and weights[at] > weight:
            continue
        ends[at:stop] = [pair.j]
        weights[at:stop] = [weight]
        chosen[at:stop] = [(pair, before)]
    result: list[Pair] = []
    link: object = chosen[-1] if chosen else None
    while isinstance(link, tuple):
        result.append(link[0])
        link = link[1]
    return result[::-1]


def best_first(pairs: Iterable[Pair]) -> list[Pair]:
    """Choose pairs that share no sentence, wherever they stand: the best pair first."""
    taken_i: set[int] = set()
    taken_j: set[int] = set()
    result = []
    for pair in sorted(pairs, key=lambda pair: (-pair.similarity * pair.words, pair.i, pair.j)):
        if pair.i not in taken_i and pair.j not in taken_j:
            taken_i.add(pair.i)
            taken_j.add(pair.j)
            result.append(pair)
    return result
