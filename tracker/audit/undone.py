"""What became of an edit later: whether it was taken back, or told of."""

from __future__ import annotations

from tracker.assessing import AssessedEdit
from tracker.audit.views import EditSeen
from tracker.audit.wording import quoted
from tracker.edits.disclosure import telling_notes
from tracker.edits.facts import body_of
from tracker.edits.notes import Note
from tracker.edits.severity import SUBSTANTIAL_FIELDS
from tracker.edits.values import Assessment, State
from tracker.model import Fields, is_protected
from tracker.text import plain

_TOLD_FIELDS = SUBSTANTIAL_FIELDS | {"excerpt"}
"""Fields that can be substance, besides the headline."""


def is_taken_back(seen: EditSeen) -> bool:
    """Tell whether a later state has again what this edit changed of what readers are told."""
    return _taken_back(seen) is not None


def how_ended(seen: EditSeen) -> str:
    """Say what made an edit one that readers know of, or none: with its words and its commit."""
    told = seen.said.disclosed_by
    if told is not None:
        return told_by("a later note tells of it", seen.post.edits[told])
    back = _taken_back(seen)
    return f"it was taken back ({proof(back)})" if back is not None else ""


def told_by(words: str, edit: AssessedEdit) -> str:
    """Say that an edit added a note, in its words."""
    said = ", ".join(quoted(note.text, 100) for note in notes_told(edit.assessment)[:2])
    return f"{words}{f': {said}' if said else ''} ({proof(edit)})"


def notes_told(said: Assessment) -> list[Note]:
    """List the notes with which an edit tells readers of something."""
    return [change.after for change in telling_notes(said.notes) if change.after is not None]


def proof(edit: AssessedEdit) -> str:
    """Give the git command that shows an edit."""
    return f"git show {edit.recorded.place.commit[:12]}"


def _taken_back(seen: EditSeen) -> AssessedEdit | None:
    words = _words(seen.before)
    is_worded = words != _words(seen.after)
    fields = [change for change in seen.said.field_changes if change.name in _TOLD_FIELDS]
    if not is_worded and not fields:
        return None
    for later in seen.later:
        state = later.recorded.state
        if state.away or (is_worded and _words(state) != words):
            continue
        served = state.fields
        if not fields or (
            served is not None
            and all(_value(served, change.name) == change.before for change in fields)
        ):
            return later
    return None


def _words(state: State) -> tuple[str, str]:
    return state.title, body_of(state.text)


def _value(fields: Fields, name: str) -> object:
    """Take a field in the form in which changes of it are told."""
    if name == "protected":
        return is_protected(fields)
    value = fields.get(name)
    if name == "excerpt":
        return plain(str(value.get("rendered") or "")) if isinstance(value, dict) else None
    return value
