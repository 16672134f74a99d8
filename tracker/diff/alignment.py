"""Align the sentences of two texts: same, edited, moved, split, merged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tracker.diff.mapping import encode_pair
from tracker.diff.matching import changed_ranges
from tracker.diff.moves import ELSEWHERE, Move, find_moves
from tracker.diff.pairing import SAME_PLACE, Pair, in_order, similar_pairs
from tracker.diff.similarity import Profiles
from tracker.diff.splits import find_splits

Sentences = Sequence[str]


Kept = tuple[int, int, int, int, bool]
"""Sentences that belong together and kept their place: `i1, i2, j1, j2, same`.

These are `a[i1:i2]` and `b[j1:j2]`. Where `same`, they are equal one by one; else one sentence was
edited, split or merged.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """How the sentences of two texts belong together; all others were deleted or added.

    Args:
        kept: what kept its place, in order.
        moves: what stands elsewhere, in the order of the first text.
    """

    kept: tuple[Kept, ...]
    moves: tuple[Move, ...]

    def mirrored(self) -> Alignment:
        """Exchange the two sides."""
        moves = sorted((j, i, number) for i, j, number in self.moves)
        renamed: dict[int, int] = {}
        return Alignment(
            kept=tuple([(j1, j2, i1, i2, same) for i1, i2, j1, j2, same in self.kept]),
            moves=tuple(
                Move(i, j, renamed.setdefault(number, len(renamed))) for i, j, number in moves
            ),
        )


def align(a: Sentences, b: Sentences, profiles: Profiles) -> Alignment:
    """Align two lists of sentences.

    Swapping the sides gives the mirrored result, because the work is always done in one direction.
    """
    if len(b) < len(a) or (len(a) == len(b) and b < a):  # type: ignore[operator]
        return _align(b, a, profiles).mirrored()
    return _align(a, b, profiles)


def _align(a: Sentences, b: Sentences, profiles: Profiles) -> Alignment:
    gaps = changed_ranges(*encode_pair(a, b))
    changed = [text for i1, i2, j1, j2 in gaps for text in (*a[i1:i2], *b[j1:j2])]
    profiles.lexicon.learn(changed)
    alignment = _complete(a, b, _kept(a, b, gaps, profiles), profiles)
    if not alignment.moves:
        return alignment
    # Where something moved, the weight decides what is said to have stayed.
    return _complete(a, b, _kept_by_weight(a, b, profiles), profiles)


def _complete(a: Sentences, b: Sentences, kept: Iterable[Kept], profiles: Profiles) -> Alignment:
    """Look among what is left over for parts of sentences and for what moved."""
    runs = list(kept)
    left_a, left_b = _left(runs, len(a), len(b))
    if left_a or left_b:
        for at, before, after in find_splits(runs, a, b, left_a, left_b, profiles):
            runs[at] = (*before, *after, False)
    moves = find_moves(sorted(left_a), sorted(left_b), a, b, profiles)
    return Alignment(kept=tuple(runs), moves=tuple(moves))


def _left(runs: Iterable[Kept], len_a: int, len_b: int) -> tuple[set[int], set[int]]:
    """Give the numbers of the sentences on both sides that are in no run."""
    left_a: set[int] = set()
    left_b: set[int] = set()
    i = j = 0
    for i1, i2, j1, j2, _ in (*runs, (len_a, len_a, len_b, len_b, True)):
        if i < i1:
            left_a.update(range(i, i1))
        if j < j1:
            left_b.update(range(j, j1))
        i, j = i2, j2
    return left_a, left_b


def _kept(
    a: Sentences, b: Sentences, gaps: Iterable[tuple[int, int, int, int]], profiles: Profiles
) -> Iterator[Kept]:
    """Give what is equal around the gaps and, in each gap, what is similar, in order."""
    i = j = 0
    for i1, i2, j1, j2 in (*gaps, (len(a), len(a), len(b), len(b))):
        if i < i1:
            yield i, i1, j, j1, True
        if i2 - i1 == 1 == j2 - j1:
            if profiles.reaches(a[i1], b[j1], SAME_PLACE):
                yield i1, i2, j1, j2, False
        elif i1 < i2 and j1 < j2:
            pairs = similar_pairs(a, b, range(i1, i2), range(j1, j2), profiles, SAME_PLACE)
            for at, other, _ in in_order(pairs):
                yield at, at + 1, other, other + 1, False
        i, j = i2, j2


def _kept_by_weight(a: Sentences, b: Sentences, profiles: Profiles) -> Iterator[Kept]:
    """Choose, of sentences that crossed, the longer ones; then fill the gaps between them."""
    start_i = start_j = 0
    for i, j, _ in (*_anchors(a, b, profiles), (len(a), len(b), 0.0)):
        one, other = a[start_i:i], b[start_j:j]
        gaps = changed_ranges(*encode_pair(one, other))
        for i1, i2, j1, j2, same in _kept(one, other, gaps, profiles):
            yield start_i + i1, start_i + i2, start_j + j1, start_j + j2, same
        if i < len(a):
            yield i, i + 1, j, j + 1, a[i] == b[j]
        start_i, start_j = i + 1, j + 1


def _anchors(a: Sentences, b: Sentences, profiles: Profiles) -> list[Pair]:
    """Choose, in order, equal sentences that occur once and sentences that are much alike."""
    count_a, count_b = Counter(a), Counter(b)
    single = {text for text in count_a if count_a[text] == 1 == count_b[text]}
    place_in_b = {text: j for j, text in enumerate(b) if text in single}
    pairs = [
        Pair(i, place_in_b[text], 2.0 * len(text)) for i, text in enumerate(a) if text in single
    ]
    rest_a = [i for i, text in enumerate(a) if text not in single]
    rest_b = [j for j, text in enumerate(b) if text not in single]
    pairs.extend(similar_pairs(a, b, rest_a, rest_b, profiles, ELSEWHERE))
    return in_order(pairs)
