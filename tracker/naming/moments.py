"""Which state of a post a user means, and which time."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from tracker.errors import ConfigError
from tracker.model import utc
from tracker.text.clean import one_line

if TYPE_CHECKING:
    from tracker.chronicle import RecordedState

_NUMBER = re.compile(r"#(-?\d{1,9})\Z|(\d{1,3})\Z")
_REVISION = re.compile(r"r(\d{1,18})\Z")
_COMMIT = re.compile(r"[0-9a-f]{4,64}\Z")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_AGO = re.compile(
    r"(\d{1,6}) ?(m|min|minutes?|h|hours?|d|days?|w|weeks?)(?: ago)?\Z", re.IGNORECASE
)
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}

FORMS = "a commit, r1287 (a revision), 3 or '#-1' (its number), a date, first, latest, reviewed"


def find_state(
    text: str, states: Sequence[RecordedState], *, now: datetime, unread: Collection[str] | None
) -> RecordedState:
    """Find the state of a post that is meant; pure.

    Args:
        text: a commit, `r1287`, `#3` or `3`, `#-1`, a time (the state in force then; a day
            stands for its end), `first`, `latest`, `reviewed`.
        states: all of the post, in order.
        now: what "3 days ago" counts from.
        unread: commits that came after the last review; None where there was none.

    Raises:
        ConfigError: where none fits, or several do.
    """
    key = states[0].key
    if text in ("first", "latest"):
        return states[0 if text == "first" else -1]
    if text == "reviewed":
        return _reviewed(states, unread)
    if match := _NUMBER.match(text):
        return _numbered(int(match[1] or match[2]), states)
    if match := _REVISION.match(text):
        found = [one for one in states if one.state.revision == int(match[1])]
        if not found:
            raise ConfigError(f"{key} has no state of revision {match[1]} in the archive.")
        return found[-1]
    if _COMMIT.match(text):
        return _committed(text, states)
    moment = parse_time(text, now=now, end_of_day=True)
    held = [one for one in states if utc(one.place.moment) <= moment]
    if not held:
        first = states[0].place.moment
        raise ConfigError(f"{key} is known since {first}, which is after {one_line(text)}.")
    return held[-1]


def parse_time(text: str, *, now: datetime, end_of_day: bool = False) -> datetime:
    """Read a time: `2026-03-01`, `2026-03-01T12:00+01:00`, `today`, `3 days ago`, `2w`.

    Args:
        text: a time without an offset is UTC.
        now: what relative times count from.
        end_of_day: whether a day stands for its end instead of its beginning.

    Raises:
        ConfigError: for anything else.
    """
    words = text.strip()
    if match := _AGO.match(words):
        return now - timedelta(**{_UNITS[match[2][0].lower()]: int(match[1])})
    if words.lower() in ("today", "yesterday"):
        words = (now - timedelta(days=words.lower() == "yesterday")).date().isoformat()
    try:
        moment = datetime.fromisoformat(words)
    except ValueError:
        forms = "2026-03-01, 2026-03-01T12:00Z or 3 days ago"
        raise ConfigError(
            f"{one_line(text)!r} is no moment; write {FORMS}."
            if end_of_day
            else f"{one_line(text)!r} is no time; write {forms}."
        ) from None
    if end_of_day and _DAY.match(words):
        moment = datetime.combine(moment.date(), time.max)
    return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)


def _numbered(number: int, states: Sequence[RecordedState]) -> RecordedState:
    index = number - 1 if number > 0 else len(states) + number
    if number == 0 or not 0 <= index < len(states):
        raise ConfigError(
            f"{states[0].key} has {len(states)} states, numbered from 1; there is no #{number}."
        )
    return states[index]


def _committed(text: str, states: Sequence[RecordedState]) -> RecordedState:
    found = [one for one in states if one.place.commit.startswith(text)]
    if len({one.place.commit for one in found}) > 1:
        names = ", ".join(f"{one.place.commit[:12]} (#{one.number})" for one in found)
        raise ConfigError(f"{text} fits several commits of {states[0].key}: {names}.")
    if not found:
        raise ConfigError(f"No commit {text} recorded a state of {states[0].key}.")
    return found[-1]


def _reviewed(states: Sequence[RecordedState], unread: Collection[str] | None) -> RecordedState:
    if unread is None:
        raise ConfigError(
            f"{states[0].key} was never reviewed; `tracker review {states[0].key}` marks it as "
            "read up to now."
        )
    read = [one for one in states if one.place.commit not in unread]
    if not read:
        raise ConfigError(f"{states[0].key} came after the last review; nothing of it was read.")
    return read[-1]
