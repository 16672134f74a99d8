"""Between which moments a note can have been written, and whether a time lies there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from tracker.edits.moments import Moment, Precision


class ClaimVerdict(StrEnum):
    """How a claimed time fits what is known."""

    CONSISTENT = "consistent"
    BEFORE_PUBLICATION = "before publication"
    AFTER_SEEN = "after it was seen"
    ELSEWHERE = "only in other zones"
    UNKNOWN = "nothing to check it against"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Between which moments a note can have been written; None where nothing is known.

    Args:
        published: the post did not exist before.
        seen: the note was there: `modified` of the state that bears it, else when it was read.
        saved: whether `seen` is the time of the save itself.
    """

    published: datetime | None
    seen: datetime | None
    saved: bool = False


_ROUNDED = {
    Precision.MINUTE: timedelta(minutes=5),
    Precision.HOUR: timedelta(minutes=35),
    Precision.DAY: timedelta(),
    Precision.MONTH: timedelta(),
}
"""How far a time written down by hand may lie beside the save."""


def placed(moment: Moment, bounds: Bounds, tz: tzinfo) -> tuple[datetime, ClaimVerdict]:
    """Put a local time on the day that fits, and tell whether it lies within the bounds."""
    seen = bounds.seen or bounds.published
    days = [moment.day] if moment.day else _days(seen, tz)
    best: tuple[datetime, ClaimVerdict] | None = None
    for day in days:
        start, end = _interval(day, moment, tz)
        verdict = _verdict(start, end, bounds, _ROUNDED[moment.precision])
        if verdict in (ClaimVerdict.CONSISTENT, ClaimVerdict.UNKNOWN):
            return start, verdict
        if best is None or best[1] is ClaimVerdict.AFTER_SEEN:
            best = start, verdict
    assert best is not None
    return best


def _days(seen: datetime | None, tz: tzinfo) -> list[date]:
    """List the days that a time without a date can mean, the likeliest first."""
    if seen is None:
        return [date(1970, 1, 1)]
    last = seen.astimezone(tz).date()
    return [last, last - timedelta(days=1)]


def _interval(day: date, moment: Moment, tz: tzinfo) -> tuple[datetime, datetime]:
    clock = time(*divmod(moment.minute or 0, 60))
    start = datetime.combine(day, clock, tzinfo=tz).astimezone(UTC)
    if moment.precision is Precision.MONTH:
        after = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
        return start, datetime.combine(after, time(), tzinfo=tz).astimezone(UTC)
    length = {Precision.DAY: timedelta(days=1), Precision.HOUR: timedelta(minutes=1)}
    return start, start + length.get(moment.precision, timedelta(minutes=1))


def _verdict(start: datetime, end: datetime, bounds: Bounds, rounded: timedelta) -> ClaimVerdict:
    if bounds.seen is None and bounds.published is None:
        return ClaimVerdict.UNKNOWN
    if bounds.published is not None and end <= bounds.published - rounded:
        return ClaimVerdict.BEFORE_PUBLICATION
    if bounds.seen is not None and start > bounds.seen + rounded:
        return ClaimVerdict.AFTER_SEEN
    return ClaimVerdict.CONSISTENT
