"""Align the sentences of two texts: same, edited, moved, split, merged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tracker.diff.engine import changed_ranges
from tracker.diff.mapping import Alphabet
from tracker.diff.moves import find_moves
from tracker.diff.pairing import SAME_PLACE, in_order, similar_pairs
from tracker.diff.similarity import Profiles
from tracker.diff.splits import find_splits


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Sentences of the two sides that belong together, by number.

    Args:
        before: numbers on the first side; several where they were merged into one.
        after: numbers on the second side; several where one was split.
        move: the number of the move, None for what kept its place.
    """

    before: tuple[int, ...]
    after: tuple[int, ...]
    move: int | None = None

    def mirrored(self) -> Match:
        """Exchange the two sides."""
        return Match(before=self.after, after=self.before, move=self.move)


def align(a: Sequence[str], b: Sequence[str]) -> list[Match]:
    """Match the sentences of `a` and `b`; what no match names was deleted or added.

    Swapping the sides gives the mirrored result, because the work is always done in one direction.
    """
    if (len(b), b) < (len(a), a):
        return sorted((match.mirrored() for match in _align(b, a)), key=_order)
    return sorted(_align(a, b), key=_order)


def _order(match: Match) -> tuple[int, int]:
    return match.before[0], match.after[0]


def _align(a: Sequence[str], b: Sequence[str]) -> Iterator[Match]:
    profiles = Profiles()
    alphabet = Alphabet()
    gaps = changed_ranges(alphabet.encode(a), alphabet.encode(b))
    yield from _equal_matches(gaps, len(a), len(b))
    left_a: list[int] = []
    left_b: list[int] = []
    for i1, i2, j1, j2 in gaps:
        numbered_a = [(i, a[i]) for i in range(i1, i2)]
        numbered_b = [(j, b[j]) for j in range(j1, j2)]
        pairs = in_order(similar_pairs(numbered_a, numbered_b, profiles, SAME_PLACE))
        matches = find_splits(
            [((pair.i,), (pair.j,)) for pair in pairs], numbered_a, numbered_b, profiles
        )
        yield from (Match(before=before, after=after) for before, after in matches)
        taken_a = {i for before, _ in matches for i in before}
        taken_b = {j for _, after in matches for j in after}
        left_a.extend(i for i in range(i1, i2) if i not in taken_a)
        left_b.extend(j for j in range(j1, j2) if j not in taken_b)
    for i, j, move in find_moves(left_a, left_b, a, b, profiles):
        yield Match(before=(i,), after=(j,), move=move)


def _equal_matches(
    gaps: Iterable[tuple[int, int, int, int]], len_a: int, len_b: int
) -> Iterator[Match]:
    i = j = 0
    for i1, i2, _, j2 in (*gaps, (len_a, len_a, len_b, len_b)):
        for step in range(i1 - i):
            yield Match(before=(i + step,), after=(j + step,))
        i, j = i2, j2
