"""What became of an edit later: whether it was taken back."""

from __future__ import annotations

from tracker.audit.views import EditSeen
from tracker.edits.facts import body_of
from tracker.edits.severity import SUBSTANTIAL_FIELDS
from tracker.edits.values import State
from tracker.model import Fields, is_protected
from tracker.text import plain

_TOLD_FIELDS = SUBSTANTIAL_FIELDS | {"excerpt"}
"""Fields that can be substance, besides the headline."""


def is_taken_back(seen: EditSeen) -> bool:
    """Tell whether a later state has again what this edit changed of what readers are told."""
    words = _words(seen.before)
    is_worded = words != _words(seen.after)
    fields = [change for change in seen.said.field_changes if change.name in _TOLD_FIELDS]
    if not is_worded and not fields:
        return False
    for later in seen.later:
        state = later.recorded.state
        if state.away or (is_worded and _words(state) != words):
            continue
        served = state.fields
        if not fields or (
            served is not None
            and all(_value(served, change.name) == change.before for change in fields)
        ):
            return True
    return False


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
