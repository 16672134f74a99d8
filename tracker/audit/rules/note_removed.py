"""A note that told readers of a change is gone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tracker.audit.letters import letters
from tracker.audit.rule import EditRule, Found, Options
from tracker.audit.views import EditSeen
from tracker.audit.wording import evidence_of, line, quoted
from tracker.edits.disclosure import telling_notes
from tracker.edits.notes import STANDING, Note
from tracker.edits.values import EditKind, State
from tracker.findings import Level


def _find(seen: EditSeen, options: Options) -> Iterable[Found]:
    if seen.said.kind is EditKind.REMOVAL:
        return
    # The same words at two places are one note.
    lost = {line(note.sentence, 80): note for note in _lost(seen)}
    for detail, note in lost.items():
        yield Found(
            words=f"lost its {note.kind}: {quoted(note.text, 100)}",
            evidence=evidence_of(seen.said),
            detail=detail,
        )


def _lost(seen: EditSeen) -> Iterator[Note]:
    """Give the notes that stand in no state from this edit on."""
    came = telling_notes(seen.said.notes)
    states = (seen.after, *(later.recorded.state for later in seen.later))
    for change in seen.said.notes:
        note = change.before
        if note is None or change.after is not None or note.kind in STANDING:
            continue
        if note.general and came:  # a stamp gave way to another note
            continue
        if not any(_bears(state, note) for state in states if not state.away):
            yield note


def _bears(state: State, note: Note) -> bool:
    return letters(note.text) in letters(state.text)


RULE = EditRule(
    name="note-removed",
    summary="A correction, clarification, update or another note to readers was taken away.",
    level=Level.WARNING,
    resolves="the note is back",
    find=_find,
)
