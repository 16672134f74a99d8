"""What git prints names a post: a commit, a path."""

from __future__ import annotations

import hashlib
import itertools
import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.cli.running import Tracker, git
from tests.terminal.archives import record, seen
from tracker.demonstrating import NAME


def commit_of(repos: Path, number: str, state: int) -> str:
    paths = git(repos / NAME, "log", "--format=%H", "--reverse", "--", f"posts/00/01/{number}")
    return paths.split()[state - 1]


@pytest.mark.parametrize(
    "text",
    [
        "posts/00/01/103",
        "posts/00/01/103/",
        "posts/00/01/103/text.md",
        "a/posts/00/01/103/wp-post.json",
        "HEAD:posts/00/01/103/text.md",
        f"repos/{NAME}/posts/00/01/103/text.md",
        "commit",
    ],
)
@pytest.mark.parametrize("command", ["log", "diff", "blame", "show", "review"])
def test_what_git_prints_names_a_post(
    tracker: Tracker, played: Path, request: pytest.FixtureRequest, command: str, text: str
) -> None:
    repos = request.getfixturevalue("repos") if command == "review" else played
    text = commit_of(played, "103", 1)[:9] if text == "commit" else text
    done = tracker(command, text, "--json", "--repos", repos)
    assert done.code in (0, 1), done.err
    named = json.loads(done.out)
    named = named["edits"][0] if command == "log" else named
    if command == "diff":
        assert {field["name"] for field in named["fields"]} >= {"slug"}
    else:
        assert named["reviewed" if command == "review" else "post"] == "posts/103"


@pytest.mark.parametrize("text", ["posts/00/02/103", "posts/00/01/103/../x", "x/00/01/103"])
def test_other_paths_name_none(tracker: Tracker, played: Path, text: str) -> None:
    done = tracker("log", text, "--repos", played)
    assert done.code == 2
    assert "holds no post" in done.err


def test_several_commits_that_fit_are_listed(tracker: Tracker, tmp_path: Path) -> None:
    repos, path = tmp_path / "repos", tmp_path / "repos" / "www.example.org"
    site = "https://www.example.org"
    record(tracker, repos, site, seen(1, 7, "Pier", "pier"), seen(2, 8, "Quay", "quay"))
    digits = git(path, "rev-parse", "HEAD~1").strip()[:4]
    other = with_digits(path, digits)
    git(path, "update-ref", "refs/heads/main", other)
    for command in ("show", "log", "diff"):
        done = tracker(command, digits, "--repos", repos)
        assert done.code == 2
        assert f"'{digits}' fits 2 commits" in done.err
        assert f"{other[:12]} (First-seen post 8: Quay)" in done.err
        assert "(First-seen post 7: Pier)" in done.err
    done = tracker("show", other[:8].upper(), "--json", "--repos", repos)
    assert json.loads(done.out)["commit"] == other


def with_digits(path: Path, digits: str) -> str:
    """Write the newest commit anew, so that its id begins with these digits."""
    old = subprocess.run(
        ["git", "-C", str(path), "cat-file", "commit", "HEAD"], check=True, capture_output=True
    ).stdout
    for moment in itertools.count(1_700_000_000):
        new = re.sub(rb"(?m)^(author .*) \d+ ", rb"\1 %d " % moment, old, count=1)
        made = hashlib.sha1(b"commit %d\0%b" % (len(new), new), usedforsecurity=False)
        if made.hexdigest().startswith(digits):
            break
    done = subprocess.run(
        ["git", "-C", str(path), "hash-object", "-t", "commit", "-w", "--stdin"],
        check=True,
        capture_output=True,
        input=new,
    )
    return done.stdout.decode().strip()


def test_a_commit_that_is_no_edit_says_so(tracker: Tracker, repos: Path) -> None:
    path = repos / NAME
    (path / "note").write_text("my own")
    git(path, "add", "note")
    git(path, "-c", "user.name=I", "-c", "user.email=i@example.org", "commit", "-qm", "My note")
    own = git(path, "rev-parse", "HEAD").strip()
    sync = git(path, "rev-parse", "refs/tracker/syncs").strip()
    for commit, subject in ((own, "My note"), (sync, "")):
        for command in ("show", "log"):
            done = tracker(command, commit[:10], "--repos", repos)
            assert done.code == 2
            assert f"The commit {commit[:12]} ({subject}" in done.err
            assert "is no edit of a post" in done.err
