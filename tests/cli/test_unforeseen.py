"""An error that nobody foresaw is one line and exit code 3, never that of findings."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import Tracker
from tracker.cli import status_command


def fall(*_: object, **__: object) -> None:
    raise LookupError("a headline \x1b[31m\nof two lines")


def test_it_is_said_in_one_line(
    tracker: Tracker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(status_command, "find_archives", fall)
    done = tracker("status", "--repos", tmp_path)
    assert (done.code, done.out) == (3, "")
    assert done.err.count("\n") == 1
    assert "not foreseen (in tracker/cli/status_command.py, line " in done.err
    assert "LookupError: a headline [31m of two lines. " in done.err


def test_who_asks_gets_the_traceback(
    tracker: Tracker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(status_command, "find_archives", fall)
    monkeypatch.setenv("TRACKER_DEBUG", "1")
    with pytest.raises(LookupError):
        tracker("status", "--repos", tmp_path)
