"""A webhook that takes messages: what it gets, and what comes again after a failure."""

from __future__ import annotations

import hashlib
import hmac
import json
import socket
import threading
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from tests.telling.messages import AUTHORITY, NOON, Clock, Letter
from tests.telling.receiver import Behaviour, answer, endless, receiving, reset, stall
from tracker.findings import Level
from tracker.telling.deliver import deliver
from tracker.telling.settings import WebhookSettings
from tracker.telling.values import Delivery, DeliveryStatus


def sent(url: str, clock: Clock, message: Letter | None = None, **settings: Any) -> Delivery:
    channel = WebhookSettings(name="desk", url=url, **settings)
    (delivery,) = deliver(message or Letter(), [channel], sleep=clock.sleep, now=clock.now)
    return delivery


def test_the_payload_arrives() -> None:
    with receiving() as receiver:
        delivery = sent(f"{receiver.url}/in?team=1", Clock(), headers={"X-Team": "desk"})
    assert delivery == Delivery(channel="desk", status=DeliveryStatus.DELIVERED, tries=1)
    (post,) = receiver.posts
    assert post.path == "/in?team=1"
    assert post.json == {"findings": 2, "site": "gazette"}
    assert post.headers["content-type"] == "application/json"
    assert post.headers["x-team"] == "desk"
    assert post.headers["idempotency-key"] == '"20260301T120000Z-1f3a9c"'
    assert post.headers["user-agent"].startswith("tracker/")
    assert "x-tracker-signature" not in post.headers


def test_it_fails_twice_and_then_works() -> None:
    clock = Clock()
    with receiving(answer(503), answer(500), answer(200)) as receiver:
        delivery = sent(receiver.url, clock, secret="s3cret")
    assert delivery == Delivery(channel="desk", status=DeliveryStatus.DELIVERED, tries=3)
    assert clock.slept == [2.0, 4.0]
    assert len({post.body for post in receiver.posts}) == 1
    assert receiver.headers("idempotency-key") == ['"20260301T120000Z-1f3a9c"'] * 3


def test_a_signature_can_be_verified_and_is_made_anew_for_each_try() -> None:
    class Running(Clock):
        def now(self) -> datetime:
            return NOON + timedelta(seconds=sum(self.slept))

    with receiving(answer(500), answer(200)) as receiver:
        sent(receiver.url, Running(), secret="s3cret £")
    first, second = receiver.posts
    assert [post.headers["x-tracker-timestamp"] for post in (first, second)] == [
        str(int(NOON.timestamp())),
        str(int(NOON.timestamp()) + 2),
    ]
    for post in (first, second):
        key = post.headers["idempotency-key"].strip('"')
        signed = f"{key}.{post.headers['x-tracker-timestamp']}.".encode() + post.body
        digest = hmac.new("s3cret £".encode(), signed, hashlib.sha256).hexdigest()
        assert post.headers["x-tracker-signature"] == f"sha256={digest}"


def test_a_busy_receiver_is_given_the_time_it_asks_for() -> None:
    clock = Clock()
    with receiving(answer(429, Retry_After="17"), answer(503, Retry_After="1"), answer(200)) as it:
        assert sent(it.url, clock).status is DeliveryStatus.DELIVERED
    assert clock.slept == [17.0, 4.0]


def test_a_pause_may_be_told_as_a_date() -> None:
    clock = Clock()
    date = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    with receiving(answer(503, Retry_After=date), answer(200)) as receiver:
        assert sent(receiver.url, clock).status is DeliveryStatus.DELIVERED
    assert 20 < clock.slept[0] <= 30


def test_a_pause_that_is_too_long_is_left_to_the_next_audit() -> None:
    clock = Clock()
    with receiving(answer(429, Retry_After="3600")) as receiver:
        delivery = sent(receiver.url, clock)
    assert delivery.status is DeliveryStatus.FAILED
    assert delivery.reason.endswith("answered 429 Too Many Requests, and asks for 3600 s.")
    assert clock.slept == []
    assert len(receiver.posts) == 1


def test_a_redirect_is_not_followed() -> None:
    with (
        receiving() as other,
        receiving(answer(308, Location=f"{other.url}/elsewhere")) as receiver,
    ):
        delivery = sent(f"{receiver.url}/T0KEN", Clock(), secret="s3cret")
    assert delivery.status is DeliveryStatus.FAILED
    assert delivery.reason.startswith(f"{receiver.url} leads elsewhere (308)")
    assert "T0KEN" not in delivery.reason
    assert len(receiver.posts) == 1
    assert other.posts == []


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (400, "answered 400 Bad Request."),
        (403, "answered 403 Forbidden; look at its address, headers and secret."),
        (410, "answered 410 Gone; its address is no longer right."),
        (422, "answered 422 Unprocessable"),
    ],
)
def test_what_stays_is_not_tried_again(status: int, words: str) -> None:
    with receiving(answer(status)) as receiver:
        delivery = sent(f"{receiver.url}/T0KEN", Clock())
    assert delivery.status is DeliveryStatus.FAILED
    assert delivery.reason.startswith(f"{receiver.url} {words}")
    assert len(receiver.posts) == delivery.tries == 1


@pytest.mark.parametrize("status", [408, 409, 425, 429, 500, 502, 504])
def test_what_passes_is_tried_again_and_then_told(status: int) -> None:
    with receiving(answer(status)) as receiver:
        delivery = sent(receiver.url, Clock())
    assert delivery.status is DeliveryStatus.FAILED
    assert delivery.reason.endswith(" (3 tries).")
    assert str(status) in delivery.reason
    assert len(receiver.posts) == delivery.tries == 3


def test_a_reset_is_tried_again() -> None:
    with receiving(reset, reset, answer(200)) as receiver:
        delivery = sent(receiver.url, Clock())
    assert delivery.status is DeliveryStatus.DELIVERED
    assert receiver.headers("idempotency-key") == ['"20260301T120000Z-1f3a9c"'] * 3


def test_a_receiver_that_stalls() -> None:
    over = threading.Event()
    with receiving(stall(over), answer(200)) as receiver:
        delivery = sent(receiver.url, Clock(), timeout=0.3)
        over.set()
    assert delivery == Delivery(channel="desk", status=DeliveryStatus.DELIVERED, tries=2)


def test_a_receiver_that_only_stalls() -> None:
    over = threading.Event()
    with receiving(stall(over)) as receiver:
        delivery = sent(receiver.url, Clock(), timeout=0.2)
        over.set()
    assert delivery.reason == f"{receiver.url} did not answer in time (3 tries)."


def test_nobody_listens() -> None:
    with receiving() as receiver:
        url = receiver.url
    delivery = sent(f"{url}/T0KEN", Clock())
    assert delivery.reason == f"{url} refuses connections (3 tries)."


def test_an_answer_without_end_is_not_read() -> None:
    begun = time.monotonic()
    with receiving(endless) as receiver:
        assert sent(receiver.url, Clock()).status is DeliveryStatus.DELIVERED
    assert time.monotonic() - begun < 5


def test_netrc_and_proxies_of_the_environment_are_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login jo password pw\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    with receiving() as receiver:
        assert sent(receiver.url, Clock()).status is DeliveryStatus.DELIVERED
    assert receiver.headers("authorization") == [None]


def test_a_proxy_is_used_where_it_is_named() -> None:
    with receiving(answer(200)) as proxy:
        url = "http://hooks.example.org/in"
        assert sent(url, Clock(), proxies={"http": proxy.url}).status is DeliveryStatus.DELIVERED
    (post,) = proxy.posts
    assert post.path == url


def test_a_broken_proxy_is_told_without_its_password() -> None:
    with receiving() as gone:
        port = gone.port
    proxies = {"https": f"http://jo:pw@127.0.0.1:{port}"}
    delivery = sent("https://hooks.example.org/T0KEN", Clock(), proxies=proxies)
    assert delivery.reason == (
        "The proxy on the way to https://hooks.example.org does not work (3 tries)."
    )


def test_a_name_without_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    delivery = sent("https://hooks.example.invalid/T0KEN", Clock())
    assert delivery.reason == (
        "There is no address for the host of https://hooks.example.invalid (3 tries)."
    )


def test_tls_with_a_certificate_of_ones_own() -> None:
    with receiving(tls=True) as receiver:
        delivery = sent(receiver.url, Clock(), ca_bundle=AUTHORITY, secret="s3cret")
    assert delivery.status is DeliveryStatus.DELIVERED


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_a_certificate_that_does_not_hold(host: str) -> None:
    """Signed by nobody known; or by somebody known, for another name."""
    bundle = None if host == "localhost" else AUTHORITY
    with receiving(tls=True) as receiver:
        url = f"https://{host}:{receiver.port}"
        delivery = sent(f"{url}/T0KEN", Clock(), ca_bundle=bundle)
    assert delivery.status is DeliveryStatus.FAILED
    assert delivery.reason.startswith(f"{url} shows no certificate that can be trusted")
    assert "T0KEN" not in delivery.reason
    assert receiver.posts == []


def test_a_payload_of_any_kind_is_written() -> None:
    payload: dict[str, object] = {"level": Level.ERROR, "when": NOON, "odd": "lone \ud83d", "n": 1}
    with receiving() as receiver:
        sent(receiver.url, Clock(), Letter(payload=payload))
    assert receiver.posts[0].json == {
        "level": "error", "when": "2026-03-01T12:00:00Z", "odd": "lone \ud83d", "n": 1,
    }  # fmt: skip
    assert receiver.posts[0].body.isascii()
    assert json.loads(receiver.posts[0].body)


@pytest.mark.parametrize("key", ['a"b\r\nX-Evil: 1', "schlüssel", "x" * 500, ""])
def test_a_key_can_forge_no_header(key: str) -> None:
    with receiving() as receiver:
        assert sent(receiver.url, Clock(), Letter(key=key)).status is DeliveryStatus.DELIVERED
    (post,) = receiver.posts
    quoted = post.headers["idempotency-key"]
    assert quoted[0] == quoted[-1] == '"'
    assert quoted[1:-1].isalnum()
    assert "x-evil" not in post.headers


BAD: list[Behaviour] = [answer(200), answer(500), answer(410), answer(302), reset]


@pytest.mark.parametrize("behaviour", BAD)
def test_no_reason_shows_what_is_secret(behaviour: Behaviour) -> None:
    with receiving(behaviour) as receiver:
        url = receiver.url.replace("//", "//jo:pw-in-url@") + "/T0KEN?key=T0KEN"
        delivery = sent(url, Clock(), secret="s3cret", headers={"Authorization": "Bearer B3ARER"})
    for secret in ("T0KEN", "s3cret", "B3ARER", "pw-in-url"):
        assert secret not in repr(delivery)
