"""A line on the terminal for what takes long, whether it says something or not."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.terminal.test_terminal import read_terminal

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
