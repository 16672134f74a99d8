"""Run the command line in this process, and look at what it made."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tracker.cli.app import run


@dataclass(frozen=True)
class Result:
    """Exit code, standard output and standard error of a command."""

    code: int
    out: str
    err: str


class Tracker:
    """Call `tracker` with arguments as a user types them."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: object) -> Result:
        self._capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        said = self._capsys.readouterr()
        return Result(code, said.out, said.err)


def git(path: Path, *arguments: str) -> str:
    """Run plain git in an archive."""
    done = subprocess.run(
        ["git", "-C", str(path), *arguments], check=True, capture_output=True, text=True
    )
    return done.stdout


def subjects(path: Path, *arguments: str) -> Sequence[str]:
    """List the subjects of main, oldest first."""
    return git(path, "log", "--reverse", "--format=%s", *arguments).splitlines()
