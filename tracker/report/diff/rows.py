"""Lay out a diff: one sequence of rows that every form of report shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from tracker.diff.values import Change, Kind, ProseDiff, Sentence

_BREAKS = (Kind.DIVIDED, Kind.JOINED)
_SHORTEST_FOLD = 3


class RowKind(StrEnum):
    """What a row shows."""

    SAME = "same"
    CHANGE = "change"
    AWAY = "away"
    FOLD = "fold"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a report.

    Args:
        kind: an unchanged sentence, a change, the old place of what moved, or a fold.
        text: the sentence of an unchanged row.
        change: the change, for a change and for the old place of a move.
        starts_block: whether a paragraph, list or table begins here.
        headline: whether it is the headline.
        upwards: for a move, whether it went up.
        folded: the unchanged rows that a fold stands for.
    """

    kind: RowKind
    text: str = ""
    change: Change | None = None
    starts_block: bool = False
    headline: bool = False
    upwards: bool = False
    folded: tuple[Row, ...] = ()


def layout(diff: ProseDiff, context: int | None) -> tuple[Row, ...]:
    """Lay out a diff in reading order, with so many unchanged sentences around each change.

    What is deleted stands where it was, what moved where it is now, with a row at its old place.
    The headline is never folded away.
    """
    rows = _with_directions(list(_rows(diff)))
    return tuple(rows if context is None else _folded(rows, context))


def _rows(diff: ProseDiff) -> Iterator[Row]:
    """Walk through both texts at once, from one sentence that was kept to the next."""
    sentences = [change for change in diff.changes if change.kind not in _BREAKS]
    old = _units(diff.before, {each.line: one for one in sentences for each in one.before})
    new = _units(diff.after, {each.line: one for one in sentences for each in one.after})
    breaks = {
        change.after[-1].line if change.after else -1: change
        for change in diff.changes
        if change.kind in _BREAKS
    }
    arriving = iter(new)
    for sentence, change in old:
        if change is not None and change.kind in (Kind.DELETED, Kind.MOVED):
            kind = RowKind.CHANGE if change.kind is Kind.DELETED else RowKind.AWAY
            yield _row(kind, sentence, change)
            continue
        for partner, arrived in arriving:
            if arrived is None or arrived.kind not in (Kind.ADDED, Kind.MOVED):
                if partner.line in breaks:
                    yield Row(kind=RowKind.CHANGE, change=breaks[partner.line])
                yield _row(RowKind.SAME if change is None else RowKind.CHANGE, partner, change)
                break
            yield _row(RowKind.CHANGE, partner, arrived)
    for sentence, change in arriving:
        yield _row(RowKind.CHANGE, sentence, change)
    if -1 in breaks:
        yield Row(kind=RowKind.CHANGE, change=breaks[-1])


def _units(text: str, changes: dict[int, Change]) -> list[tuple[Sentence, Change | None]]:
    """List the sentences of a text, those of one split or merge as one."""
    units: list[tuple[Sentence, Change | None]] = []
    block = index = 0
    for line, sentence in enumerate(text.split("\n")):
        if not sentence:
            block, index = (block + 1, 0) if index else (block, 0)
            continue
        change = changes.get(line)
        if change is None or not units or units[-1][1] is not change:
            units.append((Sentence(line=line, block=block, index=index, text=sentence), change))
        index += 1
    return units


def _row(kind: RowKind, sentence: Sentence, change: Change | None) -> Row:
    return Row(
        kind=kind,
        text=sentence.text if kind is RowKind.SAME else "",
        change=change,
        starts_block=sentence.index == 0,
        headline=sentence.line == 0 and sentence.text.startswith("# "),
    )


def _with_directions(rows: Sequence[Row]) -> list[Row]:
    """Tell of each move whether it went up: then its new place comes before the old one."""
    old_place = {id(row.change): at for at, row in enumerate(rows) if row.kind is RowKind.AWAY}
    new_place = {id(row.change): at for at, row in enumerate(rows) if row.kind is RowKind.CHANGE}
    return [
        replace(row, upwards=new_place[id(row.change)] < old_place[id(row.change)])
        if id(row.change) in old_place
        else row
        for row in rows
    ]


def _folded(rows: Sequence[Row], context: int) -> Iterator[Row]:
    shown: set[int] = set()
    for number, row in enumerate(rows):
        if row.kind is not RowKind.SAME:
            shown.update(range(number - context, number + context + 1))
        elif row.headline:
            shown.add(number)
    hidden: list[Row] = []
    for number, row in enumerate(rows):
        if number not in shown:
            hidden.append(row)
            continue
        yield from _fold(hidden)
        hidden = []
        yield row
    yield from _fold(hidden)


def _fold(hidden: list[Row]) -> Iterator[Row]:
    """Fold a stretch if that makes the report shorter."""
    if len(hidden) < _SHORTEST_FOLD:
        yield from hidden
    else:
        yield Row(kind=RowKind.FOLD, folded=tuple(hidden), starts_block=True)
