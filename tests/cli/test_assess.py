"""Verdicts on the newsroom, where plain git shows them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import Tracker, git
from tracker.demonstrating import NAME


def verdicts(path: Path) -> dict[str, dict[str, str]]:
    """Read the notes as `git log` shows them: post -> the lines of its newest edit's note."""
    found: dict[str, dict[str, str]] = {}
    for entry in git(path, "log", "--reverse", "--format=%x01%s%n%N").split("\x01")[1:]:
        subject, _, note = entry.partition("\n")
        lines = [line.partition(": ") for line in note.splitlines() if not line.startswith(" ")]
        found[subject] = {name: value for name, colon, value in lines if colon}
    return found


@pytest.mark.parametrize(
    ("subject", "severity", "disclosure"),
    [
        ("Edit post 101: Council approves ferry landing", "substance", "silent"),
        ("Edit post 104: What to know about the school budget", "style", "not needed"),
        ("Edit post 107: Water main break closes two schools", "substance", "disclosed"),
        ("Edit post 103: Fire damages cannery warehouse", "substance", "silent"),
        ("Edit post 102: Library opens on Sundays", "substance", "disclosed"),
        ("Edit post 105: Street fair permits", "substance", "silent"),
        ("Touch post 101", "none", "not needed"),
        ("Unpublish post 106", "substance", "silent"),
    ],
)
def test_the_newsroom_is_judged_as_a_reader_would(
    played: Path, subject: str, severity: str, disclosure: str
) -> None:
    (found,) = [note for name, note in verdicts(played / NAME).items() if name.startswith(subject)]
    assert (found["Severity"], found["Disclosure"]) == (severity, disclosure)


def test_the_first_state_of_a_post_has_no_verdict(played: Path) -> None:
    notes = verdicts(played / NAME)
    assert all(not note for name, note in notes.items() if name.startswith(("First", "Publish")))


def test_verdicts_can_be_made_anew(tracker: Tracker, repos: Path) -> None:
    path = repos / NAME
    before = verdicts(path)
    head = git(path, "rev-parse", "main")
    assert "nothing changed" in tracker("assess", "--repos", repos).out
    git(path, "update-ref", "-d", "refs/notes/tracker")
    (path / ".git" / "tracker" / "verdicts.sqlite").write_bytes(b"not a database")
    assert "verdicts changed" in tracker("assess", "--repos", repos, "--all").out
    assert verdicts(path) == before
    assert git(path, "rev-parse", "main") == head


def test_verdicts_of_edits_that_are_no_more_go(tracker: Tracker, repos: Path) -> None:
    tracker("forget", "posts/101", "--repos", repos, "--yes")
    path = repos / NAME
    listed = git(path, "notes", "--ref=tracker", "list").splitlines()
    commits = set(git(path, "rev-list", "main").split())
    assert listed
    assert {line.split()[1] for line in listed} <= commits
