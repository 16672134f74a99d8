"""headline-changed-after: the headline was changed long after the publication."""

from __future__ import annotations

from tests.audit.rules.building import KEPT, Step, find, post, words

NAME = "headline-changed-after"
FIRST = Step(at="2024-05-02T08:10", text="It has 12 lamps.", title="Council plans a bridge")


def changed(at: str, title: str = "Council votes", modified: str | None = KEPT) -> Step:
    """Change the headline and nothing else."""
    return Step(at=at, title=title, modified=modified)


def test_between_two_readings_it_is_told_as_between() -> None:
    assert words(NAME, post(FIRST, changed("2024-05-02T16:00"))) == (
        "had its headline changed between 10 min and 8 h after its publication: "
        "“Council plans a bridge” -> “Council votes”"
    )


def test_the_claimed_time_bounds_it_where_this_edit_moved_it() -> None:
    soon = changed("2024-05-03T08:10", modified="2024-05-02T09:00")
    assert not find(NAME, post(FIRST, soon))
    late = changed("2024-05-03T08:10", modified="2024-05-02T15:00")
    assert "between 10 min and 7 h after" in words(NAME, post(FIRST, late))


def test_a_revision_tells_the_moment() -> None:
    step = Step(
        at="2024-05-02T18:00",
        title="Council votes",
        modified="2024-05-02T17:00",
        revision=9,
        only_revision=True,
    )
    assert "changed 9 h after its publication" in words(NAME, post(FIRST, step))


def test_the_publication_is_the_first_that_was_claimed() -> None:
    refreshed = Step(
        at="2024-05-03T08:00",
        title="Council votes",
        fields={"date": "2024-05-03T07:55:00", "date_gmt": "2024-05-03T07:55:00"},
    )
    assert "after its publication" in words(NAME, post(FIRST, refreshed))


def test_what_only_renders_otherwise_is_no_edit() -> None:
    first = Step(at="2024-05-02T08:10", text="It has 12 lamps.", title="A bridge", source="a1")
    branded = Step(at="2024-05-02T16:00", title="A bridge | News", modified=KEPT, source="a1")
    assert not find(NAME, post(first, branded))
    edited = Step(at="2024-05-02T16:00", title="A bridge | News", modified=KEPT, source="b2")
    assert find(NAME, post(first, edited))


def test_soon_or_in_marks_alone_is_no_finding() -> None:
    assert not find(NAME, post(FIRST, changed("2024-05-02T10:00")))
    assert find(NAME, post(FIRST, changed("2024-05-02T10:00")), after="1h")
    assert not find(NAME, post(FIRST, changed("2024-05-02T16:00", "Council plans “a bridge”")))
    body = Step(at="2024-05-02T16:00", text="It has 14 lamps.")
    assert not find(NAME, post(FIRST, body))
