"""Ctrl-C in an audit: at once, with a line, and nothing half-written."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.audit.keeping import check_holds
from tests.cli.running import git
from tracker.audit.pool import each_done
from tracker.playback import Fault, FaultKind, PlaybackServer, play, serve
from tracker.playback.newsroom import ACTS, OBSERVATIONS, SITE

LINE = "interrupted; what was recorded is whole, the next run carries on\n"
LONGEST = 8
"""Seconds; the sites of the tests would keep an audit for half a minute and more."""

FAULTS = {
    "busy": Fault(kind=FaultKind.UNAVAILABLE, seconds=60),
    "stalled": Fault(kind=FaultKind.STALL, seconds=30),
    "courier": None,
}


@pytest.fixture
def servers(tmp_path: Path) -> Iterator[dict[str, PlaybackServer]]:
    """A site that asks for a pause, one that stalls, and a good one; all are configured."""
    with ExitStack() as stack:
        served = {
            name: stack.enter_context(
                serve(
                    play(OBSERVATIONS, moment=ACTS[0].moment, site=SITE),
                    faults=(fault,) if fault else (),
                )
            )
            for name, fault in FAULTS.items()
        }
        sites = [f'[[sites]]\nname = "{name}"\nurl = "{one.url}"' for name, one in served.items()]
        (tmp_path / "tracker.toml").write_text("\n".join(sites), encoding="utf-8")
        yield served


def begin(folder: Path) -> subprocess.Popen[str]:
    """Start an audit, and wait until it is done with the good site."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tracker", "audit"],
        cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )  # fmt: skip
    end = time.monotonic() + 60
    branch = folder / "repos" / "courier" / ".git" / "refs" / "heads" / "audits"
    while not branch.exists() and time.monotonic() < end and process.poll() is None:
        time.sleep(0.05)
    assert process.poll() is None
    return process


@pytest.mark.usefixtures("servers")
@pytest.mark.parametrize("times", [1, 3])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_audit_ends_at_once(tmp_path: Path, number: signal.Signals, times: int) -> None:
    process = begin(tmp_path)
    begun = time.monotonic()
    for _ in range(times):
        process.send_signal(number)
        time.sleep(0.15)
    out, said = process.communicate(timeout=60)
    assert time.monotonic() - begun < LONGEST
    assert (process.returncode, out) == (130, "")
    assert said.strip("\n") == LINE.strip("\n")
    check_holds(tmp_path / "repos" / "courier")
    assert git(tmp_path / "repos" / "courier", "fsck", "--no-dangling") == ""
    assert [path.name for path in (tmp_path / "repos").iterdir()] == ["courier"]


def test_the_next_audit_carries_on(servers: dict[str, PlaybackServer], tmp_path: Path) -> None:
    process = begin(tmp_path)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=60) == 130
    process.communicate()
    for name in ("busy", "stalled"):
        servers[name].faults.clear()
    done = subprocess.run(
        [sys.executable, "-m", "tracker", "audit"],
        cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    for name in FAULTS:
        check_holds(tmp_path / "repos" / name)


def test_results_come_as_they_are_done() -> None:
    gate = threading.Event()

    def slow() -> int:
        assert gate.wait(20)
        return 1

    calls: list[Callable[[], int]] = [slow, lambda: 2, lambda: 3]
    found: list[tuple[int, int]] = []
    for number, result in each_done(calls, parallel=2, stop=threading.Event()):
        found.append((number, result))
        if len(found) == 2:
            gate.set()
    assert found[2:] == [(0, 1)]
    assert set(found[:2]) == {(1, 2), (2, 3)}


def test_never_more_at_once_than_asked_for() -> None:
    lock, running, most = threading.Lock(), [0], [0]

    def call() -> None:
        with lock:
            running[0] += 1
            most[0] = max(most[0], running[0])
        time.sleep(0.01)
        with lock:
            running[0] -= 1

    assert len(list(each_done([call] * 12, parallel=3, stop=threading.Event()))) == 12
    assert 1 <= most[0] <= 3
    assert list(each_done([], parallel=3, stop=threading.Event())) == []


def test_who_leaves_stops_what_is_under_way_and_drops_the_rest() -> None:
    stop = threading.Event()
    begun: list[int] = []

    def first() -> int:
        begun.append(1)
        return 1

    def other() -> int:
        begun.append(2)
        stop.wait(20)
        return 2

    results = each_done([first, other, other, other], parallel=1, stop=stop)
    assert next(results) == (0, 1)
    since = time.monotonic()
    results.close()
    assert stop.is_set()
    assert time.monotonic() - since < LONGEST
    assert len(begun) <= 2
