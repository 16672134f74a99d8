"""What an archive holds, as values: counted by `archive`, shown by `report`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tracker.model import Fields


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeCensus:
    """What is held of one type.

    Args:
        posts: that are public.
        away: that were.
        states: recorded states of all of them.
        revisions: how many of these a revision tells of.
        activity: the sum of the public revision counts at the last reading: a bound on saves.
    """

    folder: str
    posts: int
    away: int
    states: int
    revisions: int
    activity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Census:
    """What is held of a site.

    Args:
        kinds: commits on main and side lines by verb, lower case.
        first: the earliest time that a state claims or was observed at.
        last: the latest observation.
        foreign: commits on main that tracker did not write.
    """

    types: tuple[TypeCensus, ...]
    kinds: dict[str, int]
    first: datetime | None
    last: datetime | None
    foreign: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What one archive holds.

    Args:
        site: as site.json has it.
        last_sync: when the last sync ended, as a stamp; None where there was none.
        failed: what that sync could not read, post -> reason.
        size: of the objects, in bytes.
    """

    name: str
    path: Path
    site: Fields
    census: Census
    last_sync: str | None
    failed: dict[str, str]
    size: int
