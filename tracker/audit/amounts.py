"""Lengths of time and shares as people write them."""

from __future__ import annotations

import re
from datetime import timedelta

_UNITS = {"s": 1, "m": 60, "min": 60, "h": 3600, "d": 86400, "w": 604800}
_LENGTH = re.compile(r"(\d{1,6})\s?(s|m|min|h|d|w)")
_SHARE = re.compile(r"(\d{1,3}(?:\.\d+)?)\s?%")


def read_length(text: str) -> timedelta:
    """Read `90s`, `15m`, `6h`, `30d`, `2w`.

    Raises:
        ValueError: for anything else, as a sentence that says how to write it.
    """
    found = _LENGTH.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"{text!r} is not a length of time; write it as 90s, 15m, 6h, 30d or 2w")
    return timedelta(seconds=int(found[1]) * _UNITS[found[2]])


def read_share(text: str) -> float:
    """Read `80%` as 0.8.

    Raises:
        ValueError: for anything else, as a sentence that says how to write it.
    """
    found = _SHARE.fullmatch(text.strip())
    if found is None or float(found[1]) > 100:
        raise ValueError(f"{text!r} is not a share; write it as 80%")
    return float(found[1]) / 100


def length_words(length: timedelta) -> str:
    """Write a length of time for people: `40 min`, `6 h`, `3 days`."""
    minutes = int(length.total_seconds() // 60)
    if minutes < 120:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // 1440} days"
