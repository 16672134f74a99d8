"""Move insertions and deletions among their equally good places."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple

from tracker.diff.opcodes import Hunk

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


def slide(
    hunks: Sequence[Hunk], a: Tokens, b: Tokens, best: Callable[[Tokens, Room], int]
) -> list[Hunk]:
    """Place each one-sided hunk; where it can close the gap to a neighbour, the two become one.

    Args:
        hunks: the changes, in order.
        a: tokens of the one side.
        b: tokens of the other side.
        best: chooses the way to go, from `-left` to `right`, for all other hunks.
    """
    if all(i1 < i2 and j1 < j2 for i1, i2, j1, j2 in hunks):
        return list(hunks)  # replacements have no room
    result: list[Hunk] = []
    pending = list(reversed(hunks))
    while pending:
        hunk = pending.pop()
        room = _room(hunk, a, b, result[-1] if result else None, pending[-1] if pending else None)
        if room is None:
            result.append(hunk)
        elif result and room.left == room.before:
            before = result.pop()
            result.append(Hunk(before.i1, hunk.i2 - room.left, before.j1, hunk.j2 - room.left))
        elif pending and room.right == room.after:
            after = pending.pop()
            pending.append(Hunk(hunk.i1 + room.right, after.i2, hunk.j1 + room.right, after.j2))
        else:
            step = best(a if hunk.i1 < hunk.i2 else b, room)
            result.append(Hunk(*(place + step for place in hunk)))
    return result


def _room(
    hunk: Hunk, a: Tokens, b: Tokens, previous: Hunk | None, following: Hunk | None
) -> Room | None:
    """Measure the room of a hunk; None where there is none."""
    i1, i2, j1, j2 = hunk
    if i1 < i2 and j1 < j2:
        return None
    before = j1 - (previous.j2 if previous else 0)
    after = (following.j1 if following else len(b)) - j2
    side, start, end = (a, i1, i2) if i1 < i2 else (b, j1, j2)
    left = 0
    while left < before and side[start - left - 1] == side[end - left - 1]:
        left += 1
    right = 0
    while right < after and side[start + right] == side[end + right]:
        right += 1
    if not left and not right:
        return None
    return Room(start=start, end=end, left=left, right=right, before=before, after=after)
