"""An edit with what is said of it."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.chronicle import RecordedState
from tracker.edits.values import Assessment


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessedEdit:
    """One state of a post, the one before it, and what is said of the step between them.

    Args:
        before: None for the first state of the post.
    """

    recorded: RecordedState
    before: RecordedState | None
    assessment: Assessment
