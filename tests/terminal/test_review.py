"""Marks of what was read: in the archive, never in its history."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.running import Tracker, git
from tracker.demonstrating import NAME


def rewind(path: Path, commits: int) -> str:
    """Take the newest commits off main, and tell where it was."""
    head = git(path, "rev-parse", "refs/heads/main").strip()
    git(path, "update-ref", "refs/heads/main", f"{head}~{commits}")
    return head


def listed(tracker: Tracker, repos: Path, *arguments: str) -> list[str]:
    done = tracker("log", "--repos", repos, "--json", *arguments)
    assert done.code == 0, done.err
    return [f"{edit['post']}#{edit['number']}" for edit in json.loads(done.out)["edits"]]


def test_what_came_after_a_review_is_listed(tracker: Tracker, repos: Path) -> None:
    head = rewind(repos / NAME, 2)
    assert tracker("review", "--all", "--repos", repos).code == 0
    assert listed(tracker, repos, "--since", "reviewed") == []
    git(repos / NAME, "update-ref", "refs/heads/main", head)
    assert listed(tracker, repos, "--since", "reviewed") == ["posts/106#3", "posts/106#2"]
    done = tracker("review", "paving", "--repos", repos)
    assert "posts/106 of demo-newsroom: read up to now, 2 commits not read before" in done.out
    assert listed(tracker, repos, "paving", "--since", "reviewed") == []
    assert len(listed(tracker, repos, "--since", "reviewed")) == 2, "all posts were read before"
    assert tracker("review", "--all", "--repos", repos).code == 0
    assert listed(tracker, repos, "--since", "reviewed") == []


def test_the_history_stays_as_it_is(tracker: Tracker, repos: Path) -> None:
    path = repos / NAME
    before = git(path, "rev-parse", "refs/heads/main")
    assert tracker("review", "101", "--repos", repos).code == 0
    assert git(path, "rev-parse", "refs/heads/main") == before
    assert git(path, "status", "--porcelain") == ""
    assert tracker("verify", "--repos", repos).code == 0
    git(path, "gc", "--quiet", "--prune=now")
    assert listed(tracker, repos, "101", "--since", "reviewed") == []


def test_a_mark_does_not_keep_a_forgotten_post(tracker: Tracker, repos: Path) -> None:
    path = repos / NAME
    tracker("review", "--all", "--repos", repos)
    assert tracker("forget", "posts/101", "--repos", repos, "--yes").code == 0
    objects = git(path, "cat-file", "--batch-all-objects", "--batch-check=%(objecttype)")
    assert "commit" in objects
    assert "ferry landing" not in git(path, "log", "--all", "-p")
    # The history has other commits now: what was seen after the time of the mark, the tombstone.
    assert set(listed(tracker, repos, "--since", "reviewed")) <= {"posts/101#1"}


def test_marks_that_are_none_are_told(tracker: Tracker, repos: Path) -> None:
    path = repos / NAME
    git(path, "update-ref", "refs/reviewed", git(path, "rev-parse", "HEAD:README.md").strip())
    done = tracker("log", "--since", "reviewed", "--repos", repos)
    assert done.code == 3
    assert "update-ref -d refs/reviewed" in done.err


def test_one_of_post_and_all_is_needed(tracker: Tracker, repos: Path) -> None:
    assert tracker("review", "--repos", repos).code == 2
    assert tracker("review", "101", "--all", "--repos", repos).code == 2
    done = tracker("log", "101", "--since", "reviewed", "--repos", repos)
    assert done.code == 2
    assert "tracker review posts/101" in done.err
