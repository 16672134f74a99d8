"""`tracker show` and `tracker diff`: one edit in full, any two moments."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import Tracker, git
from tests.terminal.test_terminal import in_terminal
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
    assert f"{root[:12]} (Site: demo-newsroom) is no edit of a post" in done.err
    done = tracker("show", "0000000", "--repos", played)
    assert done.code == 2
    assert "holds no post" in done.err


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


MARKUP = (
    "<p>The quay is 40 m long.</p>\r\n\n\n<p>\x1b[31mRed\x1b[0m paint, \u2028 twice.</p>",
    "<p>The quay is 45 m long.</p>\r\n\n\n<p>\x1b[31mGrey\x1b[0m paint, \u2028 twice.</p>\n<p>New.",
)
"""With what a terminal must not see and a patch must not lose."""


def test_a_unified_diff_of_markup_names_its_file_and_can_be_applied(
    tracker: Tracker, tmp_path: Path
) -> None:
    answers = tmp_path / "answers.jsonl"
    lines = [
        {"observed_at": f"2026-03-0{day}T10:00:00Z",
         "item": {"id": 7, "type": "post", "title": {"rendered": "Quay"},
                  "content": {"rendered": markup, "protected": False}}}
        for day, markup in enumerate(MARKUP, 1)
    ]  # fmt: skip
    answers.write_text("\n".join(map(json.dumps, lines)))
    repos = tmp_path / "repos"
    done = tracker("import", "https://www.example.org", answers, "--repos", repos)
    assert done.code == 0, done.err
    script = (
        "import sys; from tracker.cli.app import run; "
        f"sys.exit(run(['diff', '7', '--raw', '--format', 'unified', '--repos', {str(repos)!r}]))"
    )
    found = subprocess.run([sys.executable, "-c", script], capture_output=True)
    assert found.returncode == 1, found.stderr.decode()
    assert found.stdout.startswith(b"--- a/posts/00/00/07/wp-content.html\t")
    (archive,) = (path for path in repos.iterdir() if path.is_dir())
    file = archive / "posts/00/00/07/wp-content.html"
    (tmp_path / "patch").write_bytes(found.stdout)
    git(archive, "apply", "-R", "--check", str(tmp_path / "patch"))
    git(archive, "apply", "-R", str(tmp_path / "patch"))
    assert file.read_bytes().decode() == MARKUP[0]
    git(archive, "apply", str(tmp_path / "patch"))
    assert file.read_bytes().decode() == MARKUP[1]
    command = ("diff", "7", "--raw", "--format", "unified", "--repos", str(repos))
    code, on_screen = in_terminal(*command, PAGER="cat")
    assert code == 1
    assert "Grey" in on_screen
    assert "\x1b" not in on_screen


def test_markup_shows_what_the_words_hide(tracker: Tracker, played: Path) -> None:
    done = tracker("diff", "105", "--raw", "--repos", played)
    assert "permits/2026" in done.out
    assert "<a" in done.out


def test_how_much_changed_as_json(tracker: Tracker, played: Path) -> None:
    done = tracker("diff", "107", "--stat", "--json", "--repos", played)
    assert tracker("diff", "107", "--stat", "--format", "json", "--repos", played) == done
    assert done.code == 1
    stat = json.loads(done.out)
    assert stat["post"] == "posts/107"
    assert stat["sentences"] == {"edited": 2, "added": 1, "deleted": 0, "moved": 0}
    assert stat["words"] == {"added": 9, "deleted": 6}
    assert stat["before"].startswith("#1 ")
    fields = json.loads(tracker("diff", "103", "--stat", "--json", "--repos", played).out)["fields"]
    assert fields == ["slug", "address"]


@pytest.mark.parametrize(
    "choices", [("--json", "--format", "html"), ("--stat", "--format", "unified")]
)
def test_choices_that_contradict_each_other_are_refused(
    tracker: Tracker, played: Path, choices: tuple[str, ...]
) -> None:
    done = tracker("diff", "107", *choices, "--repos", played)
    assert (done.code, done.out) == (2, "")
    assert choices[-1] in done.err


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
