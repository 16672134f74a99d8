"""Servers and sessions for the tests of the client."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.client.web import Answering, Web, serve
from tracker.wordpress.session import Session
from tracker.wordpress.settings import HttpSettings

NOON = datetime(2025, 3, 4, 12, tzinfo=UTC)
MakeSession = Callable[..., Session]


@pytest.fixture
def make_web() -> Iterator[Callable[[Answering], Web]]:
    """Start servers that end with the test."""
    with ExitStack() as stack:
        yield lambda answer: stack.enter_context(serve(answer))


@pytest.fixture
def slept() -> list[float]:
    """The pauses that sessions of this test have made."""
    return []


@pytest.fixture
def make_session(slept: list[float]) -> Iterator[MakeSession]:
    """Make sessions at noon that do not really sleep; keywords are settings."""
    with ExitStack() as stack:

        def make(
            site: str, rest_root: str | None = None, until: float | None = None, **settings: Any
        ) -> Session:
            session = Session(
                HttpSettings(**{"user_agent": "tests (https://example.org/)"} | settings),
                site=site,
                rest_root=rest_root,
                now=lambda: NOON,
                clock=time.monotonic,
                sleep=slept.append,
                until=until,
            )
            return stack.enter_context(session)

        yield make
