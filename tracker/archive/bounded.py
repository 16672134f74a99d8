"""Run a git command that speaks with another machine, and end it in time."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from git import Repo
from git.exc import GitCommandError

_GRACE = 2.0


def run_bounded(repo: Repo, *command: str, timeout: timedelta) -> str:
    """Run git, and give what it prints.

    What git has started (ssh, a helper for https) is ended with it: it would hold the connection,
    and the output, on. Not by a group of its own, since then nobody could be asked for a password.

    Raises:
        GitCommandError: where it fails.
        TimeoutError: where it does not end in time; it is no more then.
    """
    started = repo.git.execute([repo.git.GIT_PYTHON_GIT_EXECUTABLE, *command], as_process=True)
    process: subprocess.Popen[bytes] | None = started.proc
    assert process is not None, "it was just started"
    try:
        said, complained = process.communicate(timeout=timeout.total_seconds())
    except subprocess.TimeoutExpired:
        _end(process)
        raise TimeoutError from None
    out, err = (text.decode("utf-8", "replace") for text in (said, complained))
    if process.returncode:
        raise GitCommandError(list(command), process.returncode, err, out)
    return out


def in_words(length: timedelta) -> str:
    """Tell how long something may take: `90 s` is `1.5 min`."""
    seconds = length.total_seconds()
    return f"{seconds / 60:g} min" if seconds >= 60 else f"{seconds:g} s"


def _end(process: subprocess.Popen[bytes]) -> None:
    family = [process.pid, *_descendants(process.pid)]
    for number in family:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(number, signal.SIGTERM)
    try:
        process.wait(_GRACE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for pipe in (process.stdout, process.stderr):
        if pipe is not None:
            pipe.close()


def _descendants(parent: int) -> Iterator[int]:
    """Name the processes that a process has started, where the system tells (Linux)."""
    for listing in Path(f"/proc/{parent}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            for child in map(int, listing.read_text().split()):
                yield child
                yield from _descendants(child)
