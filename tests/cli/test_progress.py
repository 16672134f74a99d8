"""A line on the terminal for what takes long, whether it says something or not."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import Tracker
from tests.terminal.test_terminal import PROGRAM, read_terminal
from tracker.archive.repository import open_archive
from tracker.demonstrating import NAME
from tracker.verifying import Verification

SLOW = """
import sys, time
from tracker.cli.streams import ready_streams
from tracker.cli.progress import progress_bar
ready_streams()
with progress_bar("reading [the] history") as progress:
    time.sleep(float(sys.argv[1]))
    if sys.argv[2:]:
        progress("checking commits", 20, 40)
        time.sleep(0.5)
sys.stdout.write("result\\n")
"""


def shown(*arguments: str, **environment: str) -> str:
    """Run what is slow in a terminal."""
    command = [sys.executable, "-c", SLOW, *arguments]
    code, written = read_terminal(command, {**os.environ, "TERM": "xterm", **environment})
    assert code == 0
    return written


def test_silence_is_filled_after_a_second() -> None:
    written = shown("1.6")
    assert "reading [the] history" in written
    assert "checking" not in written
    line, _, after = written.rpartition("result")
    assert line.endswith(("\x1b[2K", "\r")) or "\x1b[2K" in line[-12:], "the line is blank again"
    assert after == "\r\n"


def test_what_is_told_is_shown_with_its_count() -> None:
    written = shown("1.2", "more")
    assert "checking commits" in written
    assert "20/40" in written


def test_what_is_quick_shows_nothing() -> None:
    assert shown("0.1") == "result\r\n"


def test_a_pipe_gets_nothing() -> None:
    command = [sys.executable, "-c", SLOW, "1.2"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("result\n", "")


@pytest.mark.parametrize("environment", [{"TERM": "dumb"}, {"PYTHONIOENCODING": "ascii"}])
def test_a_poor_terminal_gets_no_escapes_it_lacks(environment: dict[str, str]) -> None:
    written = shown("1.3", **environment)
    assert "\\u" not in written
    assert written.endswith("result\r\n")


WAITING = {
    ("status",): "looking into archives",
    ("show", "101"): "reading the history",
    ("diff", "101"): "reading the history",
    ("blame", "101"): "reading the history",
    ("log", "--author", "x"): "reading posts",
    ("report",): f"reading {NAME}",
    ("assess", "--all"): f"{NAME}: ",
    ("verify",): f"{NAME}: git fsck",
    ("export", "--sqlite", "edits.db"): "reading edits",
    ("import", "https://www.example.org", "answers.json"): "reading the files",
}


def make_slow(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the first git that a command calls take its time."""
    slow = folder / "bin" / "git"
    slow.parent.mkdir()
    slow.write_text(
        f'#!/bin/sh\n[ "$1" = version ] || ! mkdir {folder}/slept 2>/dev/null || sleep 1.5\n'
        f'exec {shutil.which("git")} "$@"\n'
    )
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", str(slow.parent), prepend=os.pathsep)


@pytest.mark.parametrize("arguments", WAITING, ids=lambda words: words[0])
def test_no_command_waits_in_silence(
    repos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    make_slow(tmp_path, monkeypatch)
    monkeypatch.chdir(tmp_path)
    Path("answers.json").write_text(json.dumps({"id": 1, "type": "post"}))
    (repos / NAME / ".git" / "tracker" / "verdicts.sqlite").unlink(missing_ok=True)
    _, written = read_terminal(
        [*PROGRAM, *arguments, "--repos", str(repos)], {**os.environ, "TERM": "xterm"}
    )
    assert (tmp_path / "slept").exists(), written
    assert WAITING[arguments] in written


def test_verify_tells_what_it_checks(repos: Path) -> None:
    told: list[tuple[str, int]] = []
    verification = Verification()
    with open_archive(repos / NAME) as archive:
        assert list(verification.check(archive, tell=lambda *one: told.append(one))) == []
    counted = [done for what, done in told if what == "commits"]
    assert counted == list(range(1, verification.commits + 1))
    assert (told[0][0], told[-1][0]) == ("git fsck", "posts")


def test_assess_counts_posts(
    tracker: Tracker, repos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[object] = []

    def tell(*words: object) -> None:
        assert words[1] == f"{NAME}: assessing posts"
        told.append(words[2])

    monkeypatch.setattr("tracker.cli.assess_command._tell", tell)
    assert tracker("assess", "--all", "--repos", repos).code == 0
    assert told == list(range(1, len(told) + 1))
    assert len(told) == 9


def test_lines_that_run_over_the_terminal_are_left_alone(
    repos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_slow(tmp_path, monkeypatch)
    command = [*PROGRAM, "export", "--jsonl", "-", "--repos", str(repos)]
    _, written = read_terminal(command, {**os.environ, "TERM": "xterm"})
    assert (tmp_path / "slept").exists(), written
    assert all(json.loads(line) for line in written.splitlines())
