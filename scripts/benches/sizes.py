"""How large the measurements are."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """What is measured, and how often.

    Args:
        posts, states: of the recording that is imported: so many posts, so many states of each.
        many: how many times as many states the recording has that memory is measured with.
        runs: repetitions of everything that is timed.
        files: the smaller and the larger tree in which commits are timed.
        commits: how many commits are timed in each of them.
        slow_commits: the same for the ways that take seconds.
        synced: posts of the site that is downloaded.
        syncs: how many syncs are made in a row.
        sites: how many sites are audited at once.
        listed: edits of the archive whose lists and reports are timed.
        data: a recording to import instead of a made-up one.
    """

    posts: int = 2000
    states: int = 5
    many: int = 5
    runs: int = 3
    files: tuple[int, int] = (400, 20_000)
    commits: int = 4000
    slow_commits: int = 20
    synced: int = 10_000
    syncs: int = 150
    sites: int = 200
    listed: int = 50_000
    data: Path | None = None


QUICK = Sizes(
    posts=40,
    states=3,
    many=2,
    runs=1,
    files=(60, 300),
    commits=60,
    slow_commits=2,
    synced=250,
    syncs=3,
    listed=300,
    sites=20,
)
