"""Know the entries of lists of other posts, which are not sentences of this one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.diff import Change, ProseDiff, Sentence

_ENTRY = re.compile(r"\s*[-*+] #+ !?\[.*\]\([^)\s]*\)\s*\Z")


class Listings:
    """Tell which lines of two texts belong to a list of other posts.

    Blocks such as a query loop or latest posts give each post as an entry whose heading is a link,
    with an excerpt or an image below it
    (https://developer.wordpress.org/block-editor/reference-guides/core-blocks/).
    """

    def __init__(self, diff: ProseDiff) -> None:
        self._before = diff.before.split("\n")
        self._after = diff.after.split("\n")

    def holds(self, change: Change) -> bool:
        """Tell whether all sentences of a change belong to such lists."""
        return all(_in_listing(self._before, each) for each in change.before) and all(
            _in_listing(self._after, each) for each in change.after
        )


def _in_listing(lines: Sequence[str], sentence: Sentence) -> bool:
    line = sentence.line
    while line and (not lines[line] or lines[line].startswith("  ")):
        line -= 1
    return _ENTRY.match(lines[line]) is not None
