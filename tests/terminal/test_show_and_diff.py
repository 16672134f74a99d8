"""`tracker show` and `tracker diff`: one edit in full, any two moments."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import Tracker, git
from tracker.demonstrating import NAME


def commit_of(played: Path, post: str, number: int) -> str:
    path = f"posts/00/01/{post}"
    ids = git(played / NAME, "log", "--reverse", "--format=%H", "--", path).split()
    return ids[number - 1]


@pytest.mark.parametrize("words", [["101#2"], ["101", "2"], ["ferry", "#-2"], ["ferry"]])
def test_an_edit_is_shown_whole(tracker: Tracker, played: Path, words: list[str]) -> None:
    done = tracker("show", *words, "--repos", played)
    assert done.code == 0, done.err
    assert done.out.startswith("posts/101 #2  Council approves ferry landing")
    assert "[-$4.2 million-]{+$6.9 million+}" in done.out
    assert "between 2026-05-14 13:09 UTC and 2026-05-14 14:36 UTC (1h27m)" in done.out
    assert "not known: no revision tells" in done.out


def test_a_commit_is_enough(tracker: Tracker, played: Path) -> None:
    commit = commit_of(played, "101", 2)
    for text in (commit, commit[:8]):
        done = tracker("show", text, "--repos", played, "--json")
        shown = json.loads(done.out)
        assert (shown["post"], shown["number"], shown["commit"]) == ("posts/101", 2, commit)
        assert shown["diff"]["changes"][0]["kind"] == "edited"


def test_a_commit_of_the_site_is_no_edit(tracker: Tracker, played: Path) -> None:
    root = git(played / NAME, "rev-list", "--max-parents=0", "HEAD").strip()
    done = tracker("show", root, "--repos", played)
    assert done.code == 2
    assert "holds no post" in done.err
    done = tracker("show", "0000000", "--repos", played)
    assert done.code == 2


def test_the_first_state_is_compared_with_nothing(tracker: Tracker, played: Path) -> None:
    done = tracker("show", "pages/12#1", "--repos", played)
    assert done.code == 0
    assert "+ {+# About the Courier+}" in done.out


def test_a_removal_says_why(tracker: Tracker, played: Path) -> None:
    done = tracker("show", "106#2", "--repos", played)
    assert "public       no: unpublished" in done.out


def test_diff_is_from_the_first_to_the_latest(tracker: Tracker, played: Path) -> None:
    done = tracker("diff", "103", "--repos", played, "--json")
    view = json.loads(done.out)
    assert done.code == 1
    assert view["before"].startswith("#1 ")
    assert view["after"].startswith("#2 ")
    assert [field["name"] for field in view["fields"]] == ["slug", "address"]
    assert tracker("diff", "103", "--repos", played, "--format", "json").out == done.out


def test_equal_states_say_nothing(tracker: Tracker, played: Path) -> None:
    done = tracker("diff", "103", "1", "1", "--repos", played)
    assert (done.code, done.out) == (0, "")
    done = tracker("diff", "103", "1", "1", "--repos", played, "--stat")
    assert done.out == "posts/103  no difference\n"


@pytest.mark.parametrize(
    ("form", "sign"),
    [
        ("terminal", "[-destroys-]{+damages+}"),
        ("side-by-side", " ~ # Fire {+damages+}"),
        ("markdown", "<del>destroys</del>"),
        ("html", "<!DOCTYPE html>"),
        ("unified", "--- a/posts/00/01/103/text.md"),
        ("json", '"format": 1'),
    ],
)
def test_every_form(tracker: Tracker, played: Path, form: str, sign: str) -> None:
    done = tracker("diff", "103", "--format", form, "--repos", played)
    assert done.code == 1
    assert sign in done.out


def test_a_unified_diff_can_be_applied(tracker: Tracker, repos: Path) -> None:
    path = repos / NAME
    git(path, "checkout", "-q", commit_of(repos, "106", 1))
    patch = repos / "patch"
    patch.write_text(tracker("diff", "106", "1", "3", "--format", "unified", "--repos", repos).out)
    git(path, "apply", str(patch))
    wanted = git(path, "show", "main:posts/00/01/106/text.md")
    assert (path / "posts/00/01/106/text.md").read_text() == wanted


def test_markup_shows_what_the_words_hide(tracker: Tracker, played: Path) -> None:
    done = tracker("diff", "105", "--raw", "--repos", played)
    assert "permits/2026" in done.out
    assert "<a" in done.out


def test_since_reviewed(tracker: Tracker, repos: Path) -> None:
    path = repos / NAME
    head = git(path, "rev-parse", "refs/heads/main").strip()
    git(path, "update-ref", "refs/heads/main", commit_of(repos, "106", 2))
    tracker("review", "106", "--repos", repos)
    git(path, "update-ref", "refs/heads/main", head)
    done = tracker("diff", "106", "reviewed", "--repos", repos, "--json")
    assert json.loads(done.out)["before"].startswith("#2 ")
    assert tracker("diff", "106", "--since", "reviewed", "--repos", repos, "--json") == done


def test_too_many_moments_are_refused(tracker: Tracker, played: Path) -> None:
    assert tracker("diff", "103#1", "2", "3", "--repos", played).code == 2
    assert tracker("show", "103", "2", "3", "--repos", played).code == 2


def test_a_state_that_is_not_public_is_told(tracker: Tracker, played: Path) -> None:
    done = tracker("diff", "paving", "1", "2", "--repos", played)
    assert (done.code, done.out) == (1, "")
    assert done.err == "posts/106 #2 is not public (unpublished); its last text is compared\n"
    done = tracker("diff", "paving", "1", "2", "--stat", "--repos", played)
    assert (done.code, done.out) == (1, "posts/106  the same text\n")
    done = tracker("diff", "paving", "2", "2", "--stat", "--repos", played)
    assert (done.code, done.out) == (0, "posts/106  no difference\n")
