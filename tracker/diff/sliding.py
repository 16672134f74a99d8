"""Move insertions and deletions among their equally good places."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Sequence
from typing import NamedTuple

from tracker.diff.matching import Range
from tracker.diff.opcodes import made

Tokens = Sequence[Hashable]


class Room(NamedTuple):
    """Where a range of tokens can go without changing what it says.

    "A [B A] C" says the same as "[A B] A C": a range can step over a token that it also ends or
    begins with.

    Args:
        start: first token of the range.
        end: the token after the range.
        left: how far it can go to the left.
        right: how far it can go to the right.
        before: how many equal tokens stand between the change before and the range.
        after: how many equal tokens stand between the range and the next change.
    """

    start: int
    end: int
    left: int
    right: int
    before: int
    after: int


class Usual(NamedTuple):
    """What decides most often where a range goes that can make a single step.

    It goes to the right if it can begin with `space`, and if in neither place it is at an end of
    its side or next to one of `endings`.
    """

    space: Hashable
    endings: Collection[Hashable]


def slide(
    hunks: list[Range],
    a: Tokens,
    b: Tokens,
    best: Callable[[Tokens, Room], int],
    usual: Usual | None = None,
) -> list[Range]:
    """Place each one-sided hunk; where it can close the gap to a neighbour, the two become one.

    Args:
        hunks: the changes, in order.
        a: tokens of the one side.
        b: tokens of the other side.
        best: chooses the way to go, from `-left` to `right`, for all other hunks.
        usual: tells where `best` would say `right`, and is not asked.
    """
    result: list[Range] = []
    pending = hunks[::-1]
    while pending:
        hunk = pending.pop()
        i1, i2, j1, j2 = hunk
        if i1 < i2 and j1 < j2:
            result.append(hunk)  # a replacement has no room
            continue
        side, start, end = (a, i1, i2) if i1 < i2 else (b, j1, j2)
        before = j1 - (result[-1][3] if result else 0)
        after = (pending[-1][2] if pending else len(b)) - j2
        left = right = 0
        while left < before and side[start - left - 1] == side[end - left - 1]:
            left += 1
        while right < after and side[start + right] == side[end + right]:
            right += 1
        if not left and not right:
            result.append(hunk)
        elif result and left == before:
            i1, _, j1, _ = result.pop()
            result.append((i1, i2 - left, j1, j2 - left))
        elif pending and right == after:
            _, i2, _, j2 = pending.pop()
            pending.append((i1 + right, i2, j1 + right, j2))
        else:
            if (
                left + right == 1
                and usual
                and side[start - left] == usual[0]
                and start > left
                and end + right < len(side)
                and side[start + right] not in usual[1]
                and side[end - left - 1] not in usual[1]
            ):
                step = right
            else:
                step = best(side, made(Room, (start, end, left, right, before, after)))
            if step:
                hunk = i1 + step, i2 + step, j1 + step, j2 + step
            result.append(hunk)
    return result
