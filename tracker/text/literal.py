"""Write preformatted text as it is, between fences."""

from __future__ import annotations

import re

from tracker.text.clean import terminal_safe, without_unseen
from tracker.text.markup import unescape

_TAG = re.compile(r"<[^>]*>")
_BREAK = re.compile(r"<br\b[^>]*>")
_TICKS = re.compile(r"`{3,}")


def literal_lines(html: str) -> tuple[str, ...]:
    """Give the lines of preformatted text with fences around; none if it says nothing.

    The fence is longer than any in the text, so the text cannot end it.
    """
    code = terminal_safe(without_unseen(unescape(_TAG.sub("", _BREAK.sub("\n", html)))))
    lines = [line.expandtabs(4).rstrip() for line in code.split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        del lines[0]
    if not lines:
        return ()
    fence = "`" * max(3, *(len(ticks) + 1 for ticks in ["", *_TICKS.findall(code)]))
    return (fence, *lines, fence)
