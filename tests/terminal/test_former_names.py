"""A name that a post had before is not taken for a part of the title of another one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import Tracker
from tests.terminal.archives import record, seen
from tracker.archive.repository import open_archive
from tracker.errors import ConfigError
from tracker.naming import find_post, read_names
from tracker.naming.index import read_former_names, read_newest_names
from tracker.naming.posts import rank_address

SITE, NAME = "https://www.example.org", "www.example.org"

NAMED = {
    "bridge": "posts/1",
    "Bridge": "posts/1",
    "/2026/bridge/": "posts/1",
    "https://www.example.org/2026/bridge/": "posts/1",
    "other bridge": "posts/2",
    "span": "posts/1",
    'the mayor\'s "quiet" deal -- in full...': "posts/3",
    "MAYOR'S": "posts/3",
    "cafe\u0301 at": "posts/4",
    "Pier 4": "posts/4",
    "cafe\u0301-at-pier-4": "posts/4",
}


@pytest.fixture
def repos(tracker: Tracker, tmp_path: Path) -> Path:
    record(
        tracker,
        tmp_path / "repos",
        SITE,
        seen(1, 1, "Bridge", "bridge"),
        seen(2, 1, "Span opens", "span"),
        seen(3, 2, "Other bridge", "other-crossing"),
        seen(4, 3, "The mayor&#8217;s &#8220;quiet&#8221; deal &#8211; in full&#8230;", "deal"),
        seen(5, 4, "Caf\u00e9 at Pier\u00a04", "caf%C3%A9-at-pier-4"),
    )
    return tmp_path / "repos"


def shown(tracker: Tracker, repos: Path, post: str) -> object:
    done = tracker("show", post, "--json", "--repos", repos)
    assert done.code == 0, done.err
    return json.loads(done.out)["post"]


@pytest.mark.parametrize("assessed", [False, True])
def test_a_former_slug_goes_before_a_part_of_a_title(
    tracker: Tracker, repos: Path, assessed: bool
) -> None:
    if assessed:  # the cache then tells which posts had other names
        assert tracker("report", "--repos", repos).code == 0
    assert {text: shown(tracker, repos, text) for text in NAMED} == NAMED
    done = tracker("show", "crossing", "--repos", repos)
    assert done.code == 2
    assert "holds no post 'crossing'" in done.err


def test_forget_lists_what_else_could_be_meant(tracker: Tracker, repos: Path) -> None:
    done = tracker("forget", "bridge", "--yes", "--repos", repos)
    assert done.code == 2
    assert "'bridge' fits 2 posts" in done.err
    assert "posts/1  Span opens" in done.err
    assert "posts/2  Other bridge" in done.err
    with open_archive(repos / NAME) as archive:
        commit = archive.resolve("HEAD") or ""
        for text, post in (("other bridge", "2"), ("span", "1"), ("deal", "3"), ("mayor's", "3")):
            assert str(find_post(archive, text, surely=True)) == f"posts/{post}"
        assert str(find_post(archive, commit)) == "posts/4"
        with pytest.raises(ConfigError, match="is a commit of posts/4"):
            find_post(archive, commit, surely=True)


def test_the_cache_tells_which_posts_had_other_names(
    tracker: Tracker, repos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_archive(repos / NAME) as archive:
        whole = read_names(archive)
    assert whole[0].slugs == ("span", "bridge")
    assert tracker("report", "--repos", repos).code == 0
    with open_archive(repos / NAME) as archive, monkeypatch.context() as patch:
        patch.setattr("tracker.naming.index.read_names", None)
        assert read_former_names(archive, read_newest_names(archive)) == whole
    record(tracker, repos, SITE, seen(6, 2, "Old bridge", "old-bridge"))
    with open_archive(repos / NAME) as archive:
        whole = read_names(archive)
        assert whole[1].slugs == ("old-bridge", "other-crossing")
        assert read_former_names(archive, read_newest_names(archive)) == whole


def test_an_address_that_a_post_has_now_needs_no_history(
    repos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_archive(repos / NAME) as archive:
        assert rank_address(archive, f"{SITE}/2026/bridge/") == 0
        monkeypatch.setattr("tracker.naming.posts.read_former_names", None)
        assert rank_address(archive, f"{SITE}/2026/span/") == 0
