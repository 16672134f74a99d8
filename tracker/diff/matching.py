"""Find the smallest difference of two strings, in bounded time."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz.distance import Indel, Postfix, Prefix

from tracker.diff.anchors import anchor_runs

Range = tuple[int, int, int, int]

_CHEAP = 16_000_000
"""So many pairs of characters take some milliseconds: compared whole, the result is minimal."""

_LARGEST = 450_000_000
"""More pairs than these are never compared at once: some 100 ms and 60 MB (one bit a pair)."""

_LEAST_RUNS = (32, 16, 8)


def changed_ranges(a: str, b: str) -> list[Range]:
    """Give the ranges `(i1, i2, j1, j2)` that differ; between them the strings are equal.

    As few characters as possible are in them, except for large inputs, which are first cut at
    long equal runs, and for very large ones without such runs, which are cut at equal shares.
    """
    if len(a) * len(b) <= _CHEAP:
        return _smallest(a, b, 0, 0)
    return _joined(_ranges(a, b, 0, 0, _LEAST_RUNS))


def _smallest(a: str, b: str, i: int, j: int) -> list[Range]:
    """Compare whole, with rapidfuzz: bit-parallel, minimal; offsets are added to the result."""
    ranges = []
    i1, j1 = i, j
    for block in Indel.editops(a, b).as_matching_blocks():  # the last one is empty, at the end
        i2, j2, size = i + block.a, j + block.b, block.size
        if i1 < i2 or j1 < j2:
            ranges.append((i1, i2, j1, j2))
        i1, j1 = i2 + size, j2 + size
    return ranges


def _ranges(a: str, b: str, i: int, j: int, least_runs: tuple[int, ...]) -> Iterator[Range]:
    prefix = Prefix.similarity(a, b)
    a, b, i, j = a[prefix:], b[prefix:], i + prefix, j + prefix
    postfix = Postfix.similarity(a, b)
    a, b = a[: len(a) - postfix], b[: len(b) - postfix]
    if len(a) * len(b) <= _CHEAP:
        yield from _smallest(a, b, i, j)
    elif least_runs:
        start_a = start_b = 0
        for run_a, run_b, size in (*anchor_runs(a, b, least_runs[0]), (len(a), len(b), 0)):
            one, other = a[start_a:run_a], b[start_b:run_b]
            yield from _ranges(one, other, i + start_a, j + start_b, least_runs[1:])
            start_a, start_b = run_a + size, run_b + size
    else:
        # Nothing to hold on to: equal shares keep the work in proportion to the length.
        shares = 1
        while len(a) * len(b) > _LARGEST * shares * shares:
            shares += 1
        for share in range(shares):
            i1, i2 = len(a) * share // shares, len(a) * (share + 1) // shares
            j1, j2 = len(b) * share // shares, len(b) * (share + 1) // shares
            yield from _smallest(a[i1:i2], b[j1:j2], i + i1, j + j1)


def _joined(ranges: Iterator[Range]) -> list[Range]:
    """Join ranges that touch."""
    result: list[Range] = []
    for i1, i2, j1, j2 in ranges:
        if result and result[-1][1] == i1 and result[-1][3] == j1:
            start_i, _, start_j, _ = result.pop()
            result.append((start_i, i2, start_j, j2))
        else:
            result.append((i1, i2, j1, j2))
    return result
