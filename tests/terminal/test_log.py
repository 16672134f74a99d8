"""`tracker log`: which edits, in which order."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import Tracker, git
from tracker.demonstrating import NAME


def listed(tracker: Tracker, repos: Path, *arguments: str) -> list[str]:
    done = tracker("log", *arguments, "--repos", repos, "--json")
    assert done.code == 0, done.err
    return [f"{edit['post']}#{edit['number']}" for edit in json.loads(done.out)["edits"]]


def test_newest_first_and_touches_left_out(tracker: Tracker, played: Path) -> None:
    found = listed(tracker, played)
    assert found[:3] == ["posts/106#3", "posts/106#2", "posts/105#2"]
    assert len(found) == 17
    assert "posts/101#3" not in found
    assert listed(tracker, played, "--reverse") == found[::-1]
    assert listed(tracker, played, "-n", "2") == found[:2]
    assert listed(tracker, played, "-n", "2", "--reverse") == found[1::-1]
    assert len(listed(tracker, played, "--touches")) == 18


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (["--kind", "touch"], ["posts/101#3"]),
        (["--kind", "removal", "--kind", "restoration"], ["posts/106#3", "posts/106#2"]),
        (["--field", "slug"], ["posts/103#2"]),
        (["--grep", "LANDING WILL COST"], ["posts/101#2"]),
        (["--grep", "to MAYOR's  cousin", "-n", "1"], ["posts/106#3"]),
        (["--type", "page", "--reverse"], ["pages/12#1", "pages/14#1"]),
        (["--type", "pages", "--reverse"], ["pages/12#1", "pages/14#1"]),
        (["--since", "2026-05-14T20:00Z"], ["posts/106#3", "posts/106#2"]),
        (["--since", "2026-05-15"], []),
        (["--until", "2026-05-13"], []),
        (["ferry", "--until", "2026-05-14"], ["posts/101#2", "posts/101#1"]),
        (["ferry", "--since", "2026-05-14T14:00Z", "--until", "2026-05-14T15:00Z"],
         ["posts/101#2"]),
    ],
)  # fmt: skip
def test_filters(tracker: Tracker, played: Path, arguments: list[str], wanted: list[str]) -> None:
    assert listed(tracker, played, *arguments) == wanted


def test_names_of_authors_and_terms_are_known(tracker: Tracker, played: Path) -> None:
    users = json.loads(git(played / NAME, "show", "HEAD:users.json"))
    name = users["1"]["name"].split()[-1].lower()
    found = listed(tracker, played, "--author", name)
    assert set(found) >= {"posts/101#2", "posts/105#2"}
    assert not [post for post in found if post.startswith("posts/106")]
    terms = json.loads(git(played / NAME, "show", "HEAD:terms.json"))
    found = listed(tracker, played, "--category", terms["5"]["name"].upper())
    assert found == ["posts/103#2", "posts/103#1"]
    assert listed(tracker, played, "--category", "5") == found


def test_severity_is_a_lower_bound(tracker: Tracker, played: Path) -> None:
    everything = set(listed(tracker, played, "--severity", "none"))
    style = set(listed(tracker, played, "--severity", "style"))
    substance = set(listed(tracker, played, "--severity", "substance"))
    assert everything > style > substance > {"posts/101#2"}


def test_a_disclosure_is_written_with_dashes(tracker: Tracker, played: Path) -> None:
    done = tracker(
        "log", "--disclosure", "not-needed", "--disclosure", "silent", "--repos", played, "--json"
    )
    verdicts = {edit["disclosure"] for edit in json.loads(done.out)["edits"]}
    assert verdicts == {"not needed", "silent"}
    assert "posts/101#2" not in listed(tracker, played, "--disclosure", "not-needed")
    done = tracker("log", "--disclosure", "hidden", "--repos", played)
    assert done.code == 2
    assert "masked-or-derived" in done.err


def test_an_address_names_the_archive_too(tracker: Tracker, repos: Path) -> None:
    (repos / NAME).rename(repos / "www.example.org")
    git(repos, "clone", "-q", "www.example.org", "www.example.net")
    done = tracker("log", "ferry", "--repos", repos)
    assert done.code == 2
    assert "www.example.net, www.example.org" in done.err
    done = tracker("log", "https://www.example.org/?p=101", "--repos", repos, "--json")
    assert json.loads(done.out)["archive"] == str(repos / "www.example.org")
    done = tracker("log", "ferry", "--site", "www.example.net", "--repos", repos, "--json")
    assert json.loads(done.out)["archive"] == str(repos / "www.example.net")


def test_an_unknown_post_is_told(tracker: Tracker, played: Path) -> None:
    done = tracker("log", "zeppelin", "--repos", played)
    assert (done.code, done.out) == (2, "")
    assert "holds no post 'zeppelin'" in done.err
