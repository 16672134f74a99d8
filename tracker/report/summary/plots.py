"""Plots as inline SVG: no scripts, colours by class, every number also in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from html import escape

from tracker.edits.values import Disclosure
from tracker.report.summary.values import Summary, Tally
from tracker.text.clean import one_line

SERIES = (
    ("told", "disclosed", (Disclosure.DISCLOSED,)),
    ("partly", "partly disclosed", (Disclosure.PARTLY,)),
    ("silent", "silent", (Disclosure.SILENT,)),
    ("masked", "masked", (Disclosure.MASKED,)),
    ("unsure", "masked or derived", (Disclosure.MASKED_OR_DERIVED,)),
    ("other", "nothing to tell, or derived", (Disclosure.NOT_NEEDED, Disclosure.DERIVED)),
)
"""Class of the colour, words, verdicts: from the bottom of a column to its top."""

_WIDTH, _HEIGHT, _LEFT, _FOOT, _TOP = 720, 220, 40, 24, 12
_DIGIT = 13
"""Of the largest type that the page sets a bar in: on a small screen, half of it is left."""

_WIDEST_DAYS, _WIDEST_COLUMN = 62, 44
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def split_bar(tally: Tally) -> str:
    """Draw one bar of all edits, divided by what readers were told."""
    parts, x = [], 0.0
    for name, words, verdicts in SERIES:
        number = tally.of(*verdicts)
        wide = _WIDTH * number / tally.edits if tally.edits else 0
        if not number:
            continue
        title = f"<title>{number} {words}</title>"
        parts.append(
            f'<rect class="{name}" x="{x:.1f}" y="0" width="{max(wide - 2, 1):.1f}" height="36">'
            f"{title}</rect>"
        )
        if wide > _DIGIT * len(str(number)) + 6:
            middle = x + wide / 2
            parts.append(f'<text class="on-{name}" x="{middle:.1f}" y="18">{number}</text>')
        x += wide
    said = ", ".join(
        f"{tally.of(*verdicts)} {words}" for _, words, verdicts in SERIES if tally.of(*verdicts)
    )
    return _svg(f"{tally.edits} edits: {said}" if said else "no edits", parts, "bar", 36)


def time_columns(summary: Summary) -> str:
    """Draw a column for each day, or for each month of a longer period, gaps included."""
    days = {one.name: one.tally for one in summary.groups.get("day", ())}
    months = {one.name: one.tally for one in summary.groups.get("month", ())}
    named = sorted(days)
    if named and (date.fromisoformat(named[-1]) - date.fromisoformat(named[0])).days < _WIDEST_DAYS:
        return columns("Edits by day", [(day, days.get(day, Tally())) for day in _days(named)])
    every = [(month, months.get(month, Tally())) for month in _months(sorted(months))]
    return columns("Edits by month", every)


def weekday_columns(summary: Summary) -> str:
    """Draw a column for each day of the week, where there is more than one."""
    found = {one.name: one.tally for one in summary.groups.get("weekday", ())}
    if len(found) < 2:
        return ""
    return columns("Edits by day of the week", [(day, found.get(day, Tally())) for day in _DAYS])


def columns(title: str, bars: Sequence[tuple[str, Tally]]) -> str:
    """Draw columns of edits, divided by what readers were told.

    Args:
        title: what a screen reader says of the plot.
        bars: name and counts of each, from the left.
    """
    if not bars:
        return ""
    highest = _round_up(max(tally.edits for _, tally in bars))
    room = (_WIDTH - _LEFT) / len(bars)
    wide = min(room * 0.8, _WIDEST_COLUMN)
    every = max(1, -(-len(bars) * 78 // (_WIDTH - _LEFT)))
    parts = list(_grid(highest))
    for place, (name, tally) in enumerate(bars):
        middle = _LEFT + room * (place + 0.5)
        parts += _column(name, tally, middle - wide / 2, wide, highest)
        if place % every == 0:
            label = escape(one_line(name))
            parts.append(f'<text x="{middle:.1f}" y="{_HEIGHT - 6}">{label}</text>')
    total = sum(tally.edits for _, tally in bars)
    return _svg(f"{title}: {total} edits, at most {max(t.edits for _, t in bars)}", parts)


def _column(name: str, tally: Tally, x: float, wide: float, highest: int) -> Iterator[str]:
    scale = (_HEIGHT - _FOOT - _TOP) / highest
    y = float(_HEIGHT - _FOOT)
    for css, words, verdicts in SERIES:
        number = tally.of(*verdicts)
        if number:
            tall = number * scale
            y -= tall
            yield (
                f'<rect class="{css}" x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" '
                f'height="{max(tall - 1, 0.5):.1f}">'
                f"<title>{escape(one_line(name))}: {number} {words}</title></rect>"
            )


def _grid(highest: int) -> Iterator[str]:
    scale = (_HEIGHT - _FOOT - _TOP) / highest
    step = max(highest // 4, 1)
    for number in range(0, highest + 1, step):
        y = _HEIGHT - _FOOT - number * scale
        yield f'<line x1="{_LEFT}" y1="{y:.1f}" x2="{_WIDTH}" y2="{y:.1f}"/>'
        yield f'<text class="axis" x="{_LEFT - 6}" y="{y + 4:.1f}">{number}</text>'


def _round_up(number: int) -> int:
    """Give the next number that four lines divide well."""
    size = 4
    while True:
        for step in (1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 25, 30, 40, 50, 60, 80):
            if number <= step * size:
                return step * size
        size *= 100


def _days(named: Sequence[str]) -> list[str]:
    first, last = date.fromisoformat(named[0]), date.fromisoformat(named[-1])
    return [(first + timedelta(days=n)).isoformat() for n in range((last - first).days + 1)]


def _months(named: Sequence[str]) -> list[str]:
    if not named:
        return []
    first, last = (int(each[:4]) * 12 + int(each[5:]) - 1 for each in (named[0], named[-1]))
    return [f"{month // 12:04d}-{month % 12 + 1:02d}" for month in range(first, last + 1)]


def _svg(title: str, parts: Sequence[str], css: str = "plot", height: int = _HEIGHT) -> str:
    words = escape(title)
    return (
        f'<svg class="{css}" viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{words}">'
        f"{''.join(parts)}</svg>"
    )
