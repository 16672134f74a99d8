"""Other processes help with the first sync of a large site; the archive is the same without."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.making import check_whole, git
from tests.faults.playing import BEGIN, Watched, newspaper, observed, watched
from tracker.errors import SiteError
from tracker.playback import Fault
from tracker.playback.faults import FaultKind
from tracker.recording.ahead import Ahead
from tracker.recording.states import Context
from tracker.syncing import pipeline

POSTS = 350
HUGE = 10**30


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watched]:
    monkeypatch.setattr(pipeline, "MANY", 60)
    shut = {"content": {"raw": "", "rendered": "", "protected": True}}
    odd = [
        observed(BEGIN, 500, "Numbers beyond 64 bits.", featured_media=HUGE, author=HUGE),
        observed(BEGIN, 501, "", **shut),
    ]
    with watched([*newspaper(POSTS, revisions=2, every=40), *odd], tmp_path / "repos") as site:
        yield site


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Ahead[object]]:
    """List whoever was told to start processes."""
    found: list[Ahead[object]] = []
    begin = Ahead.begin

    def noted(self: Ahead[object], context: Context) -> None:
        found.append(self)
        begin(self, context)

    monkeypatch.setattr(Ahead, "begin", noted)
    return found


def tips(site: Watched, name: str, *, workers: int, login: bool) -> list[str]:
    """Sync into an archive of its own, twice, and tell its history after each."""
    mine = Watched(server=site.server, repos=site.repos / name)
    found = []
    for turn in (100, 101):
        mine.sync(turn, login=login, workers=workers, timeout_read=10.0)
        check_whole(mine.path)
        found.append(git(mine.path, "rev-parse", "main"))
    return found


@pytest.mark.parametrize("login", [False, True])
def test_the_archive_is_the_same_however_many_help(
    site: Watched, started: list[Ahead[object]], login: bool
) -> None:
    alone = tips(site, "alone", workers=0, login=login)
    assert not started
    assert tips(site, "one", workers=1, login=login) == alone
    assert tips(site, "three", workers=3, login=login) == alone
    assert [len(one.processes) for one in started] == [1, 3]
    assert all(process.returncode is not None for one in started for process in one.processes)


def test_processes_that_die_take_nothing_with_them(
    site: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = tips(site, "alone", workers=0, login=False)
    begin = Ahead.begin

    def die(self: Ahead[object], context: Context) -> None:
        begin(self, context)
        for process in self.processes:
            process.kill()

    monkeypatch.setattr(Ahead, "begin", die)
    assert tips(site, "killed", workers=2, login=False) == alone


def test_a_site_that_breaks_off_is_recorded_later(
    site: Watched, started: list[Ahead[object]]
) -> None:
    """What was read and not yet recorded is in the journal, even what others had to compare."""
    site.server.fail(Fault(kind=FaultKind.SERVER_ERROR, pattern=r".*offset=(29|30)\d"))
    with pytest.raises(SiteError):
        site.sync(100, workers=2)
    assert len(started) == 1
    site.server.faults.clear()
    site.sync(101, workers=2)
    site.sync(102, workers=2)
    check_whole(site.path)
    undisturbed = Watched(server=site.server, repos=site.repos / "undisturbed")
    undisturbed.sync(101, workers=0)
    assert site.states() == undisturbed.states()


def test_nobody_helps_where_pages_come_slowly(site: Watched, started: list[Ahead[object]]) -> None:
    site.sync(100, rate=8)
    assert not started
