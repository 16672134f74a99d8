"""An archive of somebody else, such as a shared mount, which git refuses until it is told."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.cli.running import Tracker
from tracker.archive.repository import open_archive
from tracker.demonstrating import NAME
from tracker.errors import ArchiveError

COMMANDS = [
    ("log",),
    ("log", "--since", "reviewed"),
    ("show", "101"),
    ("diff", "101"),
    ("blame", "101"),
    ("report",),
    ("report", "--since", "reviewed"),
    ("status",),
    ("verify",),
    ("assess",),
    ("review", "--all"),
    ("export", "--jsonl", "-"),
    ("git-setup",),
    ("forget", "101", "--yes"),
]


@pytest.fixture
def foreign(repos: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let git, and whoever asks for the user, take the archives for those of another one."""
    owner = os.geteuid()
    monkeypatch.setattr("os.geteuid", lambda: owner + 1)
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")  # in setup.c of git
    return repos


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_each_command_says_what_is_the_matter(
    tracker: Tracker, foreign: Path, arguments: tuple[str, ...]
) -> None:
    done = tracker(*arguments, "--repos", foreign)
    path = foreign / NAME
    assert (done.code, done.out) == (3, "")
    assert done.err == (
        f"tracker: git refuses {path}: the repository belongs to somebody else; if you trust it, "
        f"run `git config --global --add safe.directory {path}`.\n"
    )


def test_what_is_proposed_helps(
    tracker: Tracker, foreign: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spaced = tmp_path / "with 'a space'"
    foreign.rename(spaced)
    said = tracker("status", "--repos", spaced).err
    command = said.partition("`")[2].partition("`")[0]
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    assert os.system(command) == 0
    assert tracker("status", "--repos", spaced).code == 0
    assert "first seen" in tracker("log", "101", "--repos", spaced).out


def test_what_git_complains_of_is_a_line(repos: Path) -> None:
    with (
        pytest.raises(ArchiveError, match=r"^git cannot do what .* \(fatal: [^\n]*\); [^\n]*$"),
        open_archive(repos / NAME) as archive,
    ):
        archive.repo.git.cat_file("blob", "refs/heads/nowhere")


def test_what_is_not_gits_stays_what_it_is(repos: Path) -> None:
    with pytest.raises(KeyError), open_archive(repos / NAME):
        raise KeyError("mine")


def test_a_mark_that_cannot_be_written_is_told(
    tracker: Tracker, repos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Let git find the disk full when it is to write."""
    assert tracker("review", "101", "--repos", repos).code == 0
    failing = tmp_path / "bin" / "git"
    failing.parent.mkdir()
    failing.write_text(
        "#!/bin/sh\n"
        'case "$1" in hash-object) echo "fatal: No space left on device" >&2; exit 128;; esac\n'
        f'exec {shutil.which("git")} "$@"\n'
    )
    failing.chmod(0o755)
    monkeypatch.setenv("PATH", str(failing.parent), prepend=os.pathsep)
    done = tracker("review", "--all", "--repos", repos)
    assert (done.code, done.out) == (3, "")
    assert "(fatal: No space left on device); nothing is marked as read." in done.err
    assert tracker("log", "101", "--since", "reviewed", "--repos", repos).code == 0
