"""Whatever the playback does wrong, a reader gets the truth or one clear sentence."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.client.conftest import MakeSession
from tracker.errors import SiteError
from tracker.playback import Fault, FaultKind, Observation, PlaybackServer, play, serve
from tracker.wordpress.discover import discover
from tracker.wordpress.listing import list_modified, list_newest, read_posts, sweep
from tracker.wordpress.rest import Rest
from tracker.wordpress.types import PostType

NOON = datetime(2026, 4, 1, 12, tzinfo=UTC)
POSTS = PostType(slug="post", name="Posts", path="wp/v2/posts")
COUNT = 320
TRUE_ANSWERS = frozenset(
    {
        FaultKind.WRONG_TYPE,
        FaultKind.HUGE_PAGES,
        FaultKind.HUGE_TOTAL,
        FaultKind.DROP_AUTHORIZATION,
        FaultKind.STALE,
    }
)
"""Faults that leave the posts in the answer."""

FALSE_ANSWERS = frozenset({FaultKind.EMPTY})
"""A well-formed answer that is not true; only a caller that knows the archive can doubt it."""


def observed(number: int) -> Observation:
    words = {"rendered": f"<p>Lane {number} of the bridge.</p>", "protected": False}
    fields: dict[str, Any] = {
        "id": number,
        "type": "post",
        "slug": f"lane-{number}",
        "status": "publish",
        "title": {"rendered": f"Lane {number}"},
        "content": words,
        "date": "2026-03-01T10:00:00",
        "modified_gmt": "2026-03-01T10:00:00",
    }
    moment = NOON - timedelta(days=9)
    return Observation(observed=moment, kind="post", id=number, fields=fields)


@pytest.fixture(scope="module")
def running() -> Iterator[PlaybackServer]:
    with serve(play([observed(number) for number in range(1, COUNT + 1)], moment=NOON)) as server:
        yield server


@pytest.fixture
def server(running: PlaybackServer) -> Iterator[PlaybackServer]:
    yield running
    running.faults.clear()


def api(server: PlaybackServer, make_session: MakeSession) -> Rest:
    session = make_session(
        server.url, timeout_read=0.4, timeout_total=5, max_bytes=4 * 1024**2, tries=2
    )
    return discover(session, server.url).rest(session)


def met(rest: Rest) -> list[int]:
    return [reading.key.id for batch in sweep(rest, POSTS) for reading in batch.readings]


@pytest.mark.parametrize("kind", FaultKind, ids=lambda kind: kind.name)
@pytest.mark.parametrize("after", [0, 2])
def test_a_fault_once_changes_nothing_or_is_told(
    server: PlaybackServer, make_session: MakeSession, kind: FaultKind, after: int
) -> None:
    if kind in FALSE_ANSWERS:
        pytest.skip("true for the client: the answer is well-formed")
    rest = api(server, make_session)
    fault = Fault(kind=kind, pattern="/posts", after=after, count=1, seconds=0.6, size=8 * 1024**2)
    server.fail(Fault(kind=kind, pattern="/posts", after=after, count=1, seconds=0.6, size=10_000)
                if kind is FaultKind.DEEP else fault)  # fmt: skip
    try:
        assert met(rest) == list(range(1, COUNT + 1))
    except SiteError as error:
        sentence = str(error)
        assert sentence.endswith(".")
        assert "\n" not in sentence
        assert server.origin in sentence


@pytest.mark.parametrize("kind", sorted(set(FaultKind) - TRUE_ANSWERS - FALSE_ANSWERS))
def test_a_fault_for_ever_is_told(
    server: PlaybackServer, make_session: MakeSession, kind: FaultKind
) -> None:
    rest = api(server, make_session)
    size = 10_000 if kind is FaultKind.DEEP else 8 * 1024**2
    server.fail(Fault(kind=kind, pattern="/posts", seconds=0.6, size=size))
    begun = time.monotonic()
    with pytest.raises(SiteError):
        met(rest)
    with pytest.raises(SiteError):
        list_newest(rest, POSTS)
    with pytest.raises(SiteError):
        list(read_posts(rest, POSTS, range(1, 101)))
    assert time.monotonic() - begun < 20


@pytest.mark.parametrize("kind", sorted(TRUE_ANSWERS))
def test_answers_that_are_only_odd_are_read(
    server: PlaybackServer, make_session: MakeSession, kind: FaultKind
) -> None:
    rest = api(server, make_session)
    server.fail(Fault(kind=kind, pattern="/posts", moment=NOON - timedelta(days=1)))
    assert met(rest) == list(range(1, COUNT + 1))
    assert rest.session.requests < 60


@pytest.mark.parametrize(
    "kind",
    [
        FaultKind.FOREIGN,
        FaultKind.SWITCHED_OFF,
        FaultKind.BLOCKED,
        FaultKind.MAINTENANCE,
        FaultKind.REDIRECT_AWAY,
        FaultKind.REDIRECT_LOOP,
        FaultKind.RESET,
    ],
)
def test_a_site_that_cannot_be_opened_is_told(
    server: PlaybackServer, make_session: MakeSession, kind: FaultKind
) -> None:
    server.fail(Fault(kind=kind, pattern=""))
    with pytest.raises(SiteError) as caught:
        api(server, make_session)
    assert str(caught.value).endswith(".")


def test_posts_that_go_while_they_are_listed(
    server: PlaybackServer, make_session: MakeSession
) -> None:
    rest = api(server, make_session)
    listed = list_modified(rest, POSTS, until=None)
    assert sorted(glimpse.key.id for glimpse in listed.glimpses) == list(range(1, COUNT + 1))
    assert listed.total == COUNT
