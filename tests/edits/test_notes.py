"""Labels find their examples, and rules of a configuration come on top."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.edits.labels import DEFAULT_LABELS, Label, NoteKind
from tracker.edits.notes import find_note, find_notes, note_rules
from tracker.edits.openings import openings
from tracker.edits.paragraphs import NoteReader, notes_of

SENTENCES = Path(__file__).parent / "sentences"
LANGUAGES = {"en", "de", "fr", "es", "it", "pt", "nl", "pl", "ja", "ar"}


@pytest.mark.parametrize("label", DEFAULT_LABELS, ids=lambda label: label.example)
def test_every_label_finds_its_example(label: Label) -> None:
    note = find_note(label.example, note_rules(label.language))
    assert note is not None
    assert (note.kind, note.language) == (label.kind, label.language)


@pytest.mark.parametrize("label", DEFAULT_LABELS, ids=lambda label: label.example)
@pytest.mark.parametrize("frame", ["({})", "[ {} ]", "– {}", "• {}", "- {}", "**{}"])
def test_brackets_dashes_and_marks_stand_before_a_label(label: Label, frame: str) -> None:
    note = find_note(frame.format(label.example), note_rules(label.language))
    assert note is not None
    assert note.kind is label.kind


def _sentences(name: str) -> list[str]:
    return (SENTENCES / name).read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("sentence", _sentences("notes.txt"))
def test_notes_as_editors_write_them(sentence: str) -> None:
    assert find_notes(sentence, note_rules())


@pytest.mark.parametrize("sentence", _sentences("prose.txt"))
def test_prose_that_begins_like_a_note(sentence: str) -> None:
    assert find_notes(sentence, note_rules()) == ()


def test_every_language_has_the_kinds_that_correct() -> None:
    for language in LANGUAGES:
        kinds = {label.kind for label in DEFAULT_LABELS if label.language == language}
        assert kinds == set(NoteKind), language


def test_a_configured_label_is_found_beside_the_others() -> None:
    more = (
        Label(
            kind=NoteKind.CORRECTION,
            language="sv",
            pattern=r"rättelse{end}",
            example="Rättelse: Salen har 120 platser.",
        ),
    )
    assert find_note(more[0].example, note_rules("sv")) is None
    assert find_note(more[0].example, note_rules("sv", more)) is not None
    assert find_note("Correction: The hall seats 120.", note_rules("sv", more)) is not None


def test_a_label_of_two_languages_is_of_that_of_the_site() -> None:
    sentence = "Update: 14:30"
    found = {language: find_note(sentence, note_rules(language)) for language in ("de", "nl")}
    assert {language: note and note.language for language, note in found.items()} == {
        "de": "de",
        "nl": "nl",
    }


def test_the_rest_of_the_paragraph_belongs_to_a_correction_but_not_to_a_stamp() -> None:
    lines = [
        "Correction: The hall has 120 seats.",
        "An earlier count was wrong.",
        "",
        "Updated: 3 p.m.",
        "The hall is red.",
    ]
    correction, stamp = notes_of(lines, note_rules())
    assert correction.text == "Correction: The hall has 120 seats. An earlier count was wrong."
    assert stamp.text == "Updated: 3 p.m."


def test_a_line_of_several_stamps_is_several_notes() -> None:
    notes = find_notes("Published: May 2, 2024 · Updated: May 3, 2024", note_rules())
    assert [(note.kind, note.when) for note in notes] == [
        (NoteKind.PUBLISHED, "May 2, 2024"),
        (NoteKind.UPDATE, "May 3, 2024"),
    ]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("abc|x", {"abc", "x"}),
        ("(?:the )?story", {"the sto", "story"}),
        ("a?b", {"ab", "b"}),
        (r"\d+ days", {""}),
        ("[ab]c", {""}),
        ("colou{0,1}r", {"colou", "color"}),
        ("(?=x)y", {""}),
    ],
)
def test_openings(pattern: str, expected: set[str]) -> None:
    assert openings(pattern) == expected


@given(st.text(max_size=60))
def test_any_text_can_be_searched(text: str) -> None:
    note = find_note(text, note_rules())
    assert note is None or note.label in text or note.label == ""


def test_a_paragraph_of_any_length_is_read_line_by_line() -> None:
    lines = ["Correction: The hall has 120 seats.", *["It is so."] * 5000]
    (note,) = notes_of(lines, note_rules())
    assert note.text.count("It is so.") == 5000
    assert NoteReader(lines, note_rules()).notes_at(5000) == (note,)


@pytest.mark.parametrize(
    "sentence",
    [
        "Updated at " + "at " * 30_000,
        "Correction" + " " * 30_000 + "x",
        "Updated: " + "1:" * 30_000,
        "Updated: " + "May 2, " * 20_000,
        "(" * 100_000 + "Updated: 3 p.m.",
    ],
    ids=range(5),
)
def test_a_label_is_looked_for_at_the_beginning_alone(sentence: str) -> None:
    """As much of a sentence decides as would fit on three lines, however long it is."""
    assert bool(find_note(sentence, note_rules())) == bool(find_note(sentence[:300], note_rules()))


@pytest.mark.parametrize(
    ("above", "is_note"),
    [
        ("She read: “There is a mistake.", False),
        ("She read: “There is a mistake.”", True),
        ("Sie las: „Da ist ein Fehler.", False),
        ("Sie las: „Da ist ein Fehler.“", True),
        ("Elle lut : « Il y a une erreur.", False),
        ("彼女は「間違いがある。", False),
    ],
)
def test_a_quotation_that_began_above_holds_no_note(above: str, is_note: bool) -> None:
    lines = [above, "Correction: The hall has 120 seats."]
    assert bool(notes_of(lines, note_rules())) is is_note
