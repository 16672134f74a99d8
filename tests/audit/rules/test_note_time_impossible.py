"""note-time-impossible: a note claims a time that cannot be."""

from __future__ import annotations

from typing import Any

from tests.audit.rules.building import Step, find, post, words

NAME = "note-time-impossible"
FIRST = Step(at="2024-05-02T08:10", text="The bridge has 12 lamps.")


def noted(note: str, at: str = "2024-05-02T10:00", **more: Any) -> Step:
    """Put a note under the text."""
    return Step(at=at, text=f"The bridge has 12 lamps.\n\n{note}", **more)


def test_a_time_that_is_yet_to_come() -> None:
    seen = post(FIRST, noted("Updated: May 4, 2024, 9:00 a.m."))
    (found,) = find(NAME, seen)
    assert found.words == (
        "bears a note whose time cannot be, after the note was already there: "
        "“Updated: May 4, 2024, 9:00 a.m.”"
    )
    assert "after the save" in found.evidence[0]


def test_a_time_before_the_publication() -> None:
    found = words(NAME, post(FIRST, noted("Updated: April 20, 2024, 9:00 a.m.")))
    assert "before the post was published" in found


def test_a_publication_that_was_put_forward_does_not_count() -> None:
    forward = {"date": "2024-05-09T08:00:00", "date_gmt": "2024-05-09T08:00:00"}
    step = noted("Updated: May 2, 2024, 9:00 a.m.", at="2024-05-09T10:00", fields=forward)
    assert not find(NAME, post(FIRST, step))


def test_what_fits_in_another_zone_is_possible() -> None:
    assert not find(NAME, post(FIRST, noted("Updated: May 2, 2024, 6:40 p.m.")))
    assert not find(NAME, post(FIRST, noted("Updated: May 2, 2024, 9:50 a.m.")))


def test_other_words_or_none_resolve_it() -> None:
    wrong = noted("Updated: May 4, 2024, 9:00 a.m.")
    stays = Step(at="2024-05-02T12:00", fields={"sticky": True})
    right = noted("Updated: May 2, 2024, 9:50 a.m.", at="2024-05-02T12:00")
    gone = Step(at="2024-05-02T12:00", text=FIRST.text)
    assert find(NAME, post(FIRST, wrong, stays), 1)
    assert not find(NAME, post(FIRST, wrong, right), 1)
    assert not find(NAME, post(FIRST, wrong, gone), 1)
    assert not find(NAME, post(FIRST, wrong, gone, wrong), 1)
