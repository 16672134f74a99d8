"""A site that misbehaves makes neither an edit nor a removal; it is told in one sentence."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.faults.making import check_whole, git
from tests.faults.playing import BEGIN, Watched, newspaper, observed, watched
from tests.faults.tracking import trackers
from tracker.errors import SiteError, TrackerError
from tracker.outcome import Outcome
from tracker.playback import Fault, FaultKind, Observation

POSTS = 30
LATER = BEGIN + timedelta(days=20)
API = r"/wp/v2/posts"
ONE = r"/wp/v2/posts/\d+"

EVERYWHERE = {
    FaultKind.SERVER_ERROR: "500",
    FaultKind.BAD_GATEWAY: "502",
    FaultKind.UNAVAILABLE: "503",
    FaultKind.TOO_MANY: "429",
    FaultKind.RESET: "broke the connection off",
    FaultKind.STALL: "did not answer in time",
    FaultKind.CUT_BODY: "broke the connection off",
    FaultKind.CUT_GZIP: "damaged",
    FaultKind.CUT_JSON: "damaged JSON",
    FaultKind.WARNING: "PHP warning",
    FaultKind.REDIRECT_LOOP: "redirects more than",
    FaultKind.REDIRECT_AWAY: "elsewhere.invalid",
    FaultKind.HUGE: "more than",
    FaultKind.DEEP: "nested",
    FaultKind.LOST_JSON: "",
    FaultKind.LOST_HTML: "",
    FaultKind.MAINTENANCE: "web page",
    FaultKind.SWITCHED_OFF: "",
    FaultKind.BLOCKED: "",
    FaultKind.FOREIGN: "web page",
}
"""What has to stand in the sentence, where the fault meets the lists of posts."""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Watched]:
    """Thirty posts, synced once with nothing wrong."""
    with watched(newspaper(POSTS), tmp_path / "repos") as site:
        assert site.sync(0).recorded == {"first-seen": POSTS}
        yield site


def tip(site: Watched) -> str:
    return git(site.path, "rev-parse", "main")


def check_sentence(error: TrackerError, word: str) -> None:
    said = str(error)
    assert word in said
    assert "\n" not in said
    assert said[0].isupper() or said.startswith("http")
    assert said.rstrip()[-1] in ".!" or "--" in said
    assert len(said) < 400


def check_carries_on(site: Watched) -> None:
    """A healthy sync later records what was really done meanwhile, once."""
    site.server.faults.clear()
    site.server.add(observed(LATER, 3, "Really edited.", modified=LATER))
    site.server.at(LATER)
    outcome = site.sync(9)
    assert outcome.recorded == {"edit": 1}
    assert outcome.skipped == ()
    assert site.sync(10).recorded == {}
    check_whole(site.path)
    assert git(site.path, "status", "--porcelain") == ""


@pytest.mark.parametrize("kind", EVERYWHERE, ids=lambda kind: kind.name)
def test_a_fault_of_the_lists_of_posts(site: Watched, kind: FaultKind) -> None:
    before = tip(site)
    site.server.fail(Fault(kind=kind, pattern=API, seconds=2, size=0))
    begun = time.monotonic()
    with pytest.raises(SiteError) as caught:
        site.sync(1, max_bytes=4 * 1024**2)
    assert time.monotonic() - begun < 10
    check_sentence(caught.value, EVERYWHERE[kind])
    assert tip(site) == before
    check_carries_on(site)


@pytest.mark.parametrize("kind", EVERYWHERE, ids=lambda kind: kind.name)
def test_a_fault_of_everything(tmp_path: Path, kind: FaultKind) -> None:
    """Nothing is made on disk for a site that cannot be read."""
    with watched(newspaper(3), tmp_path / "repos") as site:
        site.server.fail(Fault(kind=kind, seconds=2))
        begun = time.monotonic()
        with pytest.raises(SiteError) as caught:
            site.sync(0, max_bytes=4 * 1024**2)
        assert time.monotonic() - begun < 15
        check_sentence(caught.value, "")
        assert not site.repos.exists() or list(site.repos.iterdir()) == []
        site.server.faults.clear()
        assert site.sync(1).recorded == {"first-seen": 3}


@pytest.mark.parametrize(
    "kind",
    [
        *(kind for kind, word in EVERYWHERE.items() if word),
        FaultKind.LOST_HTML,
        FaultKind.BLOCKED,
    ],
    ids=lambda kind: kind.name,
)
def test_a_fault_while_a_missing_post_is_looked_for(site: Watched, kind: FaultKind) -> None:
    """One post is really gone, and just when it is asked for the site breaks."""
    site.server.add(gone(7, "erased"))
    site.server.at(LATER)
    site.server.fail(Fault(kind=kind, pattern=ONE, seconds=2))
    outcome = site.sync(1, max_bytes=4 * 1024**2)
    assert outcome.recorded == {}
    (skipped,) = outcome.skipped
    assert skipped.post == "posts/7"
    assert "\n" not in skipped.reason
    site.server.faults.clear()
    assert site.sync(2).recorded == {"remove": 1}


def gone(number: int, reason: str) -> Observation:
    return Observation(observed=LATER, kind="post", id=number, fields={}, gone=reason)


def test_the_wrong_type_is_read_all_the_same(site: Watched) -> None:
    """JSON is JSON, whatever a broken plugin calls it; no edit comes of it."""
    before = tip(site)
    site.server.fail(Fault(kind=FaultKind.WRONG_TYPE))
    assert site.sync(1).recorded == {}
    assert tip(site) == before
    check_carries_on(site)


def test_a_thousand_million_pages(site: Watched) -> None:
    """Nobody asks how many pages there are."""
    before = tip(site)
    site.server.fail(Fault(kind=FaultKind.HUGE_PAGES))
    count = len(site.server.requests)
    assert said(site, 1) == ""
    assert len(site.server.requests) - count < 10
    assert tip(site) == before
    check_carries_on(site)


def test_a_total_of_a_thousand_million(site: Watched) -> None:
    """The list is read to its end and not to where the total says it ends."""
    before = tip(site)
    site.server.fail(Fault(kind=FaultKind.HUGE_TOTAL))
    count = len(site.server.requests)
    assert said(site, 1) == (
        "posts: the site counts 999999999 and lists only 30; what it does not list cannot be "
        "recorded"
    )
    assert len(site.server.requests) - count < 40
    assert tip(site) == before
    check_carries_on(site)


def said(site: Watched, at: float) -> str:
    """What a sync says of what went wrong: its error, or what it skipped."""
    try:
        outcome: Outcome = site.sync(at)
    except TrackerError as error:
        return str(error)
    assert outcome.recorded == {}
    return " ".join(f"{one.post}: {one.reason}" for one in outcome.skipped)


@pytest.mark.parametrize("reason", [FaultKind.LOST_JSON, FaultKind.SWITCHED_OFF])
def test_a_sudden_mass_of_missing_posts(site: Watched, reason: FaultKind) -> None:
    """The list is empty, and every post asked for alone is not there either."""
    before = tip(site)
    site.server.fail(
        Fault(kind=reason, pattern=ONE), Fault(kind=FaultKind.EMPTY, pattern=r"/wp/v2/posts\?")
    )
    assert f"{POSTS} posts are missing at once" in said(site, 1)
    assert tip(site) == before
    check_carries_on(site)


def test_an_empty_list_of_a_few_posts(tmp_path: Path) -> None:
    """Too few for a mass: each is asked for alone, and is there."""
    with watched(newspaper(4), tmp_path / "repos") as site:
        site.sync(0)
        site.server.fail(Fault(kind=FaultKind.EMPTY, pattern=r"/wp/v2/posts\?"))
        assert site.sync(1).recorded == {}
        check_carries_on(site)


def test_a_fault_that_passes_is_not_noticed(site: Watched) -> None:
    """Once each, and the second try is answered."""
    for kind, word in EVERYWHERE.items():
        if word and kind not in (
            FaultKind.HUGE, FaultKind.DEEP, FaultKind.REDIRECT_LOOP, FaultKind.REDIRECT_AWAY
        ):  # fmt: skip
            site.server.fail(Fault(kind=kind, pattern=API, count=1, seconds=0.5))
            outcome = site.sync(1)
            assert (outcome.recorded, outcome.skipped) == ({}, ()), kind
            site.server.faults.clear()
    check_carries_on(site)


def test_the_pause_that_a_site_asks_for_is_made(site: Watched) -> None:
    site.server.fail(Fault(kind=FaultKind.TOO_MANY, pattern=API, count=1, seconds=7))
    site.sync(1)
    assert 7 in site.slept
    site.server.fail(Fault(kind=FaultKind.UNAVAILABLE, pattern=API, seconds=3600))
    begun = time.monotonic()
    assert "pause of 3600 s" in said(site, 2)
    assert time.monotonic() - begun < 3
    check_carries_on(site)


def test_a_fault_in_the_middle_loses_nothing(tmp_path: Path) -> None:
    """What was read before is recorded by the next run, and not read as new then."""
    with watched(newspaper(350), tmp_path / "repos") as site:
        site.server.fail(Fault(kind=FaultKind.BAD_GATEWAY, pattern=API, after=2))
        with pytest.raises(SiteError, match="502"):
            site.sync(0)
        site.server.faults.clear()
        site.sync(1)
        found = site.states()
        assert len(found) == 350
        assert {what.split()[0] for what, _ in found} == {"First-seen"}
        check_whole(site.path)


def test_an_old_answer_of_a_cache_is_no_edit(site: Watched) -> None:
    """It is older than what is held, and a second reading is asked for."""
    site.server.add(observed(LATER, 3, "Edited.", modified=LATER))
    site.server.at(LATER)
    assert site.sync(1).recorded == {"edit": 1}
    before = tip(site)
    site.server.fail(Fault(kind=FaultKind.STALE, pattern=r"/wp/v2/posts\?", moment=BEGIN))
    assert site.sync(2).recorded == {}
    assert tip(site) == before


def test_revisions_that_cannot_be_read_are_skipped(tmp_path: Path) -> None:
    with watched(newspaper(6, revisions=2), tmp_path / "repos") as site:
        site.server.fail(Fault(kind=FaultKind.BAD_GATEWAY, pattern=r"posts/4/revisions"))
        outcome = site.sync(0, login=True)
        assert outcome.recorded["first-seen"] == 6
        (skipped,) = outcome.skipped
        assert skipped.post == "posts/4"
        assert "502" in skipped.reason
        site.server.faults.clear()
        outcome = site.sync(1, login=True)
        assert outcome.skipped == ()
        assert outcome.revisions == 2
        revised = [trailers for what, trailers in site.states() if what.endswith(" posts/4")]
        assert len(revised) == 3
        check_whole(site.path)


@pytest.mark.parametrize("kind", [FaultKind.DROP_AUTHORIZATION])
def test_a_host_that_drops_the_password(tmp_path: Path, kind: FaultKind) -> None:
    with watched(newspaper(3), tmp_path / "repos") as site:
        site.server.fail(Fault(kind=kind))
        with pytest.raises(SiteError) as caught:
            site.sync(0, login=True)
        check_sentence(caught.value, "")
        assert "abcd" not in str(caught.value)
        assert not site.repos.exists() or list(site.repos.iterdir()) == []


def test_the_command_says_it_and_fails_with_3(site: Watched, tmp_path: Path) -> None:
    site.server.fail(Fault(kind=FaultKind.DEEP, pattern=API))
    with trackers(tmp_path) as started:
        assert started.run(*site.arguments(login=False)) == 3
        assert started.said.startswith("tracker: ")
        assert started.said.count("\n") == 1
