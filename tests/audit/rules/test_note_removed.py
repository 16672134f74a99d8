"""note-removed: a note that told readers of a change is gone."""

from __future__ import annotations

from tests.audit.rules.building import Step, find, post, words

NAME = "note-removed"
STORY = "The bridge has 14 lamps."
NOTE = "Correction: There are 14 lamps, not 12."
FIRST = Step(at="2024-05-02T08:10", text=f"{STORY}\n\n{NOTE}")
GONE = Step(at="2024-05-03T08:10", text=STORY)


def test_a_correction_that_went() -> None:
    (found,) = find(NAME, post(FIRST, GONE))
    assert found.words == "lost its correction: “Correction: There are 14 lamps, not 12.”"
    assert found.detail == NOTE


def test_each_note_is_told() -> None:
    both = Step(at="2024-05-02T08:10", text=f"{STORY}\n\n{NOTE}\n\nUpdated: 8:05 a.m.")
    assert len(find(NAME, post(both, GONE))) == 2


def test_other_words_another_stamp_or_another_place_are_no_loss() -> None:
    worded = Step(at="2024-05-03T08:10", text=f"{STORY}\n\nCorrection: The lamps are 14, not 12.")
    assert not find(NAME, post(FIRST, worded))
    moved = Step(at="2024-05-03T08:10", text=f"{NOTE}\n\n{STORY}")
    assert not find(NAME, post(FIRST, moved))
    quoted = Step(at="2024-05-03T08:10", text=f"{STORY}\n\n> {NOTE}")
    assert not find(NAME, post(FIRST, quoted))
    stamped = Step(at="2024-05-02T08:10", text=f"{STORY}\n\nUpdated: 8:05 a.m.")
    assert not find(NAME, post(stamped, Step(at="2024-05-03T08:10", text=f"{STORY}\n\n{NOTE}")))


def test_a_developing_story_that_is_no_more_is_no_loss() -> None:
    developing = Step(at="2024-05-02T08:10", text=f"{STORY}\n\nThis is a developing story.")
    assert not find(NAME, post(developing, GONE))
    assert not find(NAME, post(FIRST, Step(at="2024-05-03T08:10", away="erased")))


def test_back_it_is_resolved_and_stays_so() -> None:
    back = Step(at="2024-05-04T08:10", text=FIRST.text)
    other = Step(at="2024-05-05T08:10", text="The bridge has 15 lamps.")
    assert find(NAME, post(FIRST, GONE, other), 1)
    assert not find(NAME, post(FIRST, GONE, back), 1)
    assert not find(NAME, post(FIRST, GONE, back, other), 1)


def test_a_note_by_its_kind() -> None:
    update = Step(at="2024-05-02T08:10", text=f"{STORY}\n\nUpdate: The mayor has come to see it.")
    assert words(NAME, post(update, GONE)).startswith("lost its update: “Update: The mayor")
