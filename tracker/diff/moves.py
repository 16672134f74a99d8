"""Find sentences that changed place, and were perhaps edited on the way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tracker.diff.pairing import SAME_PLACE, best_first, similar_pairs
from tracker.diff.similarity import Profiles

ELSEWHERE = 0.65
"""The least similarity of a sentence that changed its place and its words."""

_ENOUGH_WORDS = 6


class Move(NamedTuple):
    """Sentence `i` of the one side stands at `j` of the other; neighbours share a number."""

    i: int
    j: int
    number: int


def find_moves(
    left_a: Sequence[int],
    left_b: Sequence[int],
    a: Sequence[str],
    b: Sequence[str],
    profiles: Profiles,
) -> Iterator[Move]:
    """Pair what is left over on both sides.

    The same sentence elsewhere has moved; so has a similar one, if it is long enough for that to
    be no accident, or if its neighbours moved there with it.
    """
    if not left_a or not left_b:
        return
    partner = _same_sentences(left_a, left_b, a, b)
    taken = set(partner.values())
    rest_a = [i for i in left_a if i not in partner and _is_long(a[i], profiles)]
    rest_b = [j for j in left_b if j not in taken and _is_long(b[j], profiles)]
    if rest_a and rest_b:
        for pair in best_first(similar_pairs(a, b, rest_a, rest_b, profiles, ELSEWHERE)):
            partner[pair.i] = pair.j
    _follow_neighbours(partner, set(left_a), set(left_b), a, b, profiles)
    number = -1
    last = (-2, -2)
    for i, j in sorted(partner.items()):
        if (i - 1, j - 1) != last:
            number += 1
        last = (i, j)
        yield Move(i, j, number)


def _is_long(sentence: str, profiles: Profiles) -> bool:
    return len(profiles.words(sentence)) >= _ENOUGH_WORDS


def _same_sentences(
    left_a: Sequence[int], left_b: Sequence[int], a: Sequence[str], b: Sequence[str]
) -> dict[int, int]:
    """Pair equal sentences, the first with the first."""
    where: dict[str, list[int]] = {}
    for j in reversed(left_b):
        where.setdefault(b[j], []).append(j)
    return {i: where[a[i]].pop() for i in left_a if where.get(a[i])}


def _follow_neighbours(
    partner: dict[int, int],
    free_a: set[int],
    free_b: set[int],
    a: Sequence[str],
    b: Sequence[str],
    profiles: Profiles,
) -> None:
    """Take along the sentences next to a move that were edited more than a lone one may be."""
    free_a -= partner.keys()
    free_b -= set(partner.values())
    for step in (1, -1):
        for i, j in sorted(partner.items(), reverse=step < 0):
            x, y = i + step, j + step
            while x in free_a and y in free_b and profiles.similarity(a[x], b[y]) >= SAME_PLACE:
                partner[x] = y
                free_a.remove(x)
                free_b.remove(y)
                x, y = x + step, y + step
