"""correction-without-label: facts were replaced, and readers are told only of an update."""

from __future__ import annotations

import pytest

from tests.audit.rules.building import Step, ended, find, post, words

NAME = "correction-without-label"
FIRST = Step(at="2024-05-02T08:10", text="The bridge has 12 lamps.")
STAMP = "Updated: May 2, 2024, 9:50 a.m."


def told(note: str, at: str = "2024-05-02T10:00") -> Step:
    """Replace the number, and put a note under it."""
    return Step(at=at, text=f"The bridge has 14 lamps.\n\n{note}")


def test_only_a_stamp_tells_of_another_number() -> None:
    assert words(NAME, post(FIRST, told(STAMP))) == (
        "had facts replaced, of which readers are told only “Updated: May 2, 2024, 9:50 a.m.”: "
        "number 12 -> 14"
    )


def test_a_stamp_that_came_later_is_asked_of_the_edit_that_it_tells_of() -> None:
    silent = Step(at="2024-05-02T10:00", text="The bridge has 14 lamps.")
    seen = post(FIRST, silent, told(STAMP, "2024-05-02T11:00"))
    assert not find(NAME, seen, 1)
    assert "number 12 -> 14" in words(NAME, seen, 2)


@pytest.mark.parametrize(
    "note",
    [
        "Correction: There are 14 lamps, not 12.",
        "Clarification: There are 14 lamps.",
        "Editor’s note: An earlier version spoke of 12 lamps.",
        "Update: There are 14 lamps now.",
    ],
)
def test_a_label_or_words_of_its_own_are_enough(note: str) -> None:
    assert not find(NAME, post(FIRST, told(note)))


def test_a_fact_that_was_added_is_an_update() -> None:
    more = Step(
        at="2024-05-02T10:00", text=f"The bridge has 12 lamps.\nIt was built in 1931.\n\n{STAMP}"
    )
    assert not find(NAME, post(FIRST, more))


def test_a_correction_later_resolves_it() -> None:
    label = told(f"{STAMP}\n\nCorrection: There are 14 lamps, not 12.", "2024-05-03T10:00")
    other = told(f"{STAMP}\n\nCorrection: The mayor is Ms. Olsen.", "2024-05-03T10:00")
    assert not find(NAME, post(FIRST, told(STAMP), label), 1)
    assert ended(NAME, post(FIRST, told(STAMP), label), 1) == (
        "a later note with a label tells of it: “Correction: There are 14 lamps, not 12.” "
        "(git show 000000000000)"
    )
    assert find(NAME, post(FIRST, told(STAMP), other), 1)
