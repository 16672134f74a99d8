"""Align the sentences of two texts: same, edited, moved, split, merged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tracker.diff.mapping import Alphabet
from tracker.diff.matching import changed_ranges
from tracker.diff.moves import ELSEWHERE, find_moves
from tracker.diff.pairing import SAME_PLACE, Pair, in_order, similar_pairs
from tracker.diff.similarity import Profiles
from tracker.diff.splits import Joint, find_splits


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
    """Fix what surely belongs together, fill the gaps between, then look for what moved."""
    profiles = Profiles()
    anchors = _anchors(a, b, profiles)
    joints: list[Joint] = []
    i = j = 0
    for anchor in (*anchors, None):
        stop_i, stop_j = (anchor.i, anchor.j) if anchor else (len(a), len(b))
        joints.extend(_fill(a, b, (i, stop_i, j, stop_j), profiles))
        if anchor:
            joints.append(((anchor.i,), (anchor.j,)))
            i, j = anchor.i + 1, anchor.j + 1
    joints = find_splits(joints, a, b, profiles)
    yield from (Match(before=before, after=after) for before, after in joints)
    taken_a = {i for before, _ in joints for i in before}
    taken_b = {j for _, after in joints for j in after}
    left_a = [i for i in range(len(a)) if i not in taken_a]
    left_b = [j for j in range(len(b)) if j not in taken_b]
    for i, j, move in find_moves(left_a, left_b, a, b, profiles):
        yield Match(before=(i,), after=(j,), move=move)


def _anchors(a: Sequence[str], b: Sequence[str], profiles: Profiles) -> list[Pair]:
    """Choose, in order, equal sentences that occur once and sentences that are much alike.

    Words are weighed, not sentences: of two that changed places, the longer one has stayed.
    """
    count_a, count_b = Counter(a), Counter(b)
    place_in_b = {sentence: j for j, sentence in enumerate(b)}
    pairs = []
    rest_a: list[tuple[int, str]] = []
    for i, sentence in enumerate(a):
        if count_a[sentence] == 1 == count_b[sentence]:
            weight = 2.0 * len(profiles.words(sentence)) + 1
            pairs.append(Pair(i, place_in_b[sentence], weight))
        else:
            rest_a.append((i, sentence))
    rest_b = [(j, text) for j, text in enumerate(b) if not count_a[text] == 1 == count_b[text]]
    pairs.extend(similar_pairs(rest_a, rest_b, profiles, ELSEWHERE))
    return in_order(pairs)


def _fill(
    a: Sequence[str], b: Sequence[str], gap: tuple[int, int, int, int], profiles: Profiles
) -> Iterator[Joint]:
    """Match what stands between two anchors: repeated sentences first, then similar ones."""
    start_i, stop_i, start_j, stop_j = gap
    if start_i == stop_i or start_j == stop_j:
        return
    alphabet = Alphabet()
    changed = changed_ranges(alphabet.encode(a[start_i:stop_i]), alphabet.encode(b[start_j:stop_j]))
    yield from _equal_joints(changed, gap)
    for i1, i2, j1, j2 in changed:
        numbered_a = [(start_i + i, a[start_i + i]) for i in range(i1, i2)]
        numbered_b = [(start_j + j, b[start_j + j]) for j in range(j1, j2)]
        for pair in in_order(similar_pairs(numbered_a, numbered_b, profiles, SAME_PLACE)):
            yield (pair.i,), (pair.j,)


def _equal_joints(
    changed: Iterable[tuple[int, int, int, int]], gap: tuple[int, int, int, int]
) -> Iterator[Joint]:
    start_i, stop_i, start_j, stop_j = gap
    i, j = start_i, start_j
    end = (stop_i - start_i, stop_i - start_i, stop_j - start_j, stop_j - start_j)
    for i1, i2, _, j2 in (*changed, end):
        for step in range(start_i + i1 - i):
            yield (i + step,), (j + step,)
        i, j = start_i + i2, start_j + j2
