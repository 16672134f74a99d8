"""Know the entries of lists of other posts, which are not sentences of this one."""

from __future__ import annotations

import re

from tracker.diff import Change, ProseDiff

_ENTRY = re.compile(r"\s*[-*+] #+ !?\[.*\]\([^)\s]*\)\s*\Z")


class Listings:
    """Tell which lines of two texts belong to a list of other posts.

    Blocks such as a query loop or latest posts give each post as an entry whose heading is a link,
    with an excerpt or an image below it
    (https://developer.wordpress.org/block-editor/reference-guides/core-blocks/).
    """

    def __init__(self, diff: ProseDiff) -> None:
        self._texts = diff.before, diff.after
        self._lines: tuple[frozenset[int], frozenset[int]] | None = None

    def holds(self, change: Change) -> bool:
        """Tell whether all sentences of a change belong to such lists."""
        if self._lines is None:
            self._lines = _listed(self._texts[0]), _listed(self._texts[1])
        before, after = self._lines
        return all(each.line in before for each in change.before) and all(
            each.line in after for each in change.after
        )


def _listed(text: str) -> frozenset[int]:
    """Number the lines of entries, and of what stands indented below them."""
    if "[" not in text:
        return frozenset()
    found, inside = set(), False
    for number, line in enumerate(text.split("\n")):
        if line and not line.startswith("  "):
            inside = _ENTRY.match(line) is not None
        if inside:
            found.add(number)
    return frozenset(found)
