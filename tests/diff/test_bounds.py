"""The work grows with the length of the texts, hardly faster, whatever is in them."""

from __future__ import annotations

import random
from time import process_time

import pytest

from tests.diff.shapes import SHAPES, Shape
from tracker.diff import diff_text

SMALL, LARGE = 5_000, 20_000
MOST = 12.0
"""Four times the words: 4 where the work is linear, 16 where it is quadratic."""

ENOUGH = 0.1
"""Seconds below which a large text is not slow, whatever a small one takes."""


def seconds(shape: Shape, size: int) -> float:
    """Take the best of some runs: what else the machine does can only add to it."""
    before, after = shape(size, random.Random(size))
    best = float("inf")
    for _ in range(2):
        start = process_time()
        diff_text(before, after)
        best = min(best, process_time() - start)
    return best


@pytest.mark.parametrize("name", SHAPES)
def test_four_times_the_words_take_no_sixteenfold_time(name: str) -> None:
    large = seconds(SHAPES[name], LARGE)
    assert large < max(ENOUGH, MOST * seconds(SHAPES[name], SMALL))
