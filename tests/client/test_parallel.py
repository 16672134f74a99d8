"""Calls over several threads come back in order, and stop when nobody wants more."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from functools import partial

import pytest

from tracker.errors import SiteError
from tracker.wordpress.parallel import fetch_in_order


def later(number: int) -> int:
    time.sleep(0.01 * (5 - number % 5))
    return number


def test_results_are_in_order() -> None:
    calls = [partial(later, number) for number in range(20)]
    assert list(fetch_in_order(calls, connections=4)) == list(range(20))


def test_calls_run_at_once() -> None:
    barrier = threading.Barrier(4, timeout=5)
    results = list(fetch_in_order([barrier.wait] * 4, connections=4))
    assert sorted(map(str, results)) == ["0", "1", "2", "3"]


def test_an_error_of_the_site_stands_at_its_place() -> None:
    def fail() -> int:
        raise SiteError("No.", url="http://127.0.0.1/")

    results = list(fetch_in_order([partial(later, 1), fail, partial(later, 3)], connections=2))
    assert results[0::2] == [1, 3]
    assert isinstance(results[1], SiteError)


def test_a_mistake_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        list(fetch_in_order([lambda: 1 // 0], connections=2))


def test_calls_are_read_only_a_little_ahead_and_dropped_when_left() -> None:
    begun: list[int] = []

    def calls() -> Iterator[Callable[[], int]]:
        for number in range(1000):
            begun.append(number)
            yield partial(later, number)

    results = fetch_in_order(calls(), connections=2)
    assert next(results) == 0
    results.close()  # type: ignore[attr-defined]
    assert len(begun) <= 5
    before = threading.active_count()
    for _ in range(100):
        if threading.active_count() < before or before <= 1:
            break
        time.sleep(0.02)
    assert threading.active_count() <= max(1, before - 1)


def test_an_interruption_does_not_wait_for_what_is_under_way() -> None:
    release = threading.Event()

    def interrupted() -> Iterator[Callable[[], object]]:
        yield lambda: 1
        yield partial(release.wait, 30)
        raise KeyboardInterrupt

    begun = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        list(fetch_in_order(interrupted(), connections=2))
    assert time.monotonic() - begun < 5
    release.set()
