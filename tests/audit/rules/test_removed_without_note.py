"""removed-without-note: a post went, and its last state said nothing of it."""

from __future__ import annotations

import pytest

from tests.audit.rules.building import Step, ended, find, post, words

NAME = "removed-without-note"
FIRST = Step(at="2024-05-02T08:10", text="The bridge has 12 lamps.")
GONE = Step(at="2024-05-03T08:10", away="unpublished")


def test_it_went_without_a_word() -> None:
    assert words(NAME, post(FIRST, GONE)) == (
        "is no longer public, and no note was seen in its last state (unpublished: the site keeps "
        "it from the public)"
    )
    erased = Step(at="2024-05-03T08:10", away="erased")
    assert "(erased: the site knows no such post)" in words(NAME, post(FIRST, erased))


def test_gone_in_another_way_is_not_told_twice() -> None:
    erased = Step(at="2024-05-04T08:10", away="erased")
    seen = post(FIRST, GONE, erased)
    assert find(NAME, seen, 1)
    assert not find(NAME, seen, 2)


@pytest.mark.parametrize("away", ["moved pages/7", "forgotten"])
def test_moved_or_forgotten_is_not_removed(away: str) -> None:
    assert not find(NAME, post(FIRST, Step(at="2024-05-03T08:10", away=away)))


def test_a_retraction_tells_of_it() -> None:
    told = Step(at="2024-05-03T08:00", text="Retraction: This story was wrong and is withdrawn.")
    assert not find(NAME, post(FIRST, told, GONE))


def test_public_again_or_found_elsewhere_resolves_it() -> None:
    back = Step(at="2024-05-04T08:10")
    gone_again = Step(at="2024-05-05T08:10", away="erased")
    assert not find(NAME, post(FIRST, GONE, back), 1)
    assert not find(NAME, post(FIRST, GONE, back, gone_again), 1)
    assert find(NAME, post(FIRST, GONE, back, gone_again), 3)
    moved = Step(at="2024-05-04T08:10", away="moved pages/7")
    assert ended(NAME, post(FIRST, GONE, back), 1) == "it is public again (git show 000000000000)"
    assert ended(NAME, post(FIRST, GONE, moved), 1) == (
        "it lives on (moved pages/7; git show 000000000000)"
    )
    assert not find(NAME, post(FIRST, GONE, Step(at="2024-05-04T08:10", away="moved pages/7")), 1)
