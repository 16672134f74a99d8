"""What is held, and whether it is whole."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.running import Tracker, git
from tracker.demonstrating import NAME


def test_status_counts_posts_and_states(tracker: Tracker, played: Path) -> None:
    done = tracker("status", "--repos", played, "--json")
    (one,) = json.loads(done.out)["archives"]
    types = {entry["type"]: entry for entry in one["types"]}
    assert types["posts"]["public"] == 7
    assert types["pages"] == {
        "type": "pages", "public": 2, "away": 0, "states": 2, "revisions": 0,
        "revision_activity": 2,
    }  # fmt: skip
    assert one["last_sync"] == "2026-05-14T22:38:00Z"
    assert one["size"] > 0


def test_status_as_text_names_the_site(tracker: Tracker, played: Path) -> None:
    done = tracker("status", "--repos", played)
    assert "The Ellery Courier" in done.out
    assert "coverage" in done.out


def test_an_unknown_site_is_told_with_the_known_ones(tracker: Tracker, played: Path) -> None:
    done = tracker("status", "elsewhere", "--repos", played)
    assert done.code == 2
    assert NAME in done.err


def test_an_archive_in_a_folder_of_another_name_is_found_by_its_host(
    tracker: Tracker, repos: Path
) -> None:
    site = json.loads((repos / NAME / "site.json").read_text())
    host = site["url"].partition("://")[2].strip("/")
    (repos / NAME).rename(repos / "renamed")
    for named in (host, site["url"]):
        done = tracker("status", named, "--repos", repos, "--json")
        assert [Path(one["archive"]).name for one in json.loads(done.out)["archives"]] == [
            "renamed"
        ]


def test_verify_finds_a_whole_archive_whole(tracker: Tracker, played: Path) -> None:
    done = tracker("verify", "--repos", played)
    assert (done.code, done.err) == (0, "")
    assert "all well" in done.out


def test_verify_names_a_commit_that_is_not_trackers(tracker: Tracker, repos: Path) -> None:
    path = repos / NAME
    git(path, "-c", "user.name=U", "-c", "user.email=u@x", "commit", "--allow-empty", "-m", "hm")
    done = tracker("verify", "--repos", repos, "--json")
    (one,) = json.loads(done.out)["archives"]
    assert done.code == 1
    assert [problem["where"] for problem in one["problems"]] == [
        git(path, "rev-parse", "HEAD").strip()[:12]
    ]


def test_verify_names_a_damaged_object(tracker: Tracker, repos: Path) -> None:
    path = repos / NAME
    blob = git(path, "rev-parse", "HEAD:posts/00/01/101/text.md").strip()
    loose = path / ".git" / "objects" / blob[:2] / blob[2:]
    assert loose.exists(), "a small archive keeps loose objects"
    loose.chmod(0o644)
    loose.write_bytes(loose.read_bytes()[:-4] + b"oops")
    done = tracker("verify", "--repos", repos)
    assert done.code in (1, 3)
    assert blob in done.out + done.err


def test_verify_names_a_file_that_is_not_in_format(tracker: Tracker, repos: Path) -> None:
    """A commit that looks like tracker's and holds something else."""
    path = repos / NAME
    (path / "posts/00/01/101/wp-post.json").write_text('{"b": 1, "a": 2}')
    message = git(path, "log", "-1", "--format=%B", "--", "posts/00/01/101/text.md")
    git(
        path, "-c", "user.name=tracker", "-c", "user.email=tracker@tracker.invalid",
        "commit", "-q", "-a", "-m", message.replace("14:36", "23:59"),
    )  # fmt: skip
    done = tracker("verify", "--repos", repos)
    assert done.code == 1
    assert "not canonical JSON" in done.out


def damage(path: Path, how: str) -> None:
    """Break what every command begins with."""
    main = path / ".git" / "refs" / "heads" / "main"
    if how == "garbage":
        main.write_text("garbage\n")
        return
    name = {"commit": "HEAD", "site": "HEAD:site.json"}[how]
    lost = git(path, "rev-parse", name).strip()
    if how == "commit":
        git(path, "pack-refs", "--all")
    (path / ".git" / "objects" / lost[:2] / lost[2:]).unlink()


@pytest.mark.parametrize("how", ["garbage", "commit", "site"])
def test_a_damaged_archive_is_not_taken_for_an_empty_one(
    tracker: Tracker, repos: Path, how: str
) -> None:
    assert tracker("review", "--all", "--repos", repos).code == 0
    damage(repos / NAME, how)
    for arguments in (("status",), ("log", "--since", "reviewed"), ("report",)):
        if how == "site" and arguments[0] == "log":
            continue
        shutil.rmtree(repos / NAME / ".git" / "tracker", ignore_errors=True)
        done = tracker(*arguments, "--repos", repos)
        assert (done.code, done.out) == (3, ""), arguments
        assert done.err.count("\n") == 1
        assert " is damaged, " in done.err
        assert "`tracker verify` says what is wrong." in done.err
    done = tracker("verify", "--repos", repos, "--json")
    (one,) = json.loads(done.out)["archives"]
    assert done.code == 1
    assert [where for where in ("git fsck", "history") if where in str(one)]
    assert "tracker verify" not in done.out
