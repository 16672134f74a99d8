"""Find paragraph breaks that came or went between sentences that stayed together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from tracker.diff.alignment import Kept
from tracker.diff.places import Places
from tracker.diff.values import Change, Kind

Line = int | None


def break_changes(old: Places, new: Places, kept: Iterable[Kept]) -> Iterator[Change]:
    """Compare the empty lines between neighbours that are neighbours on both sides."""
    one, other = old.line_before(), new.line_before()
    lines, others = old.numbers, new.numbers
    for i1, i2, j1, j2, same in kept:
        # As far apart as before: whether in the same block or not, that did not change.
        if one is None or other is None or lines[i1] - one != others[j1] - other:
            yield from _between(old, new, (one, other), (lines[i1], others[j1]))
        if (
            same
            and i2 - i1 > 1
            and old.lines[lines[i1] : lines[i2 - 1]] != new.lines[others[j1] : others[j2 - 1]]
        ):
            yield from _inside(old, new, lines[i1:i2], others[j1:j2])
        one, other = lines[i2 - 1], others[j2 - 1]
    yield from _between(old, new, (one, other), (old.line_after(), new.line_after()))


def _inside(old: Places, new: Places, lines: list[int], others: list[int]) -> Iterator[Change]:
    """Compare the empty lines inside a run of equal sentences."""
    for one, other in pairwise(zip(lines, others, strict=True)):
        yield from _between(old, new, one, other)


def _between(
    old: Places, new: Places, one: tuple[Line, Line], other: tuple[Line, Line]
) -> Iterator[Change]:
    """Compare the empty lines between two pairs of lines."""
    gap_before = old.empty_lines_between(one[0], other[0])
    gap_after = new.empty_lines_between(one[1], other[1])
    if gap_before is None or gap_after is None or gap_before == gap_after:
        return
    yield Change(
        kind=Kind.DIVIDED if gap_before < gap_after else Kind.JOINED,
        before=tuple(old.at(line) for line in (one[0], other[0]) if line is not None),
        after=tuple(new.at(line) for line in (one[1], other[1]) if line is not None),
        typographic=True,
    )
