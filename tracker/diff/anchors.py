"""Cut a large comparison into small ones at long runs that surely belong together."""

from __future__ import annotations

from collections import Counter

from tracker.diff.chains import heaviest_chain

Run = tuple[int, int, int]


def anchor_runs(a: str, b: str, least: int) -> list[Run]:
    """Find equal runs `(i, j, size)` of at least so many characters, rising in `i` and in `j`.

    Each run holds a character that occurs once on both sides. Of runs that cross, those that hold
    most are kept. A long run is nearly always a part of the smallest difference, and what it
    leaves on either side is much cheaper to compare: n * m becomes a sum of small products.
    """
    runs = [run for run in _unique_runs(a, b) if run[2] >= least]
    sizes = {(i, j): size for i, j, size in runs}
    result: list[Run] = []
    end_i = end_j = 0
    for i, j, _ in heaviest_chain((i, j, float(size)) for i, j, size in runs):
        # Two runs in a row can overlap on one side: the later one gives way.
        overlap = max(end_i - i, end_j - j, 0)
        size = sizes[i, j] - overlap
        if size > 0:
            result.append((i + overlap, j + overlap, size))
            end_i, end_j = i + overlap + size, j + overlap + size
    return result


def _unique_runs(a: str, b: str) -> list[Run]:
    """Extend each character that occurs once on both sides to the longest run around it."""
    count_a, count_b = Counter(a), Counter(b)
    single = {character for character in count_a if count_a[character] == 1 == count_b[character]}
    place_in_b = dict(zip(b, range(len(b)), strict=True))
    runs: list[Run] = []
    known_end: dict[int, int] = {}
    for i, character in enumerate(a):
        if character not in single:
            continue
        j = place_in_b[character]
        if i < known_end.get(i - j, 0):
            continue
        start = i
        while start and start > i - j and a[start - 1] == b[start - 1 - i + j]:
            start -= 1
        stop = i + 1
        while stop < len(a) and stop - i + j < len(b) and a[stop] == b[stop - i + j]:
            stop += 1
        known_end[i - j] = stop
        runs.append((start, start - i + j, stop - start))
    return runs
