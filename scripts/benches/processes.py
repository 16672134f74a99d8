"""Run tracker and git as users do, each in a process of its own, and tell what it cost."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from scripts.benches.ratio import seconds


class Cost(msgspec.Struct, frozen=True, kw_only=True):
    """What one run of tracker cost.

    Args:
        cpu: seconds of the Python process.
        git_cpu: seconds of the processes that it started and waited for.
        peak: the most memory that the Python process held, in MB.
        wall: seconds from start to end, the start of Python included.
    """

    cpu: float
    git_cpu: float
    peak: float
    wall: float = 0


@contextmanager
def sealed() -> Iterator[None]:
    """Keep the configuration of the user's git out of the measurement."""
    clean = {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "bench",
        "GIT_AUTHOR_EMAIL": "bench@example.org",
        "GIT_COMMITTER_NAME": "bench",
        "GIT_COMMITTER_EMAIL": "bench@example.org",
    }
    # Python keeps compiled modules for every user; a setting of this shell must not change that.
    dropped = ("PYTHONDONTWRITEBYTECODE",)
    before = {name: os.environ.get(name) for name in (*clean, *dropped)}
    os.environ.update(clean)
    for name in dropped:
        os.environ.pop(name, None)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def run_tracker(
    *arguments: str | Path, program: str = "tracker", codes: tuple[int, ...] = (0,)
) -> Cost:
    """Run a command of tracker, and tell what it cost.

    Args:
        arguments: of the command.
        program: `tracker`, or a module whose function `run` takes the arguments.
        codes: how it may end.

    Raises:
        RuntimeError: where the command fails; a failed run must not look like a fast one.
    """
    with TemporaryDirectory() as folder:
        told = Path(folder) / "cost.json"
        command = [sys.executable, "-m", "scripts.benches.costing", str(told), program]
        command += [str(one) for one in arguments]
        results: list[subprocess.CompletedProcess[bytes]] = []
        wall = seconds(lambda: results.append(subprocess.run(command, capture_output=True)))
        if results[0].returncode not in codes:
            raise RuntimeError(results[0].stderr.decode("utf-8", "replace"))
        return msgspec.structs.replace(msgspec.json.decode(told.read_bytes(), type=Cost), wall=wall)


def git(path: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    """Run git in a folder and return what it prints."""
    done = subprocess.run(
        ["git", "-C", str(path), *arguments], check=True, capture_output=True, input=stdin
    )
    return done.stdout
