"""What a newcomer sees first."""

from __future__ import annotations

from pathlib import Path

from tests.cli.running import Tracker, git, subjects
from tracker.demonstrating import NAME


def test_demo_shows_every_act_and_says_where_to_look(tracker: Tracker, tmp_path: Path) -> None:
    done = tracker("demo", "--repos", tmp_path)
    assert done.code == 0, done.err
    assert "$4.2 million -> $6.9 million" in done.out
    assert "Updated: 1:51 p.m." in done.out
    assert f"git -C {tmp_path / NAME} log" in done.out
    assert "\x1b" not in done.out


def test_demo_records_each_kind_of_edit(played: Path) -> None:
    kinds = [subject.split()[0].rstrip(":") for subject in subjects(played / NAME)]
    assert kinds.count("First-seen") == 8
    assert kinds[-10:] == [
        "Publish", "Edit", "Edit", "Edit", "Edit", "Edit", "Edit", "Touch", "Unpublish", "Restore",
    ]  # fmt: skip


def test_rerendered_ids_make_no_commit(played: Path) -> None:
    """Each act renders every post with new ids; only what the writers did is in the history."""
    changed = git(played / NAME, "log", "--format=", "--name-only", "--grep=^Edit", "--", "*.html")
    assert len([line for line in changed.splitlines() if line]) == 5


def test_a_second_demo_replaces_the_first(tracker: Tracker, repos: Path) -> None:
    (repos / NAME / "posts" / "note.txt").write_text("mine")
    assert tracker("demo", "--repos", repos).code == 0
    assert not (repos / NAME / "posts" / "note.txt").exists()


def test_demo_leaves_a_folder_alone_that_it_did_not_make(tracker: Tracker, tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    (tmp_path / NAME / "mine.txt").write_text("mine")
    done = tracker("demo", "--repos", tmp_path)
    assert done.code == 3
    assert "was not made by an earlier demo" in done.err
    assert (tmp_path / NAME / "mine.txt").read_text() == "mine"
