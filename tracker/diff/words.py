"""Compare two sentences word by word, and draw the difference as a person would."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import cast

from tracker.diff.lexicon import Lexicon
from tracker.diff.mapping import encode_pair
from tracker.diff.matching import Range, changed_ranges
from tracker.diff.opcodes import Opcode, tile
from tracker.diff.sliding import Room, slide

Tokens = tuple[str, ...]


def diff_words(a: Sequence[str], b: Sequence[str]) -> tuple[Opcode, ...]:
    """Compare the tokens of two sentences.

    The least possible change is found first; then stray matches between changes are given up and
    each change is moved to where a reader would put it. The result tiles both sides.
    """
    return word_opcodes(tuple(a), tuple(b), Lexicon())


def word_opcodes(
    a: Tokens, b: Tokens, lexicon: Lexicon, encoded: tuple[str, str] | None = None
) -> tuple[Opcode, ...]:
    """Do as `diff_words` does, with what is known of the tokens.

    Swapping the sides gives the mirrored ranges: of equally small differences one is chosen by
    the tokens, not by the side.

    Args:
        a: the tokens of the one side.
        b: the tokens of the other side.
        lexicon: what is known of them.
        encoded: both sides with one character for each token, if that is known.
    """
    if len(b) < len(a) or (len(a) == len(b) and b < a):
        minimal = changed_ranges(encoded[1], encoded[0]) if encoded else _minimal(b, a)
        hunks = [(i1, i2, j1, j2) for j1, j2, i1, i2 in _cleaned(minimal, b, a, lexicon)]
    else:
        minimal = changed_ranges(*encoded) if encoded else _minimal(a, b)
        hunks = _cleaned(minimal, a, b, lexicon)
    return tile(hunks, len(a), len(b))


def _cleaned(minimal: list[Range], a: Tokens, b: Tokens, lexicon: Lexicon) -> list[Range]:
    """Clean up the changed ranges for reading."""
    hunks = slide(minimal, a, b, _best_step)
    if len(hunks) < 2:
        return hunks
    absorbed = _absorb(hunks, a, b, lexicon)
    return hunks if len(absorbed) == len(hunks) else slide(absorbed, a, b, _best_step)


def _minimal(a: Tokens, b: Tokens) -> list[Range]:
    """Give the changed ranges of two token sequences with as few marked tokens as possible."""
    low, limit = 0, min(len(a), len(b))
    while low < limit and a[low] == b[low]:
        low += 1
    high, limit = 0, limit - low
    while high < limit and a[-1 - high] == b[-1 - high]:
        high += 1
    i2, j2 = len(a) - high, len(b) - high
    if low in (i2, j2) or i2 - low == j2 - low == 1:
        return [(low, i2, low, j2)] if low < i2 or low < j2 else []
    return [
        (low + i, low + i_end, low + j, low + j_end)
        for i, i_end, j, j_end in changed_ranges(*encode_pair(a[low:i2], b[low:j2]))
    ]


def _absorb(hunks: list[Range], a: Tokens, b: Tokens, lexicon: Lexicon) -> list[Range]:
    """Join changes across matches that are too weak to help a reader.

    As `diff_cleanupSemantic` of diff-match-patch, with lengths counted in letters and cuts only
    between tokens: a match goes if it is no longer than the change on either side of it.
    """
    first, last = hunks[0], hunks[-1]
    sums_a = lexicon.letter_sums(a, first[0], last[1])
    sums_b = lexicon.letter_sums(b, first[2], last[3])
    base_a, base_b = first[0], first[2]
    kept: list[tuple[int, Range]] = []
    for hunk in hunks:
        i1, i2, j1, j2 = current = hunk
        end_a, end_b = sums_a[i2 - base_a], sums_b[j2 - base_b]
        size = max(end_a - sums_a[i1 - base_a], end_b - sums_b[j1 - base_b])
        while kept:
            last_size, last = kept[-1]
            between = sums_a[i1 - base_a] - sums_a[last[1] - base_a]
            changed = size if size < last_size else last_size
            if between > changed or not _is_weak(between, changed, last, current, a, b):
                break
            del kept[-1]
            i1, _, j1, _ = last
            current = i1, i2, j1, j2
            size = max(end_a - sums_a[i1 - base_a], end_b - sums_b[j1 - base_b])
        kept.append((size, current))
    return [hunk for _, hunk in kept]


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
    return i2 - i1 == 1 == j2 - j1 and any(map(str.isdigit, a[i1])) and any(map(str.isdigit, b[j1]))


_OPENING = frozenset("([{“‘«‹„‚¿¡")
_ENDING = frozenset(".!?。！？…")


def _best_step(side: Sequence[Hashable], room: Room) -> int:
    """Choose the place where a reader would see the change; of equal ones the last.

    Scored are the edges of the range: whole clauses first, then words with the space after them.
    """
    tokens = cast(Tokens, side)
    start, end, left, right, *_ = room
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
