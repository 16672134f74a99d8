"""The work grows with the length of the texts, hardly faster, whatever is in them."""

from __future__ import annotations

import random
from time import process_time

import pytest

from tests.diff.shapes import SHAPES, Pair
from tracker.diff import diff_text

SMALL, LARGE = 2_500, 20_000
MOST = 40.0
"""Eight times the words: 8 to 20 where the work is (nearly) linear, 64 where it is quadratic."""

ENOUGH = 0.1
"""Seconds below which a large text is not slow, whatever a small one takes."""

ROUNDS = 6
"""What else the machine does can only add to a time, so the best of some rounds counts."""


def seconds(pair: Pair) -> float:
    start = process_time()
    diff_text(*pair)
    return process_time() - start


@pytest.mark.parametrize("name", SHAPES)
def test_eight_times_the_words_take_no_sixtyfourfold_time(name: str) -> None:
    small, large = (SHAPES[name](size, random.Random(size)) for size in (SMALL, LARGE))
    of_small = of_large = float("inf")
    for _ in range(ROUNDS):
        of_small = min(of_small, seconds(small), seconds(small))
        of_large = min(of_large, seconds(large))
        if of_large < max(ENOUGH, MOST * of_small):
            return
    pytest.fail(f"{of_large:.3f} s, {of_large / of_small:.0f} times what an eighth of it takes")
