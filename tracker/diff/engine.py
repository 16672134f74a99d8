"""diff-match-patch with its slow part replaced."""

from __future__ import annotations

from diff_match_patch import diff_match_patch  # type: ignore[import-untyped]

from tracker.diff.matching import changed_ranges

Diffs = list[tuple[int, str]]


class Engine(diff_match_patch):  # type: ignore[misc]
    """`diff_match_patch` whose core is bit-parallel C++ instead of a quadratic loop in Python.

    Trimming, cleanup, patches and deltas are those of diff-match-patch. The result never depends
    on the load of the machine: there is no time-out, and none is needed.
    """

    def __init__(self) -> None:
        super().__init__()
        self.Diff_Timeout = 0

    def diff_bisect(self, text1: str, text2: str, deadline: float) -> Diffs:  # noqa: ARG002
        """Find the smallest difference."""
        diffs: Diffs = []
        i = 0
        for i1, i2, j1, j2 in changed_ranges(text1, text2):
            if i < i1:
                diffs.append((self.DIFF_EQUAL, text1[i:i1]))
            if i1 < i2:
                diffs.append((self.DIFF_DELETE, text1[i1:i2]))
            if j1 < j2:
                diffs.append((self.DIFF_INSERT, text2[j1:j2]))
            i = i2
        if i < len(text1):
            diffs.append((self.DIFF_EQUAL, text1[i:]))
        return diffs

    def diff_lineMode(self, text1: str, text2: str, deadline: float) -> Diffs:
        """Compare characters at once: going by lines first only ever saved time."""
        return self.diff_bisect(text1, text2, deadline)
