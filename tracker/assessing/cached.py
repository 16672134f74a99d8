"""Where the cache of an archive lies, and who made what is in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tracker import __version__
from tracker.archive.repository import Archive
from tracker.edits.kinds import RULES_VERSION

MADE_BY = f"{__version__} {RULES_VERSION}"
"""Verdicts of another version are looked at closely before they count."""

Tell = Callable[[int], None]
"""Told how many posts were read."""


def silent(done: int) -> None:
    """Tell nobody."""


def cache_path(archive: Archive) -> Path:
    """Name the file of the cache."""
    return archive.state_dir / "verdicts.sqlite"
