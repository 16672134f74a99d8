"""Separate the notes among the changed sentences from the story."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.diff import Change, Kind, ProseDiff, Sentence
from tracker.edits.notes import Note, NoteRules, find_note
from tracker.edits.paragraphs import ENTRY_MARKS, NO_NOTES, NoteReader


@dataclass(frozen=True, slots=True, kw_only=True)
class NotePair:
    """A note before and after; None where it came or went, the same where it only moved."""

    before: Note | None
    after: Note | None
    moved: bool = False


def sort_out(diff: ProseDiff, rules: NoteRules) -> tuple[tuple[Change, ...], tuple[NotePair, ...]]:
    """Give the changes that are of the story, and what happened to notes."""
    if not _can_hold_notes(diff, rules):
        return diff.changes, ()
    old = NoteReader(diff.before.split("\n"), rules)
    new = NoteReader(diff.after.split("\n"), rules)
    story: list[Change] = []
    gone: list[Note] = []
    came: list[Note] = []
    moved: list[NotePair] = []
    for change in diff.changes:
        one, other = _notes(old, change.before), _notes(new, change.after)
        if not one and not other:
            story.append(change)
            continue
        if change.kind in (Kind.DIVIDED, Kind.JOINED):
            continue
        if change.kind is Kind.MOVED and not change.opcodes:
            moved += [NotePair(before=note, after=note, moved=True) for note in one[:1]]
            continue
        gone += [note for note in one if note not in gone]
        came += [note for note in other if note not in came]
        if not _all_notes(old, change.before) or not _all_notes(new, change.after):
            story.append(change)
    return tuple(story), (*moved, *_paired(gone, came))


def _notes(reader: NoteReader, sentences: Iterable[Sentence]) -> list[Note]:
    return [note for each in sentences for note in reader.notes_at(each.line)]


def _all_notes(reader: NoteReader, sentences: Iterable[Sentence]) -> bool:
    return all(reader.notes_at(each.line) for each in sentences)


def _paired(gone: list[Note], came: list[Note]) -> list[NotePair]:
    """Pair notes of one kind that went with those that came, in their order."""
    changes, left = [], list(gone)
    for note in came:
        partner = next((each for each in left if each.kind is note.kind), None)
        if partner is not None:
            left.remove(partner)
        if partner is None or partner.text != note.text:
            changes.append(NotePair(before=partner, after=note))
    return changes + [NotePair(before=note, after=None) for note in left]


def _can_hold_notes(diff: ProseDiff, rules: NoteRules) -> bool:
    """Look for a label in the changed sentences, and above them in their paragraphs."""
    for is_after, text in ((False, diff.before), (True, diff.after)):
        lines: list[str] = []
        looked_at: set[int] = set()
        for change in diff.changes:
            for each in change.after if is_after else change.before:
                if each.text.startswith(NO_NOTES):
                    continue
                if find_note(each.text, rules) is not None:
                    return True
                if each.index and not each.text.startswith(ENTRY_MARKS):
                    lines = lines or text.split("\n")
                    above = range(each.line - 1, each.line - each.index - 1, -1)
                    if _any_note(lines, above, looked_at, rules):
                        return True
    return False


def _any_note(
    lines: list[str], numbers: Iterable[int], looked_at: set[int], rules: NoteRules
) -> bool:
    """Look at lines upwards, each once, until one that was looked at or begins an entry."""
    for number in numbers:
        if number in looked_at:
            return False
        looked_at.add(number)
        if find_note(lines[number], rules) is not None:
            return True
    return False
