"""What `difflib` calls junk: elements on which no match may rest."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from tracker.diff.mapping import Alphabet
from tracker.diff.matching import changed_ranges
from tracker.diff.opcodes import Hunk

_LONG = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """What `difflib` knows of the second sequence.

    Args:
        places: where each element stands, without junk and popular elements.
        junk: the elements that a function given by the user calls junk.
        popular: the elements that make up more than 1% of a long sequence.
    """

    places: dict[Any, list[int]]
    junk: set[Any]
    popular: set[Any]


def index_of(
    b: Sequence[Hashable], isjunk: Callable[[Any], bool] | None, *, autojunk: bool
) -> Index:
    """Index a sequence by the rules of `difflib`."""
    places: dict[Any, list[int]] = {}
    for j, element in enumerate(b):
        places.setdefault(element, []).append(j)
    junk = {element for element in places if isjunk(element)} if isjunk else set()
    for element in junk:
        del places[element]
    popular = set()
    if autojunk and len(b) >= _LONG:
        most = len(b) // 100 + 1
        popular = {element for element, found in places.items() if len(found) > most}
    for element in popular:
        del places[element]
    return Index(places=places, junk=junk, popular=popular)


def extend_by_junk(
    a: Sequence[Hashable], b: Sequence[Hashable], junk: Collection[Hashable]
) -> list[Hunk]:
    """Match what is not junk, then extend the matches over equal junk next to them."""
    kept_a = [i for i, element in enumerate(a) if element not in junk]
    kept_b = [j for j, element in enumerate(b) if element not in junk]
    alphabet = Alphabet()
    changed = changed_ranges(
        alphabet.encode(a[i] for i in kept_a), alphabet.encode(b[j] for j in kept_b)
    )
    pairs: list[tuple[int, int]] = []
    x = y = 0
    for x1, x2, y1, y2 in (*changed, (len(kept_a), len(kept_a), len(kept_b), len(kept_b))):
        pairs.extend(zip(kept_a[x:x1], kept_b[y:y1], strict=True))
        x, y = x2, y2
    return _extended(a, b, pairs)


def _extended(
    a: Sequence[Hashable], b: Sequence[Hashable], pairs: list[tuple[int, int]]
) -> list[Hunk]:
    """Turn matched pairs into the hunks between them, each trimmed of equal ends.

    All that can be equal next to a match is junk: of the rest, as much as possible is matched.
    """
    hunks = []
    i = j = 0
    for next_i, next_j in (*pairs, (len(a), len(b))):
        end_i, end_j = next_i, next_j
        if pairs and (i, j) != (0, 0):
            while i < end_i and j < end_j and a[i] == b[j]:
                i, j = i + 1, j + 1
        if next_i < len(a) or next_j < len(b):
            while i < end_i and j < end_j and a[end_i - 1] == b[end_j - 1]:
                end_i, end_j = end_i - 1, end_j - 1
        if i < end_i or j < end_j:
            hunks.append(Hunk(i, end_i, j, end_j))
        i, j = next_i + 1, next_j + 1
    return hunks
