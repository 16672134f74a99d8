"""diff-match-patch with its slow part replaced."""

from __future__ import annotations

from rapidfuzz.distance import Indel


def changed_ranges(a: str, b: str) -> list[tuple[int, int, int, int]]:
    """Give the ranges that differ, `(i1, i2, j1, j2)`, as small as possible in all."""
    ranges = []
    i = j = 0
    for block in Indel.editops(a, b).as_matching_blocks():
        if i < block.a or j < block.b:
            ranges.append((i, block.a, j, block.b))
        i, j = block.a + block.size, block.b + block.size
    return ranges
