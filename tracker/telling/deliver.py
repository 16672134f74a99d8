"""Deliver one message to all channels at once."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import datetime

from tracker.errors import ConfigError
from tracker.telling.mail import MailSending
from tracker.telling.services import AppriseSending
from tracker.telling.settings import (
    AppriseSettings,
    ChannelSettings,
    MailSettings,
    WebhookSettings,
)
from tracker.telling.trying import Patience, Sending, try_often
from tracker.telling.values import Delivery, DeliveryStatus, Tellable
from tracker.telling.webhook import WebhookPost

Sleep = Callable[[float], None]
Now = Callable[[], datetime]


def deliver(
    message: Tellable,
    channels: Sequence[ChannelSettings],
    *,
    tries: int = 3,
    sleep: Sleep,
    now: Now,
    patience: Patience | None = None,
) -> tuple[Delivery, ...]:
    """Send a message to each channel that wants it; give what became of it, in their order.

    The channels are sent to at the same time, so that a slow or broken one delays no other, and
    whatever goes wrong with one is a value. A channel that does not end in time is given up as
    failed; its message may arrive yet, and bears the same key when it is sent again.

    Args:
        tries: how often it is sent to one channel at most.
        sleep, now: called on several threads.
        patience: everything else about pauses and time; its own `tries` does not count.
    """
    patience = replace(patience or Patience(), tries=tries)
    works = [_Work(channel=channel) for channel in channels]
    for work in works:
        # Daemons: a stalled server must not keep an interrupted program alive.
        arguments = (work, message, patience, sleep, now)
        threading.Thread(
            target=_carry_out, args=arguments, name=f"tell {work.channel.name}", daemon=True
        ).start()
    end = time.monotonic() + patience.total
    return tuple(_outcome(work, end, patience) for work in works)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    channel: ChannelSettings
    future: Future[Delivery] = field(default_factory=Future)
    given_up: threading.Event = field(default_factory=threading.Event)


def _outcome(work: _Work, end: float, patience: Patience) -> Delivery:
    try:
        return work.future.result(timeout=max(0.0, end - time.monotonic()))
    except TimeoutError:
        work.given_up.set()
        return Delivery(
            channel=work.channel.name,
            status=DeliveryStatus.FAILED,
            reason=f"It did not end within {patience.total:g} s; the message may arrive yet.",
        )


def _carry_out(work: _Work, message: Tellable, patience: Patience, sleep: Sleep, now: Now) -> None:
    try:
        delivery = _deliver_to(work, message, patience, sleep, now)
    except ConfigError as error:
        delivery = Delivery(
            channel=work.channel.name, status=DeliveryStatus.FAILED, reason=str(error)
        )
    except BaseException as error:
        # A service of apprise, or a server that nobody foresaw. Its message may hold an address.
        delivery = Delivery(
            channel=work.channel.name,
            status=DeliveryStatus.FAILED,
            reason=f"An error that was not foreseen: {type(error).__name__}.",
        )
    work.future.set_result(delivery)


def _deliver_to(
    work: _Work, message: Tellable, patience: Patience, sleep: Sleep, now: Now
) -> Delivery:
    channel = work.channel
    if message.level.weight < channel.at_least.weight:
        return Delivery(
            channel=channel.name,
            status=DeliveryStatus.NOT_WANTED,
            reason=f"It is of level {message.level}, and wanted from {channel.at_least}.",
        )
    tried = try_often(
        _sending(channel, message, now), patience, sleep=sleep, given_up=work.given_up.is_set
    )
    if tried.failure is None:
        return Delivery(channel=channel.name, status=DeliveryStatus.DELIVERED, tries=tried.tries)
    again = f" ({tried.tries} tries)." if tried.tries > 1 else "."
    return Delivery(
        channel=channel.name,
        status=DeliveryStatus.FAILED,
        reason=tried.failure.words.removesuffix(".") + again,
        tries=tried.tries,
    )


def _sending(channel: ChannelSettings, message: Tellable, now: Now) -> Sending:
    match channel:
        case WebhookSettings():
            return WebhookPost(channel, message, now=now)
        case MailSettings():
            return MailSending(channel, message, now=now)
        case AppriseSettings():
            return AppriseSending(channel, message)
