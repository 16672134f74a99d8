"""Compare two sentences word by word, and draw the difference as a person would."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import accumulate
from typing import cast

from tracker.diff.mapping import encode_pair
from tracker.diff.matching import Range, changed_ranges
from tracker.diff.opcodes import Opcode, tile
from tracker.diff.parts import Letters
from tracker.diff.sliding import Room, Usual, slide

Tokens = tuple[str, ...]


def diff_words(a: Sequence[str], b: Sequence[str]) -> tuple[Opcode, ...]:
    """Compare the tokens of two sentences.

    The least possible change is found first; then stray matches between changes are given up and
    each change is moved to where a reader would put it. The result tiles both sides.
    """
    return word_opcodes(tuple(a), tuple(b), encode_pair(a, b), Letters())


def word_opcodes(
    a: Tokens, b: Tokens, encoded: tuple[str, str], letters: Letters
) -> tuple[Opcode, ...]:
    """Do as `diff_words` does, with what is known of the tokens.

    Swapping the sides gives the mirrored ranges: of equally small differences one is chosen by
    the tokens, not by the side.

    Args:
        a: the tokens of the one side.
        b: the tokens of the other side.
        encoded: both sides with one character for each token.
        letters: counts the letters of tokens.
    """
    one, other = encoded
    if len(b) < len(a) or (len(a) == len(b) and b < a):
        cleaned = _cleaned(changed_ranges(other, one), b, a, letters)
        hunks = [(i1, i2, j1, j2) for j1, j2, i1, i2 in cleaned]
    else:
        hunks = _cleaned(changed_ranges(one, other), a, b, letters)
    return tile(hunks, len(a), len(b))


def _cleaned(minimal: list[Range], a: Tokens, b: Tokens, letters: Letters) -> list[Range]:
    """Clean up the changed ranges for reading."""
    hunks = slide(minimal, a, b, _best_step, _USUAL)
    if len(hunks) < 2:
        return hunks
    absorbed = _absorb(hunks, a, b, letters)
    return hunks if len(absorbed) == len(hunks) else slide(absorbed, a, b, _best_step, _USUAL)


def _absorb(hunks: list[Range], a: Tokens, b: Tokens, letters: Letters) -> list[Range]:
    """Join changes across matches that are too weak to help a reader.

    As `diff_cleanupSemantic` of diff-match-patch, with lengths counted in letters and cuts only
    between tokens: a match goes if it is no longer than the change on either side of it.
    """
    base, count = hunks[0][0], letters.__getitem__
    sums = list(accumulate(map(count, a[base : hunks[-1][1]]), initial=0))
    kept: list[Range] = []
    sizes: list[tuple[int, int]] = []
    for current in hunks:
        i1, i2, j1, j2 = current
        start, end = sums[i1 - base], sums[i2 - base]
        new = count(b[j1]) if j2 - j1 == 1 else sum(map(count, b[j1:j2]))
        size = end - start if end - start > new else new
        while kept:
            last = kept[-1]
            last_size, last_new = sizes[-1]
            between = start - sums[last[1] - base]
            changed = size if size < last_size else last_size
            if between > changed or not _is_weak(between, changed, last, current, a, b):
                break
            del kept[-1], sizes[-1]
            i1, _, j1, _ = last
            current = i1, i2, j1, j2
            start, new = sums[i1 - base], last_new + between + new
            size = max(end - start, new)
        kept.append(current)
        sizes.append((size, new))
    return kept


def _is_weak(between: int, changed: int, one: Range, two: Range, a: Tokens, b: Tokens) -> bool:
    """Tell whether letters between two changes, no more than the smaller one has, are too few."""
    i1, i2, j1, j2 = one
    x1, x2, y1, y2 = two
    if (i1 == i2 and x1 == x2) or (j1 == j2 and y1 == y2):
        # Insertions read well with words between them: "{+very+} old {+and tired+} men".
        return 0 < 4 * between <= changed
    return not (between and _is_figure(one, a, b) and _is_figure(two, a, b))


def _is_figure(hunk: Range, a: Tokens, b: Tokens) -> bool:
    """Tell whether one number, date or time became another: each such change is a fact."""
    i1, i2, j1, j2 = hunk
    return i2 - i1 == 1 == j2 - j1 and _has_digit(a[i1]) and _has_digit(b[j1])


def _has_digit(token: str) -> bool:
    return not token.isalpha() and any(map(str.isdigit, token))


_OPENING = frozenset("([{“‘«‹„‚¿¡")
_ENDING = frozenset(".!?。！？…")
_USUAL = Usual(space=" ", endings=_ENDING)
"""Inside a clause the space after the words goes with them, not the one before."""


def _best_step(side: Sequence[Hashable], room: Room) -> int:
    """Choose the place where a reader would see the change; of equal ones the last.

    Scored are the edges of the range: whole clauses first, then words with the space after them.
    """
    tokens = cast(Tokens, side)
    start, end, left, right, _, _ = room
    best, choice = -9, 0
    last = tokens[end - left - 1]
    around = 3 if last in _ENDING else 2 if last.isspace() else 0
    if start > left and tokens[start - left - 1].isspace():
        around += 2
    for step in range(-left, right + 1):
        first = tokens[start + step]
        # The next range ends in the token that this one begins with, and stands after its like.
        if first.isspace():
            score, following = around - 1, 4
        elif first in _ENDING:
            score, following = around - 2, 3
        else:
            score, following = around + 3 if first in _OPENING else around, 0
        if start + step == 0 or end + step == len(tokens):
            score += 4
        if score >= best:
            best, choice = score, step
        around = following
    return choice
