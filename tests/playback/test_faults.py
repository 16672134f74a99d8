"""The server misbehaves as asked, and only then."""

from __future__ import annotations

import gzip
import http.client
import json
import time
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from tracker.playback import (
    Fault,
    FaultKind,
    Login,
    Observation,
    PlaybackServer,
    Request,
    play,
    serve,
)

NOON = datetime(2026, 4, 1, 12, tzinfo=UTC)
POSTS = "/wp-json/wp/v2/posts"


def observed(hour: int, words: str) -> Observation:
    fields = {"id": 7, "type": "post", "slug": words, "content": {"rendered": words * 400}}
    return Observation(observed=NOON + timedelta(hours=hour), kind="post", id=7, fields=fields)


@pytest.fixture
def server() -> Iterator[PlaybackServer]:
    playback = play([observed(-1, "early"), observed(0, "noon")], moment=NOON)
    with serve(playback) as server:
        yield server


class Answer:
    """Status, headers and body, read with as little help as possible."""

    def __init__(self, server: PlaybackServer, path: str = POSTS, **headers: str) -> None:
        host = server.origin.removeprefix("http://")
        connection = http.client.HTTPConnection(host, timeout=5)
        try:
            connection.request("GET", path, headers=headers)
            response = connection.getresponse()
            self.status = response.status
            self.headers = response.headers
            self.body = response.read()
        finally:
            connection.close()


def test_without_a_fault_all_is_well(server: PlaybackServer) -> None:
    assert json.loads(Answer(server).body)[0]["slug"] == "noon"


@pytest.mark.parametrize(
    ("kind", "status", "start"),
    [
        (FaultKind.SERVER_ERROR, 500, b'{"code":"internal_server_error"'),
        (FaultKind.BAD_GATEWAY, 502, b"<!DOCTYPE html>"),
        (FaultKind.UNAVAILABLE, 503, b"<!DOCTYPE html>"),
        (FaultKind.TOO_MANY, 429, b"<!DOCTYPE html>"),
        (FaultKind.WARNING, 200, b"<br />\n<b>Warning</b>"),
        (FaultKind.DEEP, 200, b'{"id":1,"content":' + b"[" * 10_000),
        (FaultKind.LOST_JSON, 404, b'{"code":"rest_post_invalid_id"'),
        (FaultKind.LOST_HTML, 404, b"<!DOCTYPE html>"),
        (FaultKind.EMPTY, 200, b"[]"),
        (FaultKind.MAINTENANCE, 200, b"<!DOCTYPE html>"),
        (FaultKind.SWITCHED_OFF, 401, b'{"code":"rest_login_required"'),
        (FaultKind.BLOCKED, 403, b"<!DOCTYPE html>"),
        (FaultKind.FOREIGN, 200, b"<!DOCTYPE html>"),
    ],
)
def test_wrong_answers(server: PlaybackServer, kind: FaultKind, status: int, start: bytes) -> None:
    server.fail(Fault(kind=kind, seconds=3))
    answer = Answer(server)
    assert answer.status == status
    assert answer.body.startswith(start)
    if kind in (FaultKind.UNAVAILABLE, FaultKind.TOO_MANY):
        assert answer.headers["Retry-After"] == "3"


def test_faults_are_counted(server: PlaybackServer) -> None:
    server.fail(Fault(kind=FaultKind.BAD_GATEWAY, pattern="posts", after=1, count=2))
    assert Answer(server, "/wp-json/").status == 200
    assert [Answer(server).status for _ in range(5)] == [200, 502, 502, 200, 200]
    server.fail(Fault(kind=FaultKind.BAD_GATEWAY))
    assert Answer(server).status == 502
    server.faults.clear()
    assert Answer(server).status == 200


def test_a_reset_connection(server: PlaybackServer) -> None:
    server.fail(Fault(kind=FaultKind.RESET, count=1))
    with pytest.raises((ConnectionResetError, http.client.RemoteDisconnected)):
        Answer(server)
    assert Answer(server).status == 200


def test_a_body_cut_off(server: PlaybackServer) -> None:
    server.fail(Fault(kind=FaultKind.CUT_BODY))
    with pytest.raises(http.client.IncompleteRead):
        Answer(server)


def test_gzip_cut_off(server: PlaybackServer) -> None:
    server.fail(Fault(kind=FaultKind.CUT_GZIP))
    answer = Answer(server)
    assert answer.headers["Content-Encoding"] == "gzip"
    with pytest.raises((EOFError, zlib.error)):
        gzip.decompress(answer.body)


def test_json_cut_off(server: PlaybackServer) -> None:
    server.fail(Fault(kind=FaultKind.CUT_JSON))
    with pytest.raises(json.JSONDecodeError):
        json.loads(Answer(server).body)


def test_a_stall_lasts_as_long_as_asked(server: PlaybackServer) -> None:
    server.fail(Fault(kind=FaultKind.STALL, seconds=0.4))
    started = time.monotonic()
    with pytest.raises(http.client.IncompleteRead):
        Answer(server)
    assert time.monotonic() - started >= 0.4


def test_an_answer_of_many_megabytes(server: PlaybackServer) -> None:
    server.fail(Fault(kind=FaultKind.HUGE, size=8 * 1024**2))
    assert len(Answer(server).body) == 8 * 1024**2 + 1


def test_wrong_headers(server: PlaybackServer) -> None:
    server.fail(Fault(kind=FaultKind.WRONG_TYPE, count=1), Fault(kind=FaultKind.HUGE_PAGES))
    assert Answer(server).headers["Content-Type"].startswith("text/html")
    answer = Answer(server)
    assert (answer.headers["X-WP-TotalPages"], answer.headers["X-WP-Total"]) == ("999999999", "1")
    server.faults.clear()
    server.fail(Fault(kind=FaultKind.HUGE_TOTAL))
    assert Answer(server).headers["X-WP-Total"] == "999999999"


def test_redirects(server: PlaybackServer) -> None:
    server.fail(
        Fault(kind=FaultKind.REDIRECT_LOOP, count=2),
        Fault(kind=FaultKind.REDIRECT_AWAY, location="http://other.example/x"),
    )
    first = Answer(server, POSTS + "?page=1").headers["Location"]
    second = Answer(server, first).headers["Location"]
    assert (first, second) == (f"{POSTS}?page=1&round=1", f"{POSTS}?page=1&round=2")
    assert Answer(server).headers["Location"] == "http://other.example/x"


def test_a_stale_answer_has_an_age(server: PlaybackServer) -> None:
    server.fail(Fault(kind=FaultKind.STALE, moment=NOON - timedelta(minutes=30)))
    answer = Answer(server)
    assert answer.headers["Age"] == "1800"
    assert json.loads(answer.body)[0]["slug"] == "early"


def test_authorization_can_be_lost() -> None:
    login = Login(user="ann", password="secret")
    with serve(play([observed(0, "noon")], moment=NOON, logins=(login,))) as server:
        sent = {"Authorization": "Basic YW5uOnNlY3JldA=="}
        path = "/wp-json/wp/v2/users/me"
        assert Answer(server, path, **sent).status == 200
        server.fail(Fault(kind=FaultKind.DROP_AUTHORIZATION))
        assert b"rest_not_logged_in" in Answer(server, path, **sent).body


def test_the_site_can_change_between_requests(server: PlaybackServer) -> None:
    def edit(_: Request) -> None:
        if len(server.requests) == 2:
            server.add(observed(0, "meanwhile"))

    server.before = edit
    slugs = [json.loads(Answer(server).body)[0]["slug"] for _ in range(3)]
    assert slugs == ["noon", "meanwhile", "meanwhile"]
    assert [request.path for request in server.requests] == [POSTS] * 3


def test_connections_are_kept_and_gzip_is_given_when_asked(server: PlaybackServer) -> None:
    connection = http.client.HTTPConnection(server.origin.removeprefix("http://"), timeout=5)
    bodies = []
    for encoding in ("identity", "gzip"):
        connection.request("GET", POSTS, headers={"Accept-Encoding": encoding})
        sock = connection.sock
        response = connection.getresponse()
        body = response.read()
        bodies.append(gzip.decompress(body) if encoding == "gzip" else body)
        assert (response.headers["Content-Encoding"] == "gzip") == (encoding == "gzip")
        assert connection.sock is sock, "the connection stays open"
    connection.close()
    assert bodies[0] == bodies[1]


def test_latency_holds_answers_back() -> None:
    with serve(play([observed(0, "noon")], moment=NOON), latency=120) as server:
        started = time.monotonic()
        Answer(server)
        assert time.monotonic() - started >= 0.12
