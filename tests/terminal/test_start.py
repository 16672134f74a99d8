"""A list that is ready in the cache starts without the libraries that made it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import Tracker

PROGRAM = """
import sys
from tracker.cli.app import run
status = run(sys.argv[1:])
print(*sorted(sys.modules), file=sys.stderr)
sys.exit(status)
"""


@pytest.mark.parametrize("asked", [("log", "101"), ("log", "-n", "50")])
def test_what_a_list_does_without(tracker: Tracker, repos: Path, asked: tuple[str, ...]) -> None:
    assert tracker("report", "--repos", repos).code == 0
    expected = tracker(*asked, "--repos", repos).out
    command = [sys.executable, "-c", PROGRAM, *asked, "--repos", str(repos)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (0, expected)
    loaded = {name.partition(".")[0] for name in done.stderr.split()}
    heavy = {
        "git",
        "requests",
        "rich",
        "dateparser",
        "tabulate",
        "jinja2",
        "selectolax",
        "rapidfuzz",
    }
    assert not heavy & loaded
    assert not {"tracker.diff", "tracker.edits.values", "tracker.edits.chain"} & {
        *done.stderr.split()
    }


READING = ("assess", "blame", "diff", "export", "log", "report", "show", "status", "verify")


@pytest.mark.parametrize("command", READING)
def test_what_only_reads_archives_brings_nothing_that_asks_sites(command: str) -> None:
    code = f"import sys, tracker.cli.{command}_command; sys.exit('requests' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], timeout=60).returncode == 0
