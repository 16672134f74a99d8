"""A takedown leaves nothing behind but a tombstone."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pytest

from tests.cli.running import Tracker, git, subjects
from tracker.demonstrating import NAME

POST = "posts/101"
WORDS = "ferry landing"


def everything(path: Path) -> bytes:
    """All objects of a repository and all other files in it, unpacked."""
    names = git(path, "cat-file", "--batch-all-objects", "--batch-check=%(objectname)")
    objects = subprocess.run(
        ["git", "-C", str(path), "cat-file", "--batch"],
        input=names.encode(), capture_output=True, check=True,
    ).stdout  # fmt: skip
    files = [file.read_bytes() for file in path.rglob("*") if file.is_file()]
    return objects + b"".join(files)


def test_not_a_word_of_the_post_remains(tracker: Tracker, repos: Path) -> None:
    path = repos / NAME
    assert WORDS.encode() in everything(path)
    done = tracker("forget", POST, "--repos", repos, "--yes")
    assert done.code == 0, done.err
    assert WORDS.encode() not in everything(path)
    assert (path / "posts/00/01/101/gone.json").exists()


def test_everything_else_stays_as_it_was(tracker: Tracker, repos: Path) -> None:
    path = repos / NAME
    before = [line for line in subjects(path) if "post 101" not in line]
    tracker("forget", POST, "--repos", repos, "--yes")
    assert list(subjects(path)) == [*before, "Remove post 101: (forgotten)"]
    assert git(path, "status", "--porcelain") == ""
    assert tracker("verify", "--repos", repos).code == 0


def test_a_later_import_does_not_bring_it_back(
    tracker: Tracker, repos: Path, tmp_path: Path
) -> None:
    path = repos / NAME
    address = git(path, "show", "HEAD:site.json").partition('"url": "')[2].partition('"')[0]
    answer = tmp_path / "answer.json"
    answer.write_text(
        '{"id": 101, "type": "post", "title": {"rendered": "Ferry"},'
        ' "content": {"rendered": "<p>The ferry landing.</p>", "protected": false}}'
    )
    tracker("forget", POST, "--repos", repos, "--yes")
    renamed = repos / address.partition("://")[2].strip("/").replace(":", "_")
    path.rename(renamed)
    done = tracker("import", address, answer, "--repos", repos)
    assert done.code == 0, done.err
    assert "nothing changed" in done.out
    assert WORDS.encode() not in everything(renamed).lower().replace(b"<p>the ", b"")


def test_it_says_what_a_remote_has_to_do(tracker: Tracker, repos: Path) -> None:
    git(repos / NAME, "remote", "add", "origin", "https://example.org/archive.git")
    done = tracker("forget", POST, "--repos", repos, "--yes")
    assert "push --force origin" in done.out


def test_an_unknown_post_is_refused(tracker: Tracker, repos: Path) -> None:
    done = tracker("forget", "posts/999", "--repos", repos, "--yes")
    assert done.code == 2
    assert "holds no post 'posts/999'" in done.err
    assert tracker("forget", POST, "--repos", repos, "--yes").code == 0
    done = tracker("forget", POST, "--repos", repos, "--yes")
    assert done.code == 2
    assert "does not hold posts/101" in done.err


@pytest.mark.parametrize(
    ("name", "said"),
    [("101", "n\n"), ("council-approves-ferry-landing", "\n"), ("Ferry Landing", "")],
)
def test_it_asks_with_the_title(
    tracker: Tracker, repos: Path, monkeypatch: pytest.MonkeyPatch, name: str, said: str
) -> None:
    path = repos / NAME
    before = git(path, "rev-parse", "HEAD")
    monkeypatch.setattr("sys.stdin", io.StringIO(said))
    done = tracker("forget", name, "--repos", repos)
    assert done.code == 130
    assert "without posts/101 (Council approves ferry landing at Harbor Street)?" in done.err
    assert done.err.endswith("Nothing was changed.\n")
    assert git(path, "rev-parse", "HEAD") == before


def test_an_ambiguous_name_lists_the_candidates(tracker: Tracker, repos: Path) -> None:
    done = tracker("forget", "school", "--repos", repos, "--yes")
    assert done.code == 2
    assert "posts/104  " in done.err
    assert "posts/107  " in done.err
