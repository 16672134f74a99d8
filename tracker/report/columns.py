"""Columns of a terminal that are filled row by row, so that a long list needs no memory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from tracker.report.widths import clean, width_of
from tracker.report.widths import fit as fit

_RESET = "\x1b[0m"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column.

    Args:
        title: its header.
        width: in terminal columns; 0 for the last one, which takes what is left.
        right: whether numbers stand at its right edge.
        whole: whether a cell that is too wide moves the rest of its row instead of being cut:
            half of a number or a name to be typed is a wrong one.
    """

    title: str
    width: int
    right: bool = False
    whole: bool = False


def row(
    columns: Iterable[Column], cells: Iterable[tuple[str, str]], *, width: int, color: bool
) -> str:
    """Write one row, cut to the width of the terminal.

    Args:
        columns: their widths.
        cells: text and ANSI code (such as `31`) of each.
        width: of the terminal.
        color: whether codes are used.
    """
    parts: list[str] = []
    used = 0
    for column, (text, code) in zip(columns, cells, strict=True):
        room = column.width or max(width - used, 8)
        words = clean(text) if column.whole else fit(clean(text), room)
        taken = width_of(words)
        gap = " " * (room - taken) if column.width else ""
        shown = f"\x1b[{code}m{words}{_RESET}" if color and code and words else words
        parts.append(gap + shown if column.right else shown + gap)
        used += max(room, taken) + 1
    return " ".join(parts).rstrip()


def header(columns: tuple[Column, ...], *, width: int, color: bool) -> str:
    """Write the names of the columns."""
    return row(columns, [(column.title, "2") for column in columns], width=width, color=color)


def headline_text(title: str) -> str:
    """Write a title, or what WordPress shows where there is none."""
    return title if title.strip() else "(no title)"


def minute_text(moment: datetime | None) -> str:
    """Write a time to the minute, in UTC: `2026-05-14 14:36`."""
    return f"{moment:%Y-%m-%d %H:%M}" if moment is not None else ""


def duration_text(length: timedelta) -> str:
    """Write a length of time in five columns or so: `45s`, `12m`, `1h27m`, `3d4h`, `210d`."""
    seconds = int(length.total_seconds())
    minutes, hours, days = seconds // 60, seconds // 3600, seconds // 86400
    if minutes < 1:
        return f"{seconds}s"
    if hours < 1:
        return f"{minutes}m"
    if days < 1:
        return f"{hours}h{minutes % 60}m" if minutes % 60 else f"{hours}h"
    return f"{days}d{hours % 24}h" if hours % 24 and days < 100 else f"{days}d"
