"""Marks of what was read: in the archive, never in its history."""

from __future__ import annotations

import json
import shutil
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
    assert listed(tracker, repos, "--since", "reviewed") == [], "what was read is not listed again"
    assert tracker("review", "--all", "--repos", repos).code == 0
    assert listed(tracker, repos, "--since", "reviewed") == []


def test_some_posts_were_reviewed(tracker: Tracker, repos: Path) -> None:
    everything = listed(tracker, repos)
    head = rewind(repos / NAME, 2)
    assert tracker("review", "101", "--repos", repos).code == 0
    assert tracker("review", "paving", "--repos", repos).code == 0
    git(repos / NAME, "update-ref", "refs/heads/main", head)
    # 106#2 and #3 came later; of 101 nothing did; the others were never read.
    unread = [edit for edit in everything if not edit.startswith("posts/101#")]
    unread.remove("posts/106#1")
    assert listed(tracker, repos, "--since", "reviewed") == unread
    assert listed(tracker, repos, "paving", "--since", "reviewed") == ["posts/106#3", "posts/106#2"]
    assert counted(tracker, repos) == len([edit for edit in unread if not edit.endswith("#1")])
    assert tracker("log", "103", "--since", "reviewed", "--repos", repos).code == 2
    assert "commits not read before" in tracker("review", "--all", "--repos", repos).out
    assert listed(tracker, repos, "--since", "reviewed") == []


def counted(tracker: Tracker, repos: Path, *arguments: str) -> int:
    """Count the edits of a report since the last review."""
    done = tracker("report", *arguments, "--since", "reviewed", "--json", "--repos", repos)
    assert done.code == 0, done.err
    edits: int = json.loads(done.out)["total"]["edits"]
    return edits


def test_a_report_since_the_review(tracker: Tracker, repos: Path) -> None:
    head = rewind(repos / NAME, 2)
    assert tracker("review", "--all", "--repos", repos).code == 0
    assert counted(tracker, repos) == 0
    git(repos / NAME, "update-ref", "refs/heads/main", head)
    assert counted(tracker, repos) == 2
    done = tracker("report", "--since", "reviewed", "--repos", repos)
    assert "since the last review: edits seen 2026-05-14" in done.out
    assert "Paving contract" in done.out
    assert "ferry landing" not in done.out


def test_a_site_that_was_never_reviewed_is_named(tracker: Tracker, repos: Path) -> None:
    shutil.copytree(repos / NAME, repos / "another.example", symlinks=True)
    assert tracker("review", "--all", "--site", NAME, "--repos", repos).code == 0
    assert counted(tracker, repos, NAME) == 0
    done = tracker("report", "--since", "reviewed", "--repos", repos)
    assert (done.code, done.out) == (2, "")
    assert "another.example was never reviewed" in done.err
    assert "tracker review --all --site another.example" in done.err


def test_a_diff_since_the_review(tracker: Tracker, repos: Path) -> None:
    head = rewind(repos / NAME, 2)
    done = tracker("diff", "paving", "--since", "reviewed", "--repos", repos)
    assert done.code == 2
    assert "posts/106 was never reviewed; `tracker review posts/106`" in done.err
    assert tracker("review", "--all", "--repos", repos).code == 0
    git(repos / NAME, "update-ref", "refs/heads/main", head)
    done = tracker("diff", "paving", "--since", "reviewed", "--repos", repos)
    assert done.code == 1
    assert "posts/106  #1" in done.out
    same = tracker("diff", "paving", "#1", "latest", "--repos", repos)
    assert same.out == done.out
    assert tracker("review", "paving", "--repos", repos).code == 0
    assert tracker("diff", "paving", "--since", "reviewed", "--repos", repos).code == 0


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
