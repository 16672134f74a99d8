"""The newest edits, without reading the history behind them.

Where all edits were assessed before, they stand in the cache. Else it is enough for the newest few
to walk back through commits, whose notes hold the verdicts.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from tracker.archive.repository import MAIN, NOTES, Archive
from tracker.assessing.cached import Tell, silent
from tracker.assessing.ready import is_nearly_ready
from tracker.listing.conditions import Wanted
from tracker.listing.lists import iter_newest_edits
from tracker.report.log import LogEntry

_FEW = 300
"""Commits of a history that is assessed whole at once."""


def can_list(wanted: Wanted) -> bool:
    """Tell whether the conditions can be judged by a commit and its note alone."""
    return not (wanted.author or wanted.category or wanted.fields or wanted.grep)


def iter_newest(
    archive: Archive, wanted: Wanted, *, limit: int | None = None, tell: Tell = silent
) -> Iterator[LogEntry]:
    """Give the edits of all posts, newest first, like `list_edits`; the first comes at once.

    The number of an edit in the history of its post may be left out.

    Args:
        archive: where.
        wanted: which; `can_list` must be true of it.
        limit: only so many.
        tell: called with the number of posts that were assessed so far.
    """
    if is_nearly_ready(archive) or _is_small(archive) or archive.resolve(NOTES) is None:
        return iter_newest_edits(archive, wanted, limit=limit, tell=tell)
    from tracker.newest.noted import iter_noted

    return islice(iter_noted(archive, wanted), limit)


def _is_small(archive: Archive) -> bool:
    """Tell whether to assess all is a matter of a moment, and then every edit has its number."""
    if archive.main_tip() is None:
        return True
    return int(archive.repo.git.rev_list("--count", f"--max-count={_FEW + 1}", MAIN)) <= _FEW


def list_newest(archive: Archive, wanted: Wanted, limit: int) -> list[LogEntry]:
    """List so many of the newest edits, as `iter_newest` gives them."""
    return list(iter_newest(archive, wanted, limit=limit))
