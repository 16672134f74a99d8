"""A note that told readers of a change is gone."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.audit.letters import letters
from tracker.audit.rule import EditRule, Found, Options
from tracker.audit.views import EditSeen
from tracker.audit.wording import evidence_of, line, quoted
from tracker.edits.disclosure import telling_notes
from tracker.edits.notes import STANDING, Note
from tracker.edits.values import EditKind, State
from tracker.findings import Level


def _find(seen: EditSeen, options: Options) -> Iterable[Found]:
    said = seen.said
    if said.kind is EditKind.REMOVAL:
        return
    came = telling_notes(said.notes)
    for change in said.notes:
        note = change.before
        if note is None or change.after is not None or note.kind in STANDING:
            continue
        if note.general and came:  # a stamp gave way to another note
            continue
        states = (seen.after, *(later.recorded.state for later in seen.later))
        if any(_bears(state, note) for state in states if not state.away):
            continue
        yield Found(
            words=f"lost its {note.kind}: {quoted(note.text, 100)}",
            evidence=evidence_of(said),
            detail=line(note.sentence, 80),
        )


def _bears(state: State, note: Note) -> bool:
    return letters(note.text) in letters(state.text)


RULE = EditRule(
    name="note-removed",
    summary="A correction, clarification, update or another note to readers was taken away.",
    level=Level.WARNING,
    resolves="the note is back",
    find=_find,
)
