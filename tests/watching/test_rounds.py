"""A watch over a day of the newsroom, with a clock that moves when it sleeps."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

import pytest

from tracker.errors import ArchiveError, SiteError, SiteForbidden
from tracker.playback import PlaybackServer, play, serve
from tracker.playback.faults import Fault, FaultKind, Reply
from tracker.playback.newsroom import ACTS, OBSERVATIONS, SITE
from tracker.playback.values import Request, Response
from tracker.syncing import SyncOptions
from tracker.watching import Cadence, Round, Watch
from tracker.wordpress.session import Session
from tracker.wordpress.settings import HttpSettings

MORNING = ACTS[0].moment
CADENCE = Cadence(every=timedelta(minutes=90), at_least=timedelta(hours=12))


class Clock:
    """Time passes where somebody sleeps, and the newsroom works meanwhile."""

    def __init__(self, server: PlaybackServer) -> None:
        self.moment = MORNING
        self.slept: list[float] = []
        self._server = server

    def now(self) -> datetime:
        return self.moment

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.moment += timedelta(seconds=seconds)
        self._server.at(self.moment)


class Site:
    """The newsroom on loopback, and a watch over it."""

    def __init__(self, server: PlaybackServer, repos: Path) -> None:
        self.server = server
        self.clock = Clock(server)
        self.cadence = CADENCE
        self.limits: list[float | None] = []
        self.options = SyncOptions(url=server.url, repos=repos, name="newsroom")

    def connect(self, limit: float | None) -> AbstractContextManager[Session]:
        self.limits.append(limit)
        return Session(
            HttpSettings(user_agent="tracker tests", tries=1),
            site=self.server.url,
            now=self.clock.now,
            clock=lambda: 0.0,
            sleep=self.clock.sleep,
        )

    def watch(self, *, path: Path | None = None, heed_robots: bool = True) -> Watch:
        return Watch(
            self.options, path=path, connect=self.connect, cadence=self.cadence,
            now=self.clock.now, sleep=self.clock.sleep, heed_robots=heed_robots,
        )  # fmt: skip


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with serve(play(OBSERVATIONS, moment=MORNING, site=SITE)) as server:
        yield Site(server, tmp_path)


def subjects(rounds: list[Round]) -> list[str]:
    return [one.text.split("\n")[0].partition(":")[0] for r in rounds for one in r.commits]


def robots(server: PlaybackServer, text: str) -> None:
    """Serve a robots.txt, which the playback itself has not."""
    answer = server.reply

    def reply(request: Request, target: str) -> Reply:
        if request.path != "/robots.txt":
            return answer(request, target)
        headers = (("Content-Type", "text/plain"),)
        return Reply(response=Response(headers=headers, body=text.encode()))

    server.reply = reply  # type: ignore[method-assign]


def test_edits_come_as_they_happen(site: Site) -> None:
    rounds = list(islice(site.watch().rounds(), 8))
    assert rounds[0].commits == (), "what an archive begins with is no news"
    told = [subject for subject in subjects(rounds) if subject != "Site"]
    assert told[:2] == ["Publish post 107", "Edit post 101"]
    assert {"Edit post 102", "Edit post 103", "Edit post 104", "Edit post 107"} < set(told)
    ids = [one.id for r in rounds for one in r.commits]
    assert len(ids) == len(set(ids))


def test_dense_while_the_newsroom_works_and_slow_after_a_week(site: Site) -> None:
    site.cadence = Cadence(every=timedelta(hours=6), at_least=timedelta(days=1))
    pauses: list[timedelta] = []
    for one in site.watch().rounds():
        pauses.append(one.pause)
        if site.clock.moment - ACTS[-1].moment > timedelta(days=7):
            break
    assert pauses[:6] == [timedelta(hours=6)] * 6
    assert pauses == sorted(pauses)
    assert pauses[-1] == timedelta(days=1)


def test_a_long_pause_is_slept_in_slices(site: Site) -> None:
    list(islice(site.watch().rounds(), 2))
    assert max(site.clock.slept) <= 30
    assert sum(site.clock.slept) == 90 * 60


def test_a_failure_is_told_and_tried_again(site: Site) -> None:
    rounds = site.watch().rounds()
    assert next(rounds).error is None
    site.server.fail(Fault(kind=FaultKind.MAINTENANCE, pattern="wp-json", count=1))
    failed = next(rounds)
    assert isinstance(failed.error, SiteError)
    assert failed.outcome is None
    assert next(rounds).error is None


def test_a_pause_that_the_site_asks_for_is_kept(site: Site) -> None:
    rounds = site.watch().rounds()
    next(rounds)
    site.server.fail(Fault(kind=FaultKind.UNAVAILABLE, pattern="wp-json", seconds=7200, count=1))
    assert next(rounds).pause == timedelta(hours=2)


def test_a_wrong_address_ends_at_once(site: Site) -> None:
    site.server.fail(Fault(kind=FaultKind.FOREIGN))
    with pytest.raises(SiteError):
        next(site.watch().rounds())


def test_crawl_delay_slows_the_session_and_is_read_once_a_day(site: Site) -> None:
    robots(site.server, "User-agent: *\nCrawl-delay: 5\n")
    list(islice(site.watch().rounds(), 18))
    assert site.limits[:3] == [None, 0.2, 0.2]
    assert site.limits.count(None) == 2, "once for each day that was watched"


@pytest.mark.parametrize(
    "text", ["User-agent: *\nDisallow: /wp-json/\n", "User-agent: *\nCrawl-delay: 600\n"]
)
def test_robots_can_end_a_watch_and_be_ignored_knowingly(site: Site, text: str) -> None:
    robots(site.server, text)
    with pytest.raises(SiteForbidden, match="--ignore-robots"):
        next(site.watch().rounds())
    site.limits.clear()
    assert next(site.watch(heed_robots=False).rounds()).error is None
    assert site.limits == [None]


def test_a_watch_of_an_old_archive_begins_slowly(site: Site, tmp_path: Path) -> None:
    next(site.watch().rounds())
    site.clock.moment += timedelta(days=30)
    again = next(site.watch(path=tmp_path / "newsroom").rounds())
    assert again.pause == CADENCE.at_least


def test_an_archive_that_another_writes_is_waited_for_but_not_for_ever(
    site: Site, tmp_path: Path
) -> None:
    from tracker.archive.repository import open_archive

    rounds = site.watch().rounds()
    next(rounds)
    with open_archive(tmp_path / "newsroom") as archive, archive.lock():
        failed = next(rounds)
        assert isinstance(failed.error, ArchiveError)
        with pytest.raises(ArchiveError, match="Another tracker"):
            list(rounds)


def test_a_robots_txt_that_leads_elsewhere_has_no_rules(site: Site) -> None:
    site.server.fail(Fault(kind=FaultKind.REDIRECT_AWAY, pattern="robots"))
    assert next(site.watch().rounds()).error is None


def test_where_robots_txt_cannot_be_read_nothing_else_is(site: Site) -> None:
    rounds = site.watch().rounds()
    next(rounds)
    site.clock.moment += timedelta(days=2)
    site.server.requests.clear()
    site.server.fail(Fault(kind=FaultKind.SERVER_ERROR, pattern="robots", count=1))
    assert isinstance(next(rounds).error, SiteError)
    assert [request.path for request in site.server.requests] == ["/robots.txt"]
    assert next(rounds).error is None
