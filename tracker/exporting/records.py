"""One edit as a flat record, the same for every form of export."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tracker.assessing import AssessedEdit
from tracker.comparing import compare_states
from tracker.listing import Known, entry_of
from tracker.model import stamp
from tracker.report.diff import DiffView
from tracker.report.log import log_json

Tell = Callable[[int], None]
"""Told how many edits are done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One edit, its values as JSON has them, and its diff.

    Args:
        edit: as it was assessed.
        values: as docs/export.md says.
        view: the diff of the texts, and the changed fields in words.
    """

    edit: AssessedEdit
    values: dict[str, Any]
    view: DiffView


def record_of(edit: AssessedEdit, known: Known) -> Record:
    """Make the record of an edit."""
    state, said = edit.recorded.state, edit.assessment
    view = compare_states(edit.before, edit.recorded, known)
    fields = state.fields or (edit.before and edit.before.state.fields) or {}
    link = fields.get("link")
    changes = view.diff.changes if edit.before is not None else ()
    values = log_json(entry_of(edit)) | {
        "link": link if isinstance(link, str) else None,
        "evidence": state.evidence.value,
        "revision": state.revision,
        "claimed": moment_text(state.claimed),
        "observed": moment_text(state.observed),
        "last_observed": moment_text(state.last_observed),
        "away": state.away or None,
        "reverts_to": None if said.reverts_to is None else said.reverts_to + 1,
        "notes": [
            {"kind": each.after.kind.value, "text": each.after.text}
            for each in said.notes
            if each.after is not None and not each.moved
        ],
        "changes": [
            {
                "kind": change.kind.value,
                "before": " ".join(sentence.text for sentence in change.before) or None,
                "after": " ".join(sentence.text for sentence in change.after) or None,
            }
            for change in changes
        ],
        "fields": [
            {"name": field.name, "before": field.before, "after": field.after}
            for field in view.fields
        ],
        "rules": said.rules,
    }
    return Record(edit=edit, values=values, view=view)


def moment_text(moment: datetime | None) -> str | None:
    """Write a time, or null."""
    return stamp(moment) if moment is not None else None
