"""Commands in a real terminal, and titles that want to do harm to one."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from wcwidth import wcswidth

from tests.cli.running import Tracker
from tracker.demonstrating import NAME

PROGRAM = [sys.executable, "-c", "from tracker.cli import main; main()"]
HOSTILE = (
    "\x1b[2J\x1b]0;owned\x07Clear\tthe screen\x9b31m",
    "evil \u202egnp.exe \u2066hidden\u2069\r\nNext: line",
    "x" * 10_000,
    "港" * 5_000,
    "\x00\x08\x7f\u2028\ufeff",
)


def in_terminal(*arguments: str, width: int = 100, **environment: str) -> tuple[int, str]:
    """Run `tracker` in a pseudo terminal of a width; give its exit code and all it wrote."""
    known = {**os.environ, "COLUMNS": str(width), "TERM": "xterm", **environment}
    if "PAGER" in environment and "GIT_PAGER" not in environment:
        known.pop("GIT_PAGER", None)  # of the tests, and it counts more
    return read_terminal([*PROGRAM, *arguments], known)


def read_terminal(command: Sequence[str], environment: Mapping[str, str]) -> tuple[int, str]:
    """Run a command in a pseudo terminal; give its exit code and all it wrote."""
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        command, stdin=follower, stdout=follower, stderr=follower, env=environment, close_fds=True
    )
    os.close(follower)
    written, end = b"", time.monotonic() + 60
    while time.monotonic() < end:
        ready, _, _ = select.select([leader], [], [], 0.2)
        try:
            piece = os.read(leader, 65536) if ready else b""
        except OSError:
            break
        written += piece
        if not piece and process.poll() is not None:
            break
    os.close(leader)
    return process.wait(timeout=10), written.decode()


def test_colour_in_a_terminal_and_none_in_a_pipe(played: Path) -> None:
    code, shown = in_terminal("log", "--repos", str(played), PAGER="cat")
    assert code == 0
    assert "\x1b[31msilent\x1b[0m" in shown
    code, shown = in_terminal("log", "--repos", str(played), PAGER="cat", NO_COLOR="1")
    assert "\x1b" not in shown
    piped = subprocess.run(
        [*PROGRAM, "log", "--repos", str(played)], capture_output=True, text=True, check=True
    )
    assert "\x1b" not in piped.stdout
    assert piped.stderr == ""


def test_no_difference_is_said_in_a_terminal_alone(tracker: Tracker, played: Path) -> None:
    code, shown = in_terminal("diff", "ferry", "latest", "--repos", str(played), PAGER="cat")
    assert (code, shown) == (0, "posts/101: no difference between #3 and #3\r\n")
    done = tracker("diff", "ferry", "latest", "--repos", played)
    assert (done.code, done.out, done.err) == (0, "", "")


def test_output_goes_through_the_pager(played: Path, tmp_path: Path) -> None:
    pager = tmp_path / "pager"
    pager.write_text(f'#!/bin/sh\necho "paged with $LESS"\ncat > {tmp_path}/seen\n')
    pager.chmod(0o755)
    code, shown = in_terminal("blame", "ferry", "--repos", str(played), PAGER=str(pager))
    assert code == 0
    assert "paged with FRX" in shown
    assert "Council approves ferry landing" in (tmp_path / "seen").read_text()


@pytest.mark.parametrize("command", [["log"], ["report"], ["export", "--jsonl", "-"], ["status"]])
def test_a_reader_who_has_seen_enough_is_no_error(played: Path, command: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [*PROGRAM, *command, "--repos", str(played)], stdout=writer, stderr=subprocess.PIPE,
        timeout=60,
    )  # fmt: skip
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_pager_that_is_left_early_is_no_error(played: Path, tmp_path: Path) -> None:
    pager = tmp_path / "pager"
    pager.write_text("#!/bin/sh\nexit 0\n")
    pager.chmod(0o755)
    code, shown = in_terminal("log", "--repos", str(played), PAGER=str(pager))
    assert (code, shown) == (0, "")


@pytest.fixture
def hostile(tracker: Tracker, tmp_path: Path) -> Path:
    """Record posts whose titles and texts want to steer a terminal."""
    answers = tmp_path / "answers.jsonl"
    lines = []
    for hour, more in ((1, ""), (2, " And more of it.")):
        for number, title in enumerate(HOSTILE, 1):
            post = {
                "id": number,
                "type": "post",
                "slug": f"post-{number}",
                "title": {"rendered": title},
                "content": {"rendered": f"<p>{title} said.{more}</p>", "protected": False},
            }
            lines.append(json.dumps({"observed_at": f"2026-03-01T0{hour}:00:00Z", "item": post}))
    answers.write_text("\n".join(lines))
    done = tracker("import", "https://www.example.org", answers, "--repos", tmp_path / "repos")
    assert done.code == 0, done.err
    return tmp_path / "repos"


@pytest.mark.parametrize("width", [40, 80, 200])
def test_hostile_titles_do_no_harm(
    tracker: Tracker, hostile: Path, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    commands = [("log",), ("log", "1")]
    for number in range(1, len(HOSTILE) + 1):
        commands += [("show", f"{number}#2"), ("diff", f"{number}"), ("blame", f"{number}")]
        commands += [("diff", f"{number}", "--format", "side-by-side")]
        commands += [("diff", f"{number}", "--stat"), ("diff", f"{number}", "--raw")]
    for arguments in commands:
        done = tracker(*arguments, "--repos", hostile)
        assert done.code in (0, 1), done.err
        harmful = re.search(
            r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u202a-\u202e\u2066-\u2069]", done.out
        )
        assert harmful is None, (arguments, harmful)
        if width >= 80:
            for line in done.out.split("\n"):
                assert wcswidth(line) <= width, (arguments, line)


def test_a_title_of_nothing_has_a_name(tracker: Tracker, hostile: Path) -> None:
    number = len(HOSTILE)
    assert "(no title)\n" in tracker("log", "--repos", hostile).out
    head = tracker("show", number, "--repos", hostile).out.splitlines()[0]
    assert head == f"posts/{number} #2  (no title)"
    report = tracker("report", "--repos", hostile).out
    assert re.search(rf"^\(no title\) +posts/{number} ", report, re.MULTILINE)


def test_an_unknown_hostile_name_is_quoted(tracker: Tracker, played: Path) -> None:
    done = tracker("log", "\x1b[31mred\x1b[0m", "--repos", played)
    assert done.code == 2
    assert "\x1b" not in done.err
    assert NAME in done.err
