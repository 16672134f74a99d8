"""Cells that another program reads."""

from __future__ import annotations

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def no_formula(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would take for a formula.

    Wide forms of the signs count, too. For text only: a number keeps its sign. See
    https://owasp.org/www-community/attacks/CSV_Injection.
    """
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text
