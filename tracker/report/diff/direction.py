"""Text that is written from right to left, among text that is not."""

from __future__ import annotations

from unicodedata import bidirectional

_LEFT, _RIGHT = "L", ("R", "AL")
LEFT_TO_RIGHT_MARK = "\u200e"
"""Takes no column; what follows it does not join the right-to-left text before it."""


def has_rtl(text: str) -> bool:
    """Tell whether any of a text is written from right to left."""
    return not text.isascii() and any(bidirectional(each) in _RIGHT for each in text)


def is_rtl(text: str) -> bool:
    """Tell whether a paragraph goes from right to left: its first strong character decides.

    That is rule P2 of https://www.unicode.org/reports/tr9/, and what `dir=auto` does in HTML.
    """
    if text.isascii():
        return False
    kinds = map(bidirectional, text)
    return next((kind for kind in kinds if kind == _LEFT or kind in _RIGHT), _LEFT) != _LEFT
