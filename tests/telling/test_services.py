"""Services by way of apprise; its `json://` posts to a server of ours."""

from __future__ import annotations

import logging
import re
import subprocess
import sys
from typing import Any

import pytest

from tests.telling.messages import Clock, Letter
from tests.telling.receiver import answer, receiving, reset
from tracker.errors import ConfigError
from tracker.findings import Level
from tracker.telling.checking import check_channels
from tracker.telling.deliver import deliver
from tracker.telling.settings import AppriseSettings
from tracker.telling.values import Delivery, DeliveryStatus


def sent(*urls: str, clock: Clock | None = None, message: Letter | None = None) -> Delivery:
    clock = clock or Clock()
    channel = AppriseSettings(name="chat", urls=urls)
    (delivery,) = deliver(message or Letter(), [channel], sleep=clock.sleep, now=clock.now)
    return delivery


def address(url: str, path: str = "/in") -> str:
    return url.replace("http://", "json://") + path


@pytest.mark.parametrize(
    ("level", "kind"),
    [(Level.INFO, "info"), (Level.WARNING, "warning"), (Level.ERROR, "failure")],
)
def test_a_service_gets_the_text(level: Level, kind: str) -> None:
    with receiving() as receiver:
        delivery = sent(address(receiver.url), message=Letter(level=level))
    assert delivery == Delivery(channel="chat", status=DeliveryStatus.DELIVERED, tries=1)
    (post,) = receiver.posts
    assert post.path == "/in"
    assert post.json["title"] == Letter().subject
    assert post.json["message"] == Letter().text.strip()
    assert post.json["type"] == kind


def test_a_headline_calls_nobody() -> None:
    hostile = "@everyone @alice@mastodon.example <!channel> <@123> [up](http://evil.example) #tag"
    text = (
        f"{hostile}\n  https://gazette.example/@alice?to=@everyone#part\n"
        "  check: git log -p -- custom_type/00/12/1286\n  check: @everyone\n"
    )
    with receiving() as receiver:
        sent(address(receiver.url), message=Letter(subject=f"1 error: {hostile}", text=text))
    (post,) = receiver.posts
    for told in (post.json["title"], post.json["message"]):
        assert "everyone" in told
        assert not re.search(r"@\w|<|\]\(|(?<![\w?=])#\w", told)
    lines = post.json["message"].split("\n")
    assert lines[1:3] == [
        "  https://gazette.example/%40alice?to=%40everyone#part",
        "  check: git log -p -- custom_type/00/12/1286",
    ]


def test_only_who_failed_is_tried_again() -> None:
    clock = Clock()
    with receiving() as good, receiving(answer(503), reset, answer(200)) as bad:
        delivery = sent(address(good.url), address(bad.url), clock=clock)
    assert delivery.status is DeliveryStatus.DELIVERED
    assert clock.slept == [2.0, 4.0]
    assert len(good.posts) == 1
    assert len(bad.posts) == 3


def test_a_failure_shows_no_secret(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with receiving(answer(500)) as receiver, caplog.at_level(logging.WARNING):
        url = address(receiver.url, "/T0KEN").replace("//", "//jo:pw-in-url@", 1)
        delivery = sent(url)
    assert delivery.status is DeliveryStatus.FAILED
    assert delivery.reason.startswith("Not taken by json://")
    assert delivery.reason.endswith("(3 tries).")
    for secret in ("T0KEN", "pw-in-url", "127.0.0.1"):
        assert secret not in delivery.reason
    told = caplog.text + "".join(capfd.readouterr())
    assert "T0KEN" not in told
    assert "pw-in-url" not in told


def test_a_redirect_is_not_followed() -> None:
    with receiving() as other, receiving(answer(307, Location=other.url)) as receiver:
        delivery = sent(address(receiver.url))
    assert delivery.status is DeliveryStatus.FAILED
    assert other.posts == []


def test_a_refusal_is_final_where_apprise_tells_the_status() -> None:
    with receiving(answer(403)) as receiver:
        delivery = sent(address(receiver.url))
    assert delivery.reason == ("Not taken by json:// (403); look at the address of the service.")
    assert len(receiver.posts) == 1


def test_an_older_apprise_only_says_no(monkeypatch: pytest.MonkeyPatch) -> None:
    import apprise

    answers = [False, True]
    monkeypatch.setattr(apprise.Apprise, "notify", lambda *_, **__: answers.pop(0))
    assert sent("json://localhost/in").tries == 2


def test_an_address_that_apprise_does_not_know() -> None:
    channel = AppriseSettings(name="chat", urls=("json://localhost", "nosuch://T0KEN"))
    with pytest.raises(ConfigError, match=r"Address 2 .* nosuch://\.\.\., is none") as caught:
        check_channels([channel])
    assert "T0KEN" not in str(caught.value)
    assert sent(*channel.urls).reason == str(caught.value)


def test_apprise_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "apprise", None)
    channel = AppriseSettings(name="chat", urls=("json://localhost",))
    with pytest.raises(ConfigError, match=r"pip install tracker\[notify\]"):
        check_channels([channel])
    delivery = sent(*channel.urls)
    assert delivery.status is DeliveryStatus.FAILED
    assert "pip install tracker[notify]" in delivery.reason


def test_an_error_within_apprise_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    import apprise

    def broken(*_: Any, **__: Any) -> bool:
        raise RuntimeError("json://jo:pw@host")

    monkeypatch.setattr(apprise.Apprise, "notify", broken)
    delivery = sent("json://localhost/in")
    assert delivery.status is DeliveryStatus.FAILED
    assert delivery.reason == "An error that was not foreseen: RuntimeError."


def test_apprise_and_requests_are_imported_only_when_used() -> None:
    code = (
        "import sys, tracker.telling.settings as s\n"
        "s.AppriseSettings(name='a', urls=('json://localhost',))\n"
        "assert not {'requests', 'smtplib', 'selectolax'} & set(sys.modules)\n"
        "import tracker.telling.deliver\n"
        "assert 'apprise' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_a_long_message_comes_in_parts_and_whole() -> None:
    words = "".join(f"Sentence {number} of many.\n" for number in range(3000))
    with receiving() as receiver:
        delivery = sent(address(receiver.url), message=Letter(text=words))
    assert delivery.status is DeliveryStatus.DELIVERED
    assert len(receiver.posts) > 1
    told = "\n".join(post.json["message"] for post in receiver.posts)
    assert told.split() == words.split()
