"""Text in terminal columns: made safe, measured, cut; most Latin text without any library."""

from __future__ import annotations

import re

_PLAIN = re.compile(
    r"[ -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2015\u2018-\u2022\u2026\u2030-\u203a]*"
)
"""Characters of one column each that are safe in a terminal."""


def width_of(text: str) -> int:
    """Count the columns that a text takes in a terminal."""
    if _is_plain(text):
        return len(text)
    from wcwidth import wcswidth

    return max(wcswidth(text), 0)


def clean(text: str) -> str:
    """Make text from a site safe for a terminal, on one line."""
    if _is_plain(text):
        return text
    from tracker.text.clean import terminal_safe

    return terminal_safe(text).replace("\n", " ").replace("\t", " ")


def fit(text: str, width: int) -> str:
    """Cut a line to a width, with an ellipsis where something is left out; graphemes stay whole."""
    if width_of(text) <= width:
        return text
    if _is_plain(text):
        return text[: width - 1].rstrip() + "…"
    from wcwidth import iter_graphemes

    kept, used = [], 1
    for grapheme in iter_graphemes(text):
        used += width_of(grapheme)
        if used > width:
            break
        kept.append(grapheme)
    return "".join(kept).rstrip() + "…"


def _is_plain(text: str) -> bool:
    return _PLAIN.fullmatch(text) is not None
