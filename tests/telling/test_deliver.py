"""Several channels at once: none waits for another, and none brings another down."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.telling.messages import NOON, Clock, Letter
from tests.telling.postoffice import post_office
from tests.telling.receiver import answer, receiving, stall
from tracker.findings import Level
from tracker.telling.deliver import deliver
from tracker.telling.settings import AppriseSettings, MailSettings, WebhookSettings
from tracker.telling.trying import Patience, Tried, try_often
from tracker.telling.values import DeliveryStatus, Failure, undelivered

DELIVERED, FAILED, NOT_WANTED = DeliveryStatus
ROOT = Path(__file__).parents[2]


def test_all_kinds_of_channels_at_once() -> None:
    clock = Clock()
    with receiving() as receiver, receiving(answer(410)) as gone, post_office() as office:
        deliveries = deliver(
            Letter(),
            [
                WebhookSettings(name="gone", url=gone.url),
                WebhookSettings(name="desk", url=receiver.url),
                MailSettings(
                    name="letters",
                    host=office.host,
                    port=office.port,
                    security="none",
                    sender="a@example.org",
                    to=("jo@example.org",),
                ),
                AppriseSettings(name="chat", urls=(receiver.url.replace("http:", "json:"),)),
                WebhookSettings(name="grave", url=receiver.url, at_least=Level.ERROR),
            ],
            sleep=clock.sleep,
            now=clock.now,
        )
    assert [(one.channel, one.status) for one in deliveries] == [
        ("gone", FAILED), ("desk", DELIVERED), ("letters", DELIVERED), ("chat", DELIVERED),
        ("grave", NOT_WANTED),
    ]  # fmt: skip
    assert len(receiver.posts) == 2
    assert len(office.mails) == 1
    assert deliveries[-1].reason == "It is of level warning, and wanted from error."
    assert undelivered(deliveries) == {
        "gone": f"{gone.url} answered 410 Gone; its address is no longer right."
    }


@pytest.mark.parametrize(
    ("level", "at_least", "status"),
    [
        (Level.INFO, Level.INFO, DELIVERED),
        (Level.INFO, Level.WARNING, NOT_WANTED),
        (Level.WARNING, Level.WARNING, DELIVERED),
        (Level.WARNING, Level.ERROR, NOT_WANTED),
        (Level.ERROR, Level.INFO, DELIVERED),
    ],
)
def test_levels(level: Level, at_least: Level, status: DeliveryStatus) -> None:
    with receiving() as receiver:
        channel = WebhookSettings(name="desk", url=receiver.url, at_least=at_least)
        (delivery,) = deliver(Letter(level=level), [channel], sleep=Clock().sleep, now=Clock().now)
    assert delivery.status is status
    assert len(receiver.posts) == (status is DELIVERED)


def test_nothing_to_send_to() -> None:
    assert deliver(Letter(), [], sleep=Clock().sleep, now=Clock().now) == ()


def test_a_slow_channel_delays_no_other() -> None:
    """Eight that stall end together, and the good one long before them."""
    over = threading.Event()
    arrived = []

    def note(handler: object) -> None:
        arrived.append(time.monotonic())
        answer(200)(handler)  # type: ignore[arg-type]

    with receiving(stall(over)) as slow, receiving(note) as good:
        channels = [
            WebhookSettings(name=f"slow-{each}", url=slow.url, timeout=1.5) for each in range(8)
        ]
        channels.append(WebhookSettings(name="good", url=good.url))
        begun = time.monotonic()
        deliveries = deliver(Letter(), channels, tries=1, sleep=Clock().sleep, now=Clock().now)
        seconds = time.monotonic() - begun
        over.set()
    assert [one.status for one in deliveries] == [FAILED] * 8 + [DELIVERED]
    assert arrived[0] - begun < 1.5
    assert seconds < 4 * 1.5


def test_a_channel_that_does_not_end_is_given_up() -> None:
    """And is not tried again behind one's back."""
    over = threading.Event()
    with receiving(stall(over)) as receiver:
        channel = WebhookSettings(name="desk", url=receiver.url, timeout=30)
        (delivery,) = deliver(
            Letter(),
            [channel],
            sleep=Clock().sleep,
            now=Clock().now,
            patience=Patience(total=0.3),
        )
        over.set()
        assert delivery.status is FAILED
        assert delivery.reason == "It did not end within 0.3 s; the message may arrive yet."
        names = {f"tell {channel.name}"}
        for thread in [one for one in threading.enumerate() if one.name in names]:
            thread.join(5)
        assert len(receiver.posts) == 1


def test_an_error_of_ours_is_a_failure_of_that_channel_alone() -> None:
    class Broken(Clock):
        def sleep(self, seconds: float) -> None:
            raise RuntimeError(f"cannot sleep {seconds} s")

    with receiving() as good, receiving(answer(500)) as bad:
        channels = [
            WebhookSettings(name="bad", url=bad.url),
            WebhookSettings(name="good", url=good.url),
        ]
        deliveries = deliver(Letter(), channels, sleep=Broken().sleep, now=Clock().now)
    assert [one.status for one in deliveries] == [FAILED, DELIVERED]
    assert "RuntimeError" in deliveries[0].reason


def tried(
    *outcomes: Failure | None, given_up: bool = False, **patience: float
) -> tuple[Tried, list[float]]:
    waiting = list(outcomes)
    clock = Clock()
    result = try_often(
        lambda: waiting.pop(0),
        Patience(**{"tries": 5, **patience}),  # type: ignore[arg-type]
        sleep=clock.sleep,
        given_up=lambda: given_up,
    )
    return result, clock.slept


PASSING = Failure(words="Later.", passing=True)


def test_pauses_double_up_to_the_longest() -> None:
    assert tried(PASSING, PASSING, PASSING, PASSING, None, longest=10.0) == (
        Tried(tries=5),
        [2.0, 4.0, 8.0, 10.0],
    )


def test_a_final_failure_ends_it() -> None:
    final = Failure(words="No.")
    assert tried(PASSING, final) == (Tried(tries=2, failure=final), [2.0])


def test_tries_end() -> None:
    assert tried(*[PASSING] * 5) == (Tried(tries=5, failure=PASSING), [2.0, 4.0, 8.0, 16.0])


def test_what_nobody_waits_for_is_not_tried_again() -> None:
    assert tried(PASSING, given_up=True) == (Tried(tries=1, failure=PASSING), [])


def test_now_is_the_time_of_the_mail() -> None:
    with post_office() as office:
        channel = MailSettings(
            name="letters", host=office.host, port=office.port, security="none",
            sender="a@example.org", to=("jo@example.org",),
        )  # fmt: skip
        deliver(Letter(), [channel], sleep=Clock().sleep, now=Clock().now)
    assert office.mails[0]["Date"].datetime == NOON


def test_a_stalled_server_does_not_keep_the_program_alive() -> None:
    code = (
        "import sys, time\n"
        "from tests.telling.messages import NOON, Letter\n"
        "from tracker.telling.deliver import deliver\n"
        "from tracker.telling.settings import WebhookSettings\n"
        "from tracker.telling.trying import Patience\n"
        "channel = WebhookSettings(name='desk', url=sys.argv[1], timeout=60)\n"
        "print(*deliver(Letter(), [channel], sleep=time.sleep, now=lambda: NOON,\n"
        "               patience=Patience(total=0.5)))\n"
    )
    over = threading.Event()
    with receiving(stall(over)) as receiver:
        command = [sys.executable, "-c", code, receiver.url]
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=15, check=True, cwd=ROOT
        )
        over.set()
    assert "did not end within 0.5 s" in done.stdout
