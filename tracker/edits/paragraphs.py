"""Find the notes of a whole text, each as far as its paragraph goes."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.edits.notes import STANDING, Note, NoteRules, find_note, find_notes

NO_NOTES = (">", "|")
"""How lines begin that are never notes: quoted blocks and rows of tables."""
ENTRY_MARKS = ("- ", "* ", "#", "  ")
"""How lines begin that no note above reaches."""
_OPENING, _CLOSING = "“«「『", "”»」』"


def notes_of(lines: Sequence[str], rules: NoteRules) -> tuple[Note, ...]:
    """Find all notes of a text, each with as much of its paragraph as belongs to it."""
    reader = NoteReader(lines, rules)
    found: list[Note] = []
    for number in range(len(lines)):
        found += [note for note in reader.notes_at(number) if note not in found]
    return tuple(found)


class NoteReader:
    """Look up the notes that lines of one text belong to."""

    def __init__(self, lines: Sequence[str], rules: NoteRules) -> None:
        self._lines = lines
        self._rules = rules
        self._known: dict[int, tuple[Note, ...]] = {}

    def notes_at(self, number: int) -> tuple[Note, ...]:
        """Give the notes that a line bears, or continues; mostly none."""
        if number not in self._known:
            self._known[number] = self._read(number)
        return self._known[number]

    def _read(self, number: int) -> tuple[Note, ...]:
        """Read the lines upwards until one bears a note or is known, and tell all below it."""
        below = []
        found: tuple[Note, ...] = ()
        while number not in self._known:
            found = self._borne(number)
            if found or not self._goes_on(number):
                self._known[number] = found
                break
            below.append(number)
            number -= 1
        found = self._known[number]
        going = found if found and _continues(found[-1]) else ()
        for line in reversed(below):
            self._known[line] = going
        return self._known[below[0]] if below else found

    def _borne(self, number: int) -> tuple[Note, ...]:
        """Give the notes that begin in a line."""
        line = self._lines[number]
        if not line or line.startswith(NO_NOTES):
            return ()
        found = find_notes(line, self._rules)
        if not found or self._is_quoted(number):
            return ()
        return tuple(self._placed(note, number) for note in found)

    def _goes_on(self, number: int) -> bool:
        """Tell whether a line belongs to the same paragraph as the one above."""
        line = self._lines[number]
        return bool(
            number
            and line
            and self._lines[number - 1]
            and not line.startswith((*ENTRY_MARKS, *NO_NOTES))
        )

    def _placed(self, note: Note, number: int) -> Note:
        """Add to a note the rest of its paragraph, up to the next label."""
        text = [note.sentence]
        if _continues(note):
            for line in self._lines[number + 1 :]:
                if not line or line.startswith(ENTRY_MARKS) or find_note(line, self._rules):
                    break
                text.append(line)
        return Note(
            kind=note.kind,
            language=note.language,
            label=note.label,
            sentence=note.sentence,
            text=" ".join(text),
            when=note.when,
            general=note.general and len(text) == 1,
            line=number,
        )

    def _is_quoted(self, number: int) -> bool:
        """Tell whether a line stands inside a quotation that began before it."""
        first = number
        while first and self._lines[first - 1]:
            first -= 1
        above = " ".join(self._lines[first:number])
        opening, closing = ("„", "“”") if "„" in above else (_OPENING, _CLOSING)
        opened = sum(map(above.count, opening)) - sum(map(above.count, closing))
        return opened > 0 or above.count('"') % 2 == 1


def _continues(note: Note) -> bool:
    """Tell whether the sentences after the labelled one belong to the note, too."""
    return note.kind not in STANDING and not note.general and not note.sentence.startswith("#")
