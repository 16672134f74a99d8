"""masked-edit: words were changed, and the claimed time of the last change says otherwise."""

from __future__ import annotations

from tests.audit.rules.building import KEPT, Step, find, post, words

FIRST = Step(at="2024-05-02T08:10", text="The bridge has 12 lamps.", activity=(1, 20))
NAME = "masked-edit"


def masked(at: str = "2024-05-02T10:00", number: int = 14) -> Step:
    """Change the number; `modified` stays, and the public count of revisions moves."""
    text = f"The bridge has {number} lamps."
    return Step(at=at, text=text, modified=KEPT, activity=(2, 21))


def test_a_revision_came_and_the_claimed_time_stayed() -> None:
    (found,) = find(NAME, post(FIRST, masked()))
    assert found.words == (
        "changed while its claimed time of the last change did not move: number 12 -> 14"
    )
    assert any("public revisions went from 1" in each for each in found.evidence)


def test_a_time_that_went_back_is_said_with_its_doubt() -> None:
    later = Step(at="2024-05-02T10:00", text="The bridge has 13 lamps.", activity=(2, 21))
    back = Step(
        at="2024-05-02T12:00",
        text="The bridge has 14 lamps.",
        modified="2024-05-02T08:55",
        activity=(3, 22),
    )
    assert words(NAME, post(FIRST, later, back)) == (
        "changed while its claimed time of the last change went back by 60 min (a restored copy "
        "of the site does this, too): number 13 -> 14"
    )


def test_what_nothing_proves_is_not_called_masked() -> None:
    plain = Step(at="2024-05-02T08:10", text="The bridge has 12 lamps.")
    changed = Step(at="2024-05-02T10:00", text="The bridge has 14 lamps.", modified=KEPT)
    assert not find(NAME, post(plain, changed))


def test_a_block_that_renders_itself_is_not_masked() -> None:
    derived = Step(at="2024-05-02T10:00", text="The bridge has 14 lamps.", modified=KEPT)
    assert not find(NAME, post(FIRST, derived))


def test_an_edit_whose_time_moved_is_none() -> None:
    moved = Step(at="2024-05-02T10:00", text="The bridge has 14 lamps.", activity=(2, 21))
    assert not find(NAME, post(FIRST, moved))


def test_a_later_note_or_the_old_words_resolve_it() -> None:
    note = Step(
        at="2024-05-02T12:00",
        text="The bridge has 14 lamps.\n\nCorrection: There are 14 lamps, not 12.",
        activity=(3, 22),
    )
    other = Step(at="2024-05-02T12:00", text="The bridge has 15 lamps.", activity=(3, 22))
    back = Step(at="2024-05-02T12:00", text=FIRST.text, activity=(3, 22))
    assert find(NAME, post(FIRST, masked(), other), 1)
    assert not find(NAME, post(FIRST, masked(), note), 1)
    assert not find(NAME, post(FIRST, masked(), back), 1)
