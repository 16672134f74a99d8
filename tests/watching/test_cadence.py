"""How often a site is asked."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tracker.watching import Cadence

CADENCE = Cadence(every=timedelta(minutes=15), at_least=timedelta(hours=6))
HOUR = timedelta(hours=1)


def test_dense_for_a_day() -> None:
    assert CADENCE.pause(timedelta(0)) == timedelta(minutes=15)
    assert CADENCE.pause(24 * HOUR) == timedelta(minutes=15)


def test_tapering_over_a_week() -> None:
    pauses = [CADENCE.pause(timedelta(days=days)) for days in (1, 2, 3, 4, 5, 6, 7)]
    assert pauses == sorted(pauses)
    assert timedelta(minutes=20) < pauses[1] < timedelta(minutes=30)
    assert timedelta(hours=1) < pauses[3] < timedelta(hours=2)
    assert pauses[-1] == 6 * HOUR


def test_slow_where_nothing_ever_happened() -> None:
    assert CADENCE.pause(None) == 6 * HOUR


@given(st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=4000)))
def test_never_outside_the_two_bounds(quiet: timedelta) -> None:
    assert CADENCE.every <= CADENCE.pause(quiet) <= CADENCE.at_least


def test_failures_double_the_pause_up_to_the_slow_beat() -> None:
    pauses = [CADENCE.pause_after_failure(count) for count in (1, 2, 3, 6, 1000)]
    minutes = [pause.total_seconds() / 60 for pause in pauses]
    assert minutes == [15, 30, 60, 360, 360]


def test_a_longer_pause_that_the_site_asks_for_is_kept() -> None:
    assert CADENCE.pause_after_failure(1, asked=7200) == 2 * HOUR
    assert CADENCE.pause_after_failure(1, asked=10) == timedelta(minutes=15)
    assert CADENCE.pause_after_failure(1, asked=1e18) == timedelta(days=7)


def test_a_slow_beat_faster_than_the_dense_one_is_not_used() -> None:
    odd = Cadence(every=HOUR, at_least=timedelta(minutes=1))
    assert odd.pause(None) == odd.pause(timedelta(0)) == HOUR
