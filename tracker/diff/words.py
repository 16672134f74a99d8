"""Compare two sentences word by word, and draw the difference as a person would."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import accumulate
from typing import cast

from tracker.diff.mapping import encode_pair
from tracker.diff.matching import changed_ranges
from tracker.diff.opcodes import Hunk, Opcode, tile
from tracker.diff.sliding import Room, slide

Tokens = Sequence[str]


def diff_words(a: Tokens, b: Tokens) -> tuple[Opcode, ...]:
    """Compare the tokens of two sentences.

    The least possible change is found first; then stray matches between changes are given up and
    each change is moved to where a reader would put it. The result tiles both sides.
    """
    return tile(word_hunks(a, b), len(a), len(b))


def word_hunks(a: Tokens, b: Tokens) -> list[Hunk]:
    """Give the changed ranges of two token sequences, cleaned up for reading.

    Swapping the sides gives the mirrored ranges: of equally small differences one is chosen by
    the tokens, not by the side.
    """
    if len(b) < len(a) or (len(a) == len(b) and list(b) < list(a)):
        return [Hunk(i1, i2, j1, j2) for j1, j2, i1, i2 in _word_hunks(b, a)]
    return _word_hunks(a, b)


def _word_hunks(a: Tokens, b: Tokens) -> list[Hunk]:
    hunks = minimal_hunks(a, b)
    hunks = slide(hunks, a, b, _best_step)
    absorbed = _absorb(hunks, a, b)
    return hunks if len(absorbed) == len(hunks) else slide(absorbed, a, b, _best_step)


def minimal_hunks(a: Tokens, b: Tokens) -> list[Hunk]:
    """Give the changed ranges of two token sequences with as few marked tokens as possible."""
    low, limit = 0, min(len(a), len(b))
    while low < limit and a[low] == b[low]:
        low += 1
    high, limit = 0, limit - low
    while high < limit and a[-1 - high] == b[-1 - high]:
        high += 1
    i2, j2 = len(a) - high, len(b) - high
    if low in (i2, j2) or i2 - low == j2 - low == 1:
        return [Hunk(low, i2, low, j2)] if low < i2 or low < j2 else []
    return [
        Hunk(low + i, low + i_end, low + j, low + j_end)
        for i, i_end, j, j_end in changed_ranges(*encode_pair(a[low:i2], b[low:j2]))
    ]


def _absorb(hunks: list[Hunk], a: Tokens, b: Tokens) -> list[Hunk]:
    """Join changes across matches that are too weak to help a reader.

    As `diff_cleanupSemantic` of diff-match-patch, with lengths counted in letters and cuts only
    between tokens: a match goes if it is no longer than the change on either side of it.
    """
    if len(hunks) < 2:
        return hunks
    first, last = hunks[0], hunks[-1]
    letters_a = _Letters(a, first.i1, last.i2)
    letters_b = _Letters(b, first.j1, last.j2)

    def size(hunk: Hunk) -> int:
        return max(letters_a.count(hunk.i1, hunk.i2), letters_b.count(hunk.j1, hunk.j2))

    def is_weak(one: Hunk, two: Hunk) -> bool:
        between = letters_a.count(one.i2, two.i1)
        changed = min(size(one), size(two))
        if _is_one_sided(one, two):
            # Insertions read well with words between them: "{+very+} old {+and tired+} men".
            return 0 < 4 * between <= changed
        if between and _is_figure(one, a, b) and _is_figure(two, a, b):
            return False
        return between <= changed

    kept: list[Hunk] = []
    for hunk in hunks:
        current = hunk
        while kept and is_weak(kept[-1], current):
            before = kept.pop()
            current = Hunk(before.i1, current.i2, before.j1, current.j2)
        kept.append(current)
    return kept


class _Letters:
    """The letters and digits of tokens; spaces and marks alone hold nothing together."""

    def __init__(self, tokens: Tokens, start: int, stop: int) -> None:
        self._start = start
        sizes = [len(token) if token[0].isalnum() else 0 for token in tokens[start:stop]]
        self._sums = list(accumulate(sizes, initial=0))

    def count(self, start: int, stop: int) -> int:
        """Count those of a range of tokens."""
        return self._sums[stop - self._start] - self._sums[start - self._start]


def _is_one_sided(one: Hunk, two: Hunk) -> bool:
    return (one.i1 == one.i2 and two.i1 == two.i2) or (one.j1 == one.j2 and two.j1 == two.j2)


def _is_figure(hunk: Hunk, a: Tokens, b: Tokens) -> bool:
    """Tell whether one number, date or time became another: each such change is a fact."""
    i1, i2, j1, j2 = hunk
    return i2 - i1 == 1 == j2 - j1 and any(map(str.isdigit, a[i1])) and any(map(str.isdigit, b[j1]))


def _best_step(side: Sequence[Hashable], room: Room) -> int:
    """Choose the place where a reader would see the change; of equal ones the last."""
    return max(
        range(-room.left, room.right + 1),
        key=lambda step: (_fit(cast(Tokens, side), room.start + step, room.end + step), step),
    )


_OPENING = frozenset("([{“‘«‹„‚¿¡")
_ENDING = frozenset(".!?。！？…")


def _fit(side: Tokens, start: int, end: int) -> int:
    """Score a range by its edges: whole clauses first, then words with the space after them."""
    first, last = side[start], side[end - 1]
    score = 0
    if start == 0 or end == len(side):
        score += 4
    if start and side[start - 1].isspace():
        score += 2
    if last.isspace():
        score += 2
    if first.isspace():
        score -= 1
    if first in _OPENING:
        score += 3
    if first in _ENDING:
        score -= 2
    if last in _ENDING:
        score += 3
    return score
