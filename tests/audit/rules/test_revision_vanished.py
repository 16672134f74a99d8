"""revision-vanished: revisions that the site had are no longer counted there."""

from __future__ import annotations

from tests.audit.rules.building import KEPT, Step, find, post, words

NAME = "revision-vanished"
FIRST = Step(at="2024-05-02T08:10", text="The bridge has 12 lamps.", activity=(5, 20))


def counted(number: int, newest: int = 20) -> Step:
    """Count other revisions, and change nothing."""
    return Step(at="2024-05-02T10:00", modified=KEPT, activity=(number, newest))


def test_the_public_count_fell() -> None:
    (found,) = find(NAME, post(FIRST, counted(2)))
    assert found.words == (
        "has 3 fewer public revisions than before: deleted there, or kept to a limit"
    )
    assert any("autosaves are counted" in each for each in found.evidence)


def test_one_can_have_been_an_autosave() -> None:
    assert words(NAME, post(FIRST, counted(4))) == (
        "has 1 fewer public revision than before: deleted there, kept to a limit, or an autosave"
    )


def test_more_are_held_than_the_site_counts() -> None:
    held = [
        Step(
            at="2024-05-02T09:00",
            text=f"The bridge has {number} lamps.",
            modified=f"2024-05-02T08:{number}",
            revision=number,
            only_revision=True,
        )
        for number in (21, 22, 23)
    ]
    (found,) = find(NAME, post(FIRST, *held, counted(2, 23)))
    assert found.words.startswith("has 3 fewer public revisions than before")
    assert any("3 revisions are held, and the site counts 2" in one for one in found.evidence)


def test_a_count_that_stays_or_rises_is_none() -> None:
    assert not find(NAME, post(FIRST, counted(5)))
    assert not find(NAME, post(FIRST, counted(7, 22)))
    assert not find(NAME, post(FIRST, counted(5, 22)))  # kept to a limit, and saved
    silent = Step(at="2024-05-02T08:10", text="The bridge has 12 lamps.")
    assert not find(NAME, post(silent, Step(at="2024-05-02T10:00", text="It has 14.")))
