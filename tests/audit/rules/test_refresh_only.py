"""refresh-only: a post was made to look new, and not one word of it changed."""

from __future__ import annotations

from tests.audit.rules.building import KEPT, Step, find, post, words

NAME = "refresh-only"
STORY = "The bridge has 12 lamps."
FIRST = Step(at="2024-05-02T08:10", text=f"{STORY}\n\nUpdated: May 2, 2024, 8:05 a.m.")
STAMPED = Step(at="2024-05-04T10:00", text=f"{STORY}\n\nUpdated: May 4, 2024, 9:50 a.m.")


def test_a_newer_stamp_alone() -> None:
    assert words(NAME, post(FIRST, STAMPED)) == (
        "was refreshed, and not one word of its story changed: note “Updated: May 2, 2024, "
        "8:05 a.m.” -> “Updated: May 4, 2024, 9:50 a.m.”"
    )


def test_a_publication_date_that_was_put_forward() -> None:
    forward = {"date": "2024-05-04T09:00:00", "date_gmt": "2024-05-04T09:00:00"}
    step = Step(at="2024-05-04T10:00", modified=KEPT, fields=forward)
    assert words(NAME, post(FIRST, step)) == (
        "was refreshed, and not one word of its story changed: publication date "
        "2024-05-02 08:00 UTC -> 2024-05-04 09:00 UTC"
    )


def test_a_date_put_back_or_a_stamp_that_went_is_no_refresh() -> None:
    back = {"date": "2024-05-01T09:00:00", "date_gmt": "2024-05-01T09:00:00"}
    assert not find(NAME, post(FIRST, Step(at="2024-05-04T10:00", fields=back)))
    assert not find(NAME, post(FIRST, Step(at="2024-05-04T10:00", text=STORY)))


def test_a_stamp_that_follows_an_edit_can_tell_of_it() -> None:
    for other in ("The bridge has 14 lamps.", "The bridge has 12 old lamps."):
        edited = Step(at="2024-05-04T09:00", text=f"{other}\n\nUpdated: May 2, 2024, 8:05 a.m.")
        stamped = Step(at="2024-05-04T10:00", text=f"{other}\n\nUpdated: May 4, 2024, 8:50 a.m.")
        assert not find(NAME, post(FIRST, edited, stamped))


def test_the_second_stamp_after_an_edit_is_a_refresh() -> None:
    edited = Step(
        at="2024-05-03T09:00",
        text="The bridge has 14 lamps.\n\nUpdated: May 3, 2024, 8:50 a.m.",
    )
    again = Step(
        at="2024-05-04T10:00",
        text="The bridge has 14 lamps.\n\nUpdated: May 4, 2024, 9:50 a.m.",
    )
    assert find(NAME, post(FIRST, edited, again))


def test_a_stamp_of_a_time_before_all_that_is_known() -> None:
    plain = Step(at="2024-05-02T10:10", text=STORY)
    stamped = Step(at="2024-05-02T11:00", text=f"{STORY}\n\nUpdated: May 2, 2024, 9:00 a.m.")
    assert not find(NAME, post(plain, stamped))


def test_changed_words_are_no_refresh() -> None:
    both = Step(at="2024-05-04T10:00", text="It has 14.\n\nUpdated: May 4, 2024, 9:50 a.m.")
    assert not find(NAME, post(FIRST, both))
