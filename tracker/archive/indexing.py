"""Run the git commands that write the index, beside a user's git and after a killed tracker's."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from tracker.archive.lock import lock_stream
from tracker.archive.repository import Archive
from tracker.errors import ArchiveError

Git = Callable[..., Any]
"""Runs one git command: its words, and what GitPython's `Git.execute` takes besides."""

_PATIENCE = 10.0
_PAUSE = 0.05


@contextmanager
def index_git(archive: Archive) -> Iterator[Git]:
    """Give what runs git commands that write the index, once nobody else writes it.

    Such a git outlives a tracker that is killed, and goes on to write files. It holds the lock of
    the stream, so that the next tracker waits for its end.

    Args:
        archive: locked by the caller.

    Raises:
        ArchiveError: where another git keeps the index locked.
    """
    _wait_for_index(archive)
    git = archive.repo.git
    held = lock_stream(archive.state_dir)
    inherited = () if held is None else (held,)

    def run(*words: str, **how: Any) -> Any:
        return git.execute([git.GIT_PYTHON_GIT_EXECUTABLE, *words], pass_fds=inherited, **how)

    try:
        yield run
    finally:
        for handle in inherited:
            os.close(handle)


def _wait_for_index(archive: Archive) -> None:
    """Wait for a git that a user runs; most take less than a second."""
    lock = archive.git_dir / "index.lock"
    deadline = time.monotonic() + _PATIENCE
    while os.path.lexists(lock):
        if time.monotonic() > deadline:
            raise ArchiveError(
                f"Everything is recorded, but the files in {archive.path} are as they were: {lock} "
                "is there, so another git is at work, or one was ended in the middle. Where none "
                "runs, delete that file; the next run brings the files.",
                path=archive.path,
            )
        time.sleep(_PAUSE)
