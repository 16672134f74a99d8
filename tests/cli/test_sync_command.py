"""`tracker sync` and `tracker import` as a user types them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import Tracker, git, subjects
from tracker.playback import PlaybackServer, play, serve
from tracker.playback.newsroom import ACTS, LOGIN, OBSERVATIONS, SITE

KINDS = {
    "first-seen", "publish", "edit", "touch", "protect", "unpublish", "remove", "restore",
    "site", "backfill",
}  # fmt: skip


@pytest.fixture
def newsroom() -> Iterator[PlaybackServer]:
    playback = play(OBSERVATIONS, moment=ACTS[0].moment, site=SITE, logins=(LOGIN,))
    with serve(playback) as server:
        yield server


def archive_of(repos: Path) -> Path:
    (path,) = [found for found in repos.iterdir() if found.is_dir()]
    return path


def test_a_sync_tells_in_a_table_what_it_did(
    tracker: Tracker, newsroom: PlaybackServer, tmp_path: Path
) -> None:
    done = tracker("sync", newsroom.url, "--repos", tmp_path)
    assert (done.code, done.err) == (0, "")
    assert "first-seen  8  posts met for the first time" in done.out
    again = tracker("sync", newsroom.url, "--repos", tmp_path)
    assert "nothing changed" in again.out
    assert len(subjects(archive_of(tmp_path))) == 9


def test_json_is_one_object_of_the_documented_shape(
    tracker: Tracker, newsroom: PlaybackServer, tmp_path: Path
) -> None:
    tracker("sync", newsroom.url, "--repos", tmp_path)
    newsroom.at(ACTS[-1].moment)
    done = json.loads(tracker("sync", newsroom.url, "--repos", tmp_path, "--json").out)
    assert set(done["recorded"]) == KINDS
    assert done["recorded"]["edit"] == 6
    assert done["recorded"]["publish"] == 1
    assert done["site"] == newsroom.url
    assert Path(done["archive"]) == archive_of(tmp_path)
    assert {"post", "count", "seen"} == set(done["revision_activity"][0])
    assert done["skipped"] == []
    assert done["requests"] > 0


def test_any_page_of_the_site_names_its_archive(
    tracker: Tracker, newsroom: PlaybackServer, tmp_path: Path
) -> None:
    tracker("sync", newsroom.url, "--repos", tmp_path)
    deep = f"{newsroom.url}2026/05/14/some-story/"
    assert "nothing changed" in tracker("sync", deep, "--repos", tmp_path).out


def test_only_some_types_posts_or_days(
    tracker: Tracker, newsroom: PlaybackServer, tmp_path: Path
) -> None:
    pages = tracker("sync", newsroom.url, "--repos", tmp_path / "a", "--types", "pages", "--json")
    assert json.loads(pages.out)["recorded"]["first-seen"] == 2
    one = tracker("sync", newsroom.url, "--repos", tmp_path / "b", "--post", 101, "--json")
    assert json.loads(one.out)["recorded"]["first-seen"] == 1
    late = tracker(
        "sync", newsroom.url, "--repos", tmp_path / "c", "--since", "2026-05-14T09:00", "--json"
    )
    assert 0 < json.loads(late.out)["recorded"]["first-seen"] < 8


def test_a_post_is_named_as_everywhere(
    tracker: Tracker, newsroom: PlaybackServer, tmp_path: Path
) -> None:
    first = tracker("sync", newsroom.url, "--repos", tmp_path, "--post", "posts/101", "--json")
    assert json.loads(first.out)["recorded"]["first-seen"] == 1
    refused = tracker("sync", newsroom.url, "--repos", tmp_path, "--post", "library")
    assert (refused.code, "holds no post 'library'" in refused.err) == (2, True)
    newsroom.at(ACTS[-1].moment)
    deep = f"{newsroom.url}2026/05/14/some-story/"
    for name in ("ferry landing", "council-approves-ferry-landing", f"{newsroom.url}?p=101"):
        done = tracker("sync", deep, "--repos", tmp_path, "--post", name, "--json")
        assert done.code == 0, done.err
        assert json.loads(done.out)["recorded"]["first-seen"] == 0
    again = tracker("sync", newsroom.url, "--repos", tmp_path, "--post", 102, "--json")
    assert json.loads(again.out)["recorded"]["first-seen"] == 1, "an id need not be held"
    told = {line.partition(":")[0] for line in subjects(archive_of(tmp_path)) if " post " in line}
    assert told == {"First-seen post 101", "Edit post 101", "First-seen post 102"}


def test_an_ambiguous_post_is_told_before_anything_is_asked(
    tracker: Tracker, newsroom: PlaybackServer, tmp_path: Path
) -> None:
    refused = tracker("sync", newsroom.url, "--repos", tmp_path, "--post", "ferry")
    assert refused.code == 2
    assert "name the post by its id" in refused.err
    assert not list(tmp_path.iterdir())
    tracker("sync", newsroom.url, "--repos", tmp_path)
    asked = len(newsroom.requests)
    refused = tracker("sync", newsroom.url, "--repos", tmp_path, "--post", "about the")
    assert refused.code == 2
    assert "posts/104  What to know" in refused.err
    assert "pages/" in refused.err
    assert len(newsroom.requests) == asked


def test_a_partial_sync_says_nothing_of_the_rest(
    tracker: Tracker, newsroom: PlaybackServer, tmp_path: Path
) -> None:
    tracker("sync", newsroom.url, "--repos", tmp_path, "--post", 101)
    done = tracker("sync", newsroom.url, "--repos", tmp_path, "--json")
    assert json.loads(done.out)["recorded"]["first-seen"] == 7
    assert json.loads(done.out)["recorded"]["publish"] == 0


def test_bare_archives_have_no_working_tree(
    tracker: Tracker, newsroom: PlaybackServer, tmp_path: Path
) -> None:
    tracker("sync", newsroom.url, "--repos", tmp_path, "--bare")
    path = archive_of(tmp_path)
    assert not (path / "README.md").exists()
    assert git(path, "rev-parse", "--is-bare-repository").strip() == "true"
    newsroom.at(ACTS[3].moment)
    assert tracker("sync", newsroom.url, "--repos", tmp_path).code == 0
    assert tracker("verify", "--repos", tmp_path).code == 0


def test_a_user_without_a_password_is_refused_before_anything_is_asked(
    tracker: Tracker, newsroom: PlaybackServer, tmp_path: Path
) -> None:
    done = tracker("sync", newsroom.url, "--repos", tmp_path, "--user", LOGIN.user)
    assert done.code == 2
    assert "TRACKER_PASSWORD" in done.err
    assert len(newsroom.requests) == 0
    assert list(tmp_path.iterdir()) == []


def test_with_the_password_revisions_are_recorded(
    tracker: Tracker, newsroom: PlaybackServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_PASSWORD", LOGIN.password)
    done = tracker("sync", newsroom.url, "--repos", tmp_path, "--user", LOGIN.user, "--json")
    assert done.code == 0, done.err
    assert json.loads(done.out)["revisions"] == 8
    assert LOGIN.password not in done.out + done.err
    path = archive_of(tmp_path)
    assert (path / "posts/00/01/101/wp-source.html").exists()
    editors = git(path, "log", "--format=%(trailers:key=Editor,valueonly)").split("\n")
    assert len([name for name in editors if name]) == 8


@pytest.mark.usefixtures("hasty")
def test_a_site_that_is_not_there_is_one_sentence(tracker: Tracker, tmp_path: Path) -> None:
    done = tracker("sync", "http://127.0.0.1:9/", "--repos", tmp_path, "--rate", "1000/s")
    assert done.code == 3
    assert done.err.count("\n") == 1
    assert "Traceback" not in done.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("sync",), "URL"),
        (("sync", "not an address"), "not a web address"),
        (("sync", "https://user:secret@example.org/"), "leave them out"),
        (("sync", "https://example.org", "--since", "yesterday"), "not a time"),
        (("sync", "https://example.org", "--rate", "fast"), "not a rate"),
        (("wat",), "wat"),
        (("import", "https://example.org", "missing.json"), "missing.json"),
    ],
)
def test_wrong_usage_is_exit_code_2(
    tracker: Tracker, tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    done = tracker(*arguments, *(("--repos", tmp_path) if arguments[0] != "wat" else ()))
    assert done.code == 2
    assert told in done.err
    assert "secret" not in done.err


def test_files_without_a_post_are_refused(tracker: Tracker, tmp_path: Path) -> None:
    empty = tmp_path / "empty.json"
    empty.write_text("[]")
    done = tracker("import", "https://example.org", empty, "--repos", tmp_path / "repos")
    assert done.code == 2
    assert "no post" in done.err
    assert not (tmp_path / "repos").exists()
