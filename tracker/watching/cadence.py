"""How long to wait before the next sync."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

_DENSE = timedelta(days=1)
_TAPER = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cadence:
    """Dense for a day after a publication or an edit, then tapering until a week has passed.

    Most edits of a story come within hours of its publication; the rest are found by the slow
    beat, only later.

    Args:
        every: between two syncs in the dense day.
        at_least: between two syncs when nothing has happened for a week.
    """

    every: timedelta = timedelta(minutes=15)
    at_least: timedelta = timedelta(hours=6)

    def pause(self, quiet: timedelta | None) -> timedelta:
        """Tell how long to wait.

        Args:
            quiet: time since the newest publication or edit of the site; None for never.
        """
        longest = max(self.every, self.at_least)
        if quiet is None or quiet >= _TAPER:
            return longest
        if quiet <= _DENSE:
            return self.every
        # Even steps of the ratio, so that the beat slows down smoothly over the six days.
        part = (quiet - _DENSE) / (_TAPER - _DENSE)
        factor: float = (longest / self.every) ** part
        return self.every * factor

    def pause_after_failure(self, failures: int, *, asked: float | None = None) -> timedelta:
        """Tell how long to wait after some failures in a row.

        Args:
            failures: 1 for the first.
            asked: seconds that the site asks for (`Retry-After`).
        """
        longest = max(self.every, self.at_least)
        doubled: int = 1 << min(failures - 1, 20)
        pause = min(self.every * doubled, longest)
        return max(pause, timedelta(seconds=min(asked or 0, _TAPER.total_seconds())))
