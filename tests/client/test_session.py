"""A session meets everything that servers do to a client."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from tests.client.conftest import NOON, MakeSession
from tests.client.web import Answering, Asked, Web
from tracker.errors import SiteError, SiteForbidden, SiteUnavailable
from tracker.wordpress.failures import OutOfTime
from tracker.wordpress.settings import Credentials

MakeWeb = Callable[[Answering], Web]
DEEP = b"[" * 10_000 + b"]" * 10_000
NESTED = b"[" * 200 + b"]" * 200
LOGIN = Credentials(user="ada", password="hush hush")


def good(asked: Asked) -> None:
    asked.json({"fine": True})


def once(bad: Answering) -> Answering:
    """Answer badly the first time, well ever after."""
    met: list[Asked] = []

    def answer(asked: Asked) -> None:
        met.append(asked)
        (bad if len(met) == 1 else good)(asked)

    return answer


def short(asked: Asked) -> None:
    asked.send(200, b'{"fine"', Content_Length="100")
    asked.hang_up()


def stalled(asked: Asked) -> None:
    asked.send(200, b"{", Content_Length="100")
    time.sleep(1)
    asked.hang_up()


def unusable(body: bytes) -> Answering:
    return lambda asked: asked.send(200, body, Content_Type="application/json")


PASSING = {
    "500": lambda asked: asked.send(500, b"<html>"),
    "502": lambda asked: asked.send(502, b"<html><body>Bad gateway</body></html>"),
    "503": lambda asked: asked.send(503, b"<html>"),
    "429": lambda asked: asked.send(429, b"", Retry_After="7"),
    "reset": Asked.hang_up,
    "cut body": short,
    "stall": stalled,
    "cut gzip": lambda asked: asked.packed(b'{"fine": true, "more": "' + b"x" * 5000 + b'"}', 30),
    "no gzip": lambda asked: asked.send(200, b"plain", Content_Encoding="gzip"),
    "cut JSON": unusable(b'{"fine": tr'),
    "warning": unusable(b"<br />\n<b>Warning</b>:  Undefined key in <b>x.php</b>\n{}"),
    "maintenance": unusable(b"<!DOCTYPE html><html><title>Back soon</title></html>"),
    "empty": unusable(b""),
    "not UTF-8": unusable(b'{"a": "\xff"}'),
}


@pytest.mark.parametrize("bad", PASSING.values(), ids=PASSING.keys())
def test_what_passes_is_tried_again(
    make_web: MakeWeb, make_session: MakeSession, bad: Answering
) -> None:
    web = make_web(once(bad))
    session = make_session(web.url, timeout_read=0.3)
    assert session.get(web.url).value == {"fine": True}
    assert session.requests == len(web.asked) == 2


@pytest.mark.parametrize("bad", PASSING.values(), ids=PASSING.keys())
def test_what_does_not_pass_is_one_clear_sentence(
    make_web: MakeWeb, make_session: MakeSession, bad: Answering
) -> None:
    web = make_web(bad)
    session = make_session(web.url, timeout_read=0.2, tries=2)
    with pytest.raises(SiteUnavailable) as caught:
        session.get(web.url + "wp-json/")
    sentence = str(caught.value)
    assert web.url + "wp-json/" in sentence
    assert "(2 tries)" in sentence
    assert sentence.endswith("try again later.")
    assert "\n" not in sentence
    assert len(web.asked) == 2


def test_pauses_grow(make_web: MakeWeb, make_session: MakeSession, slept: list[float]) -> None:
    web = make_web(lambda asked: asked.send(500))
    with pytest.raises(SiteUnavailable):
        make_session(web.url, tries=4, backoff=0.5).get(web.url)
    assert slept == [0.5, 1.0, 2.0]


@pytest.mark.parametrize("status", [429, 503])
def test_a_site_may_ask_for_a_pause(
    make_web: MakeWeb, make_session: MakeSession, slept: list[float], status: int
) -> None:
    web = make_web(once(lambda asked: asked.send(status, Retry_After="42")))
    make_session(web.url).get(web.url)
    assert slept == [42.0]


def test_a_pause_that_is_too_long_ends_the_run(
    make_web: MakeWeb, make_session: MakeSession, slept: list[float]
) -> None:
    web = make_web(lambda asked: asked.send(429, Retry_After="3600"))
    with pytest.raises(SiteUnavailable, match="a pause of 3600 s"):
        make_session(web.url).get(web.url)
    assert slept == []


def test_one_pause_is_made_for_all_connections(
    make_web: MakeWeb, make_session: MakeSession, slept: list[float]
) -> None:
    met: list[Asked] = []

    def answer(asked: Asked) -> None:
        met.append(asked)
        if len(met) <= 4:
            time.sleep(0.1)
            asked.send(429, Retry_After="5")
        else:
            good(asked)

    web = make_web(answer)
    session = make_session(web.url, connections=4)
    results = list(session.fetch_all([lambda: session.get(web.url).status] * 4))
    assert results == [200] * 4
    assert slept == [5.0]


def test_valid_json_is_taken_whatever_its_type_is_called(
    make_web: MakeWeb, make_session: MakeSession
) -> None:
    web = make_web(lambda asked: asked.send(200, b'\xef\xbb\xbf{"a": 1}', Content_Type="text/html"))
    assert make_session(web.url).get(web.url).value == {"a": 1}


@pytest.mark.parametrize("body", [DEEP, NESTED])
def test_deep_nesting_is_refused(make_web: MakeWeb, make_session: MakeSession, body: bytes) -> None:
    web = make_web(unusable(body))
    with pytest.raises(SiteError, match="nested more than 64 deep"):
        make_session(web.url).get(web.url)
    assert len(web.asked) == 1


def endless(asked: Asked) -> None:
    asked.send(200, b"[", Content_Length=str(300 * 1024**2))
    for _ in range(300):
        asked.handler.wfile.write(b" " * 1024**2)


def bomb(asked: Asked) -> None:
    asked.send(200, gzip.compress(b" " * 20 * 1024**2), Content_Encoding="gzip")


@pytest.mark.parametrize("bad", [endless, bomb])
def test_an_answer_without_end_is_refused(
    make_web: MakeWeb, make_session: MakeSession, bad: Answering
) -> None:
    web = make_web(bad)
    with pytest.raises(SiteError, match="more than 2 MiB in one answer"):
        make_session(web.url, max_bytes=2 * 1024**2).get(web.url)
    assert len(web.asked) == 1


@pytest.mark.parametrize("chunked", [False, True])
def test_a_server_that_drips_is_left(
    make_web: MakeWeb, make_session: MakeSession, chunked: bool
) -> None:
    def drip(asked: Asked) -> None:
        if chunked:
            asked.send(200, b"1000\r\n", Content_Length="", Transfer_Encoding="chunked")
        else:
            asked.send(200, b"", Content_Length="10000")
        for _ in range(100):
            asked.handler.wfile.write(b" ")
            time.sleep(0.05)

    web = make_web(drip)
    session = make_session(web.url, timeout_read=1, timeout_total=0.3, tries=1)
    begun = time.monotonic()
    with pytest.raises(SiteUnavailable, match=r"more than 0\.3 s"):
        session.get(web.url)
    assert time.monotonic() - begun < 2


def drip_headers(asked: Asked) -> None:
    asked.handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-A: ")
    for _ in range(100):
        asked.handler.wfile.write(b"a")
        time.sleep(0.05)


def drip_interim_answers(asked: Asked) -> None:
    for _ in range(100):
        asked.handler.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        time.sleep(0.05)


def drip_after_the_body(asked: Asked) -> None:
    asked.send(200, b"2\r\n[]\r\n0\r\n", Content_Length="", Transfer_Encoding="chunked")
    for _ in range(100):
        asked.handler.wfile.write(b"X: y\r\n")
        time.sleep(0.05)


DRIPS = {"headers": drip_headers, "interim": drip_interim_answers, "trailer": drip_after_the_body}


@pytest.mark.parametrize("rate", [None, 50.0])
@pytest.mark.parametrize("drip", DRIPS.values(), ids=DRIPS.keys())
def test_what_stands_around_a_body_counts_too(
    make_web: MakeWeb, make_session: MakeSession, drip: Answering, rate: float | None
) -> None:
    web = make_web(drip)
    session = make_session(web.url, timeout_read=1, timeout_total=0.3, tries=1, rate=rate)
    begun = time.monotonic()
    with pytest.raises(SiteUnavailable, match=r"more than 0\.3 s"):
        session.get(web.url)
    assert time.monotonic() - begun < 2


def test_an_answer_by_a_proxy_ends_in_time_too(make_session: MakeSession) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        proxy = f"http://127.0.0.1:{listener.getsockname()[1]}"

        def drip() -> None:
            with listener.accept()[0] as one, suppress(OSError):
                one.recv(4096)
                one.sendall(b"HTTP/1.1 200 Connection established\r\nX-A: ")
                for _ in range(100):
                    one.sendall(b"a")
                    time.sleep(0.05)

        threading.Thread(target=drip, daemon=True).start()
        site = "https://harbour.example/"
        session = make_session(
            site, proxies={"https": proxy}, timeout_read=1, timeout_total=0.3, tries=1
        )
        begun = time.monotonic()
        with pytest.raises(SiteUnavailable):
            session.get(site)
    assert time.monotonic() - begun < 2


@pytest.mark.parametrize("silence", [drip_headers, lambda _: time.sleep(5), stalled])
def test_no_request_lasts_longer_than_its_session_may(
    make_web: MakeWeb, make_session: MakeSession, silence: Answering
) -> None:
    web = make_web(silence)
    session = make_session(web.url, until=time.monotonic() + 0.3)
    begun = time.monotonic()
    with pytest.raises(OutOfTime):
        session.get(web.url)
    with pytest.raises(OutOfTime):
        session.get(web.url)
    assert time.monotonic() - begun < 0.9
    assert session.requests == 2
    assert len(web.asked) == 1, "none begins any more"


def test_chunks_are_joined(make_web: MakeWeb, make_session: MakeSession) -> None:
    body = b"3\r\n[1,\r\n" + b"3\r\n 2]\r\n" + b"0\r\n\r\n"
    web = make_web(
        lambda asked: asked.send(200, body, Content_Length="", Transfer_Encoding="chunked")
    )
    session = make_session(web.url)
    assert [session.get(web.url).value for _ in range(2)] == [[1, 2], [1, 2]]


def test_redirects_within_the_site_are_followed(
    make_web: MakeWeb, make_session: MakeSession
) -> None:
    def answer(asked: Asked) -> None:
        if asked.path == "/a":
            asked.send(301, Location="/b?x=1#part")
        else:
            good(asked)

    web = make_web(answer)
    session = make_session(web.url)
    assert session.get(web.url + "a").url == web.url + "b?x=1"
    assert session.requests == 2


def test_redirects_come_to_an_end(make_web: MakeWeb, make_session: MakeSession) -> None:
    web = make_web(lambda asked: asked.send(302, Location=asked.path + "x"))
    with pytest.raises(SiteError, match="redirects more than 5 times"):
        make_session(web.url).get(web.url)
    assert len(web.asked) == 6


@pytest.mark.parametrize("how", ["http://{}/", "//{}/x", "http://ada:pw@{}/"])
def test_no_redirect_leads_to_another_site(
    make_web: MakeWeb, make_session: MakeSession, how: str
) -> None:
    other = make_web(good)
    host = other.url.removeprefix("http://").strip("/")
    web = make_web(lambda asked: asked.send(302, Location=how.format(host)))
    with pytest.raises(SiteError, match="another site and was not followed"):
        make_session(web.url, credentials=LOGIN).get(web.url, credentials=True)
    assert other.asked == []
    assert web.asked[0].headers["authorization"].startswith("Basic ")


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://example.org/", "http://["])
def test_no_redirect_leads_out_of_the_web(
    make_web: MakeWeb, make_session: MakeSession, target: str
) -> None:
    web = make_web(lambda asked: asked.send(302, Location=target))
    with pytest.raises(SiteError, match="not followed"):
        make_session(web.url).get(web.url)


def test_only_the_site_is_asked(make_web: MakeWeb, make_session: MakeSession) -> None:
    other = make_web(good)
    session = make_session("http://127.0.0.1:1/")
    with pytest.raises(SiteError, match="outside the site"):
        session.get(other.url)
    assert other.asked == []
    assert make_session("http://127.0.0.1:1/", rest_root=other.url).get(other.url).is_fine


def test_a_password_does_not_travel_in_the_clear(make_session: MakeSession) -> None:
    session = make_session("http://www.example.org/", credentials=LOGIN)
    with pytest.raises(SiteForbidden, match="plain HTTP") as caught:
        session.get("http://www.example.org/wp-json/", credentials=True)
    assert session.requests == 0
    assert "hush" not in str(caught.value)


def test_credentials_are_sent_only_where_asked_for_and_never_shown(
    make_web: MakeWeb, make_session: MakeSession
) -> None:
    web = make_web(good)
    session = make_session(web.url, credentials=LOGIN, proxies={"http": "http://u:pw@proxy/"})
    session.get(web.url)
    session.get(web.url, credentials=True)
    assert "authorization" not in web.asked[0].headers
    assert web.asked[1].headers["authorization"] == LOGIN.header
    assert "hush" not in repr(session.settings) + repr(LOGIN)
    assert "pw" not in repr(session.settings)


def test_nothing_of_the_surroundings_is_used(
    make_web: MakeWeb,
    make_session: MakeSession,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login ada password secret\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.delenv("no_proxy", raising=False)
    web = make_web(lambda asked: asked.json([], Set_Cookie="visited=1"))
    session = make_session(web.url)
    session.get(web.url)
    session.get(web.url)
    assert not {"authorization", "cookie"} & set(web.asked[1].headers)
    assert web.asked[1].headers["user-agent"] == "tests (https://example.org/)"


@pytest.mark.parametrize(("age", "seconds"), [("90", 90), ("", 0), ("-5", 0), ("x", 0)])
def test_a_cached_answer_was_true_earlier(
    make_web: MakeWeb, make_session: MakeSession, age: str, seconds: int
) -> None:
    web = make_web(lambda asked: asked.json([], Age=age))
    assert make_session(web.url).get(web.url).observed == NOON - timedelta(seconds=seconds)


def test_other_statuses_are_answers(make_web: MakeWeb, make_session: MakeSession) -> None:
    error = {"code": "rest_forbidden", "message": "No.", "data": {"status": 401}}
    web = make_web(lambda asked: asked.json(error, 401))
    answer = make_session(web.url).get(web.url)
    assert answer.error is not None
    assert (answer.status, answer.error.code) == (401, "rest_forbidden")


def test_nobody_there(make_session: MakeSession) -> None:
    with pytest.raises(SiteUnavailable, match="refuses connections"):
        make_session("http://127.0.0.1:1/", tries=1).get("http://127.0.0.1:1/")


def test_a_site_cannot_write_on_the_terminal(make_web: MakeWeb, make_session: MakeSession) -> None:
    evil = "http://evil.example/\x9b31m\u202e/\u2028x"
    web = make_web(lambda asked: asked.send(302, Location=evil.encode().decode("latin-1")))
    with pytest.raises(SiteError) as caught:
        make_session(web.url).get(web.url)
    assert all(char.isprintable() for char in str(caught.value))


def test_a_rate_is_kept(make_web: MakeWeb, make_session: MakeSession) -> None:
    web = make_web(good)
    session = make_session(web.url, rate=10, connections=4)
    begun = time.monotonic()
    list(session.fetch_all([lambda: session.get(web.url)] * 15))
    assert time.monotonic() - begun >= 0.9
