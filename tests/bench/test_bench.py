"""The measurements run; what they measure is not asserted, since machines differ."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.benches.posts import iter_recorded
from scripts.benches.ratio import Ratio, alternate, table

ROOT = Path(__file__).parents[2]


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "scripts.benches", *arguments, "--quick"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.mark.parametrize(("name", "lines"), [("writer", 1), ("growth", 1), ("reading", 2)])
def test_a_quick_run_prints_a_line_for_each_ratio(name: str, lines: int) -> None:
    done = bench(name)
    assert done.returncode == 0, done.stderr
    _, *found = done.stdout.splitlines()
    assert len(found) == lines
    for line in found:
        assert re.search(r" \d+(\.\d\d)? (x|s|MB)\b", line), line


def test_an_unknown_name_is_refused() -> None:
    done = bench("nothing-of-the-kind")
    assert done.returncode == 2
    assert "writer" in done.stderr


def test_a_recording_is_the_same_every_time_and_every_state_differs() -> None:
    lines = list(iter_recorded(20, 3))
    assert lines == list(iter_recorded(20, 3))
    assert lines != list(iter_recorded(20, 3, seed=3))
    assert len(set(lines)) == 60


def test_a_target_is_met_from_its_own_side() -> None:
    assert Ratio(name="a", value=1.0, target=0.9, at_least=True).is_met
    assert not Ratio(name="a", value=1.0, target=0.9).is_met
    assert Ratio(name="a", value=1000.0).is_met
    assert "NOT MET" in table([Ratio(name="a", value=1.0, target=0.9)])


def test_actions_alternate_and_the_median_counts() -> None:
    calls: list[str] = []
    slow, quick = iter([5.0, 1.0, 3.0]), iter([1.0, 9.0, 2.0])

    def one() -> float:
        calls.append("a")
        return next(slow)

    def two() -> float:
        calls.append("b")
        return next(quick)

    assert alternate([one, two], 3) == [3.0, 2.0]
    assert "".join(calls) == "ababab"
