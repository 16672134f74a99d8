"""Remove from a repository whatever its refs do not reach."""

from __future__ import annotations

import contextlib

from git.exc import GitCommandError

from tracker.archive.repository import NOTES, Archive

_LEFTOVERS = ("ORIG_HEAD", "FETCH_HEAD")
_STAYS = frozenset({"lock", "stream", "following", "writing", "forgetting", "demo"})
"""Files beside the caches that hold no word of a post."""


def purge(archive: Archive) -> None:
    """Drop notes (they name commits that are no more), reflogs, caches and unreachable objects."""
    git = archive.repo.git
    with contextlib.suppress(GitCommandError):
        git.update_ref("-d", NOTES)
    for name in _LEFTOVERS:
        (archive.git_dir / name).unlink(missing_ok=True)
    for file in archive.state_dir.iterdir():
        if file.name not in _STAYS and file.is_file():
            file.unlink(missing_ok=True)
    for report in archive.git_dir.glob("fast_import_crash_*"):
        report.unlink(missing_ok=True)
    git.reflog("expire", "--expire=now", "--expire-unreachable=now", "--all")
    git.gc("--quiet", "--prune=now")
