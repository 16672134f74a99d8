"""Columns of a list of edits: as many as the terminal has room for, and none that is empty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tracker.report.columns import Column
from tracker.report.widths import clean, width_of

Cells = Mapping[str, tuple[str, str]]
"""By the name of a column: a text, and the ANSI code of its colour."""

_LAYOUTS = (
    "commit until within kind severity disclosure sentences words by",
    "commit until within kind severity told sentences words by",
    "until within kind severity told sentences words by",
    "commit until within edit told sentences words by",
    "until within edit told sentences words by",
    "until within edit told words by",
    "until within/by edit told words",
    "until within edit told words",
    "until edit told words",
    "until edit told",
    "until edit",
    "until",
)
"""From the widest terminal to the narrowest. `edit` is the severity, or a kind that has none of
its own; `told` is the disclosure in short; either an editor or an interval is known, as a rule."""

_HEADERS = {"until": "until (UTC)", "reasons": "what changed"}
_WIDEST = {
    "until": 16, "within": 6, "within/by": 10, "kind": 11, "severity": 11, "edit": 11,
    "sentences": 12, "words": 11, "by": 16, "post": 12, "#": 6,
}  # fmt: skip
_RIGHT = frozenset({"#", "within", "words"})
_WHOLE = frozenset({"post", "#", "within", "sentences", "words"})
_LAST = frozenset({"headline", "reasons"})
_NARROW = 100


def widest(rows: Iterable[Cells], known: Mapping[str, int]) -> dict[str, int]:
    """Measure the widest cell of each column that was empty so far; those that still are lack.

    Args:
        rows: the cells of each row.
        known: the same of the rows before.
    """
    found: dict[str, int] = {}
    for cells in rows:
        for name in cells.keys() - known.keys():
            if text := cells[name][0]:
                found[name] = max(found.get(name, 0), width_of(clean(text)))
    return {**known, **found}


def choose(widths: Mapping[str, int], width: int, *, one_post: bool) -> tuple[str, ...]:
    """Name the columns: the most telling ones that leave room for the last one, which has no end.

    Args:
        widths: as `widest` tells.
        width: columns of the terminal.
        one_post: whether all edits are of one post.
    """
    names: tuple[str, ...] = ()
    # Where the number of an edit is not known, its post alone does not name it.
    handle = ("#",) if one_post else ("post", "commit") if "unnumbered" in widths else ("post",)
    for layout in _LAYOUTS:
        wanted = dict.fromkeys((*handle, *layout.split()))
        names = tuple(name for name in wanted if name in widths)
        taken = sum(column.width + 1 for column in columns_of(names, widths))
        if width - taken >= _least(width, one_post, "sentences" in names):
            break
    return (*names, "reasons" if one_post else "headline")


def _least(width: int, one_post: bool, is_rich: bool) -> int:
    """Tell what the last column needs: a headline is known by its post, reasons stand alone."""
    if one_post:
        return min(width * 3 // 10 if is_rich else width // 4, 36)
    return width // 5 if width < _NARROW else 30


def columns_of(names: Iterable[str], widths: Mapping[str, int]) -> tuple[Column, ...]:
    """Lay out columns as wide as what stands in them, the headers included."""
    return tuple(_column(name, widths) for name in names)


def _column(name: str, widths: Mapping[str, int]) -> Column:
    title = _HEADERS.get(name, name)
    widest_cell = min(widths.get(name, 0), _WIDEST.get(name, 20))
    return Column(
        title=title,
        width=0 if name in _LAST else max(widest_cell, len(title)),
        right=name in _RIGHT,
        whole=name in _WHOLE,
    )
