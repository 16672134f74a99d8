"""Trying again: pauses that double, and those that the other side asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from tracker.telling.values import Failure


class Sending(Protocol):
    """A message on its way to one channel; each call is one try, None says that it arrived."""

    def __call__(self) -> Failure | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How often, and how long, a message is tried.

    Args:
        tries: how often it is sent at most.
        backoff: seconds before the second try, doubled for each further one. Always the same:
            an audit sends a handful of messages, no crowd that would have to be spread out.
        longest: seconds; who asks for a longer pause is asked again by the next audit.
        total: seconds for all channels, which are sent to at the same time.
    """

    tries: int = 3
    backoff: float = 2.0
    longest: float = 60.0
    total: float = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """How it ended: after how many tries, and the last failure, None where it arrived."""

    tries: int
    failure: Failure | None = None


def try_often(
    send: Sending,
    patience: Patience,
    *,
    sleep: Callable[[float], None],
    given_up: Callable[[], bool],
) -> Tried:
    """Send until it arrives, until a failure is final, or until patience ends.

    Args:
        given_up: whether nobody waits for it any more.
    """
    count = 0
    while True:
        count += 1
        failure = send()
        if failure is None:
            return Tried(tries=count)
        pause = max(failure.pause, patience.backoff * 2 ** (count - 1))
        if not failure.passing or count >= patience.tries or given_up():
            return Tried(tries=count, failure=failure)
        if failure.pause > patience.longest:
            words = f"{failure.words.removesuffix('.')}, and asks for {failure.pause:.0f} s."
            return Tried(tries=count, failure=Failure(words=words))
        sleep(min(pause, patience.longest))
        if given_up():
            return Tried(tries=count, failure=failure)
