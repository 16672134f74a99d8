"""`--push`: carry an archive to another repository after a run."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import click

from tracker.archive.pushing import push, shown_remote
from tracker.archive.repository import open_archive
from tracker.text import terminal_safe

_LONGEST = timedelta(minutes=30)
"""A first push of a large archive takes minutes; one that stalls must end by itself."""


def push_archive(path: Path, remote: str) -> None:
    """Push, and say on standard error what was carried where.

    Args:
        path: the archive.
        remote: as the user typed it; a folder is meant from here, not from the archive.

    Raises:
        ArchiveError: where the other side refuses, or cannot be reached.
    """
    with open_archive(path) as archive:
        if remote not in archive.remotes() and Path(remote).is_dir():
            remote = str(Path(remote).resolve())
        moved = [one.ref for one in push(archive, remote, timeout=_LONGEST) if one.moved]
    what = ", ".join(ref.removeprefix("refs/heads/") for ref in moved) or "nothing new"
    click.echo(terminal_safe(f"pushed to {shown_remote(remote)}: {what}"), err=True)
