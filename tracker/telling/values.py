"""What is told, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from tracker.findings import Level


class Tellable(Protocol):
    """A message, written and ready to be sent: the same bytes however often it is tried.

    Args:
        key: known again by its receiver; another message must never have it.
        run: id of the audit that it is about.
        subject: one line.
        text, html: the same words twice.
        payload: what a webhook is given, as JSON.
        level: of the gravest finding in it.
    """

    @property
    def key(self) -> str: ...
    @property
    def run(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def html(self) -> str: ...
    @property
    def payload(self) -> dict[str, object]: ...
    @property
    def level(self) -> Level: ...


class DeliveryStatus(StrEnum):
    """What became of a message on one channel."""

    DELIVERED = "delivered"
    FAILED = "failed"
    NOT_WANTED = "not wanted"
    """The message is less grave than what the channel is for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What became of a message on one channel.

    Args:
        channel: its name in the configuration.
        status: what became of it.
        reason: why it failed, or is not wanted, one sentence; empty where it was delivered.
            It holds no secret: of an address it shows scheme and host, for the rest of a
            webhook's address is often its password; of a service only the scheme.
        tries: how often it was sent.
    """

    channel: str
    status: DeliveryStatus
    reason: str = ""
    tries: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why one try failed.

    Args:
        words: one sentence without secrets.
        passing: whether another try may do better.
        pause: seconds that the other side asks for before that; 0 where it asks for none.
    """

    words: str
    passing: bool = False
    pause: float = 0.0


def undelivered(deliveries: Iterable[Delivery]) -> dict[str, str]:
    """Give what failed: channel -> why, as an `AuditRun` has it."""
    return {one.channel: one.reason for one in deliveries if one.status is DeliveryStatus.FAILED}
