"""Pair sentences that say nearly the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from tracker.diff.chains import heaviest_chain
from tracker.diff.opcodes import made
from tracker.diff.similarity import Profiles

SAME_PLACE = 0.4
"""The least similarity of a sentence that was edited where it stood; below, it was replaced."""

_SURE = 0.6
_ALL_PAIRS = 400
_COMMON_WORD = 12
_CANDIDATES = 4


class Pair(NamedTuple):
    """Sentence `i` of one side, sentence `j` of the other, and how much they share."""

    i: int
    j: int
    weight: float


def similar_pairs(
    a: Sequence[str],
    b: Sequence[str],
    numbers_a: Sequence[int],
    numbers_b: Sequence[int],
    profiles: Profiles,
    least: float,
) -> list[Pair]:
    """Find the pairs of sentences that are at least so similar.

    A few sentences are all compared. Of many, each is compared with the one that follows the
    partner of the sentence before it, and if that is not it, with those that share its rarest
    words: so the work stays in proportion to the length of the text.

    Args:
        a: all sentences of the one side.
        b: all sentences of the other side.
        numbers_a: which of `a` to look at.
        numbers_b: which of `b` to look at.
        profiles: the sentences as words.
        least: the least similarity, 0 to 1.
    """
    if len(numbers_a) * len(numbers_b) <= _ALL_PAIRS:
        table = profiles.similarities([a[i] for i in numbers_a], [b[j] for j in numbers_b])
        return [
            made(Pair, (i, j, share * (len(a[i]) + len(b[j]))))
            for i, shares in zip(numbers_a, table, strict=True)
            for j, share in zip(numbers_b, shares, strict=False)
            if share >= least
        ]
    return [
        made(Pair, (i, j, share * (len(a[i]) + len(b[j]))))
        for i, j, share in _candidates(a, b, numbers_a, numbers_b, profiles)
        if share >= least
    ]


def _candidates(
    a: Sequence[str],
    b: Sequence[str],
    numbers_a: Sequence[int],
    numbers_b: Sequence[int],
    profiles: Profiles,
) -> Iterator[tuple[int, int, float]]:
    follower = dict(pairwise(numbers_b))
    search = _RareWords([profiles.words(b[j]) for j in numbers_b], numbers_b)
    expected = numbers_b[0]
    for i in numbers_a:
        share = profiles.similarity(a[i], b[expected])
        best, partner = share, expected
        if share >= SAME_PLACE:
            yield i, expected, share
        if share < _SURE:
            for j in search.partners(profiles.words(a[i])):
                share = profiles.similarity(a[i], b[j])
                if share >= SAME_PLACE and j != expected:
                    yield i, j, share
                if share > best:
                    best, partner = share, j
        if best >= _SURE:
            expected = follower.get(partner, partner)


class _RareWords:
    """An index of sentences by their words; words of many sentences do not help to find one."""

    def __init__(self, sentences: Sequence[str], numbers: Sequence[int]) -> None:
        where: defaultdict[str, list[int]] = defaultdict(list)
        for words, number in zip(sentences, numbers, strict=True):
            for word in set(words):
                where[word].append(number)
        self._where = {word: found for word, found in where.items() if len(found) <= _COMMON_WORD}

    def partners(self, words: str) -> list[int]:
        """Give those sentences that share most of the rare words."""
        where = self._where
        rare = where.keys() & words
        if not rare:
            return []
        counts: dict[int, int] = {}
        for number in sorted(chain.from_iterable(map(where.__getitem__, rare))):
            counts[number] = counts.get(number, 0) + 1
        return sorted(counts, key=counts.__getitem__, reverse=True)[:_CANDIDATES]


def in_order(pairs: list[Pair]) -> list[Pair]:
    """Choose pairs that do not cross and share no sentence, with the most in common."""
    last_i = last_j = -1
    for i, j, _ in pairs:
        if i <= last_i or j <= last_j:
            return heaviest_chain(pairs)
        last_i, last_j = i, j
    return pairs  # most often they do not cross


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
