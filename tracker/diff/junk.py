"""What `difflib` calls junk: elements on which no match may rest."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from tracker.diff.mapping import encode_pair
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
    changed = changed_ranges(*encode_pair([a[i] for i in kept_a], [b[j] for j in kept_b]))
    runs: list[tuple[int, int, int]] = []
    x = y = 0
    for x1, x2, y1, y2 in (*changed, (len(kept_a), len(kept_a), len(kept_b), len(kept_b))):
        for i, j in zip(kept_a[x:x1], kept_b[y:y1], strict=True):
            start_i, start_j, size = runs[-1] if runs else (-1, -1, 0)
            if (start_i + size, start_j + size) == (i, j):
                runs[-1] = start_i, start_j, size + 1
            else:
                runs.append((i, j, 1))
        x, y = x2, y2
    return _gaps(a, b, runs)


def _gaps(
    a: Sequence[Hashable], b: Sequence[Hashable], runs: list[tuple[int, int, int]]
) -> list[Hunk]:
    """Give the hunks between runs of matches, trimmed of what is equal next to a run.

    That is junk: of all else as much as possible is matched already. Of two runs that could both
    take it, the longer one does, as in `difflib`, which also takes junk at the very beginning.
    """
    hunks = []
    i = j = size = 0
    for next_i, next_j, next_size in (*runs, (len(a), len(b), 0)):
        room = min(next_i - i, next_j - j)
        forward = _equal_steps(a, b, i, j, 1, room)
        backward = _equal_steps(a, b, next_i - 1, next_j - 1, -1, room) if next_size else 0
        if next_size > size:
            forward = min(forward, room - backward)
        else:
            backward = min(backward, room - forward)
        hunk = Hunk(i + forward, next_i - backward, j + forward, next_j - backward)
        if hunk.i1 < hunk.i2 or hunk.j1 < hunk.j2:
            hunks.append(hunk)
        i, j, size = next_i + next_size, next_j + next_size, next_size
    return hunks


def _equal_steps(
    a: Sequence[Hashable], b: Sequence[Hashable], i: int, j: int, step: int, most: int
) -> int:
    """Count equal elements from a place on, in one direction."""
    count = 0
    while count < most and a[i + step * count] == b[j + step * count]:
        count += 1
    return count
