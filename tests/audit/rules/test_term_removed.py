"""term-removed: a word to watch went from a text."""

from __future__ import annotations

from tests.audit.rules.building import Step, find, post, words

NAME = "term-removed"
FIRST = Step(at="2024-05-02T08:10", text="He is an alleged thief.\nThe alleged plan is old.")
LESS = Step(at="2024-05-02T10:00", text="He is a thief.\nThe alleged plan is old.")
NONE = Step(at="2024-05-02T10:00", text="He is a thief.\nThe plan is old.")
TERMS = ("alleged",)


def test_how_often_it_stands_now_and_before() -> None:
    assert words(NAME, post(FIRST, LESS), terms=TERMS) == "now says “alleged” 1 time (2 before)"
    (found,) = find(NAME, post(FIRST, NONE), terms=TERMS)
    assert found.words == "no longer says “alleged” (2 times before)"
    assert found.evidence[:2] == (
        "in: “He is an alleged thief.”",
        "in: “The alleged plan is old.”",
    )


def test_what_came_or_went_with_the_whole_post_does_not_count() -> None:
    assert not find(NAME, post(LESS, FIRST), terms=TERMS)
    assert not find(NAME, post(FIRST, Step(at="2024-05-02T10:00", away="erased")), terms=TERMS)
