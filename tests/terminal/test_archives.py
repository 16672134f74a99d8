"""Which archive is meant: by the address of a post, by where one stands, by a part of its name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import Tracker, git
from tests.terminal.archives import record, seen
from tracker.demonstrating import NAME

FRONT = "https://www.news.example/"
CMS, TOWN, BLOG = "cms.news.example", "town.example", "town.example_blog"
NAMED = {
    "https://www.news.example/2026/ferry/": (CMS, "posts/5"),
    "https://news.example/2026/old-ferry": (CMS, "posts/5"),
    "www.news.example/2026/ferry/": (CMS, "posts/5"),
    "https://www.news.example/?p=5": (CMS, "posts/5"),
    "https://cms.news.example/?p=6": (CMS, "posts/6"),
    "https://alias.example/2026/ferry/": (CMS, "posts/5"),
    "https://front.example/stories/ferry": (CMS, "posts/5"),
    "https://town.example/about/": (TOWN, "posts/7"),
    "TOWN.example/2026/fair": (TOWN, "posts/5"),
    "https://town.example/blog/diary/": (BLOG, "posts/9"),
    "town.example/blog/diary/": (BLOG, "posts/9"),
}
REFUSED = {
    "https://alias.example/about/": f"{CMS}, {TOWN}; name one with --site",
    "https://alias.example/?p=5": f"{CMS}, {TOWN}; name one with --site",
    "https://alias.example/nothing/": "Several archives fit",
    "https://town.example/nothing/": f"The archive {TOWN} holds no post",
    "https://user:secret@alias.example/nothing/": "Several archives fit",
}
SITES = {
    "https://cms.news.example/2026/ferry/": CMS,
    "town.example/2026/fair": TOWN,
    "https://town.example/blog/diary/": BLOG,
    "TOWN.EXAMPLE": TOWN,
    "cms": CMS,
}


@pytest.fixture
def several(tracker: Tracker, tmp_path: Path) -> Path:
    """Record a site whose pages are on another host, one in a folder, and a third one."""
    repos = tmp_path / "repos"
    record(
        tracker,
        repos,
        "https://cms.news.example",
        seen(1, 5, "Old ferry", "old-ferry", link=f"{FRONT}2026/old-ferry/"),
        seen(2, 5, "Ferry", "ferry", link=f"{FRONT}2026/ferry/"),
        seen(3, 6, "About", "about", link=f"{FRONT}about/"),
    )
    record(
        tracker,
        repos,
        "https://town.example",
        seen(1, 5, "Fair", "fair", link="https://town.example/2026/fair/"),
        seen(2, 7, "About us", "about", link="https://town.example/about/"),
    )
    record(
        tracker,
        repos,
        "https://town.example/blog",
        seen(1, 9, "Diary", "diary", link="https://town.example/blog/diary/"),
    )
    return repos


def test_the_address_of_a_post_names_its_archive(tracker: Tracker, several: Path) -> None:
    for address, (archive, post) in NAMED.items():
        done = tracker("log", address, "--json", "--repos", several)
        assert (address, done.err) == (address, "")
        said = json.loads(done.out)
        assert (address, Path(said["archive"]).name) == (address, archive)
        assert (address, said["edits"][0]["post"]) == (address, post)


def test_an_address_of_none_or_several_is_told(tracker: Tracker, several: Path) -> None:
    for address, said in REFUSED.items():
        done = tracker("log", address, "--repos", several)
        assert (address, done.code) == (address, 2)
        assert said in done.err


def test_the_archive_that_one_stands_in(
    tracker: Tracker, repos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = (repos / NAME).resolve()
    for folder in (path, path / "posts" / "00"):
        monkeypatch.chdir(folder)
        for command in (("log", "101"), ("report",), ("status",), ("verify",)):
            done = tracker(*command, "--json")
            assert done.code == 0, done.err
            assert str(path) in done.out or command == ("report",)
        assert tracker("blame", "101").code == 0
    monkeypatch.chdir(path / "posts")
    assert tracker("log", "--site", "nowhere").code == 2
    assert tracker("log", "--repos", "repos").code == 2
    (path / "posts" / "own").mkdir()
    git(path / "posts" / "own", "init", "-q")
    monkeypatch.chdir(path / "posts" / "own")
    done = tracker("log")
    assert (done.code, "There is no archive in repos" in done.err) == (2, True)


def test_archives_in_repos_go_before_the_one_around(
    tracker: Tracker, played: Path, several: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(several / "town.example" / "posts")
    assert tracker("show", "fair", "--repos", several).code == 0
    done = tracker("show", "diary", "--repos", several, "--site", "blog")
    assert done.code == 0, done.err
    (several / "town.example" / "posts" / "repos").symlink_to(played)
    done = tracker("log", "101", "--json")
    assert Path(json.loads(done.out)["archive"]).name == NAME


def test_an_archive_can_be_named_for_the_folder_of_all(tracker: Tracker, repos: Path) -> None:
    done = tracker("log", "101", "--json", "--repos", repos / NAME)
    assert json.loads(done.out)["archive"] == str(repos / NAME)


def test_a_site_is_named_by_any_of_its_pages(tracker: Tracker, several: Path) -> None:
    for site, archive in SITES.items():
        done = tracker("export", site, "--jsonl", "-", "--repos", several)
        assert (site, done.code) == (site, 0), done.err
        said = tracker("log", "--site", site, "--json", "--repos", several)
        assert (site, Path(json.loads(said.out)["archive"]).name) == (site, archive)


def test_an_empty_name_is_none(tracker: Tracker, repos: Path) -> None:
    done = tracker("log", "--site", "", "--repos", repos)
    assert done.code == 2
    assert "There is no archive ''" in done.err
