"""What a list shows of one edit."""

from __future__ import annotations

from tracker.archive.held import files_by_post
from tracker.archive.history import iter_commits
from tracker.archive.repository import Archive
from tracker.assessing import AssessedEdit
from tracker.diff import ProseDiff, diff_text
from tracker.model import PostKey
from tracker.report.log import LogEntry
from tracker.report.sizes import size_of


def entry_of(edit: AssessedEdit) -> LogEntry:
    """Take what a list shows out of an edit."""
    said, recorded = edit.assessment, edit.recorded
    return LogEntry(
        key=recorded.key,
        number=recorded.number,
        commit=recorded.place.commit,
        title=recorded.state.title,
        span=said.span,
        kind=said.kind,
        severity=said.severity,
        disclosure=said.disclosure,
        size=size_of(diff_of(edit)),
        editor=editor_of(edit),
        reasons=said.reasons,
        fields=tuple(change.name for change in said.field_changes),
        later_note=None if said.disclosed_by is None else said.disclosed_by + 1,
    )


def diff_of(edit: AssessedEdit) -> ProseDiff | None:
    """Compare the texts of an edit, headline included; None for a first state."""
    if edit.before is None:
        return None
    before, after = edit.before.state.text, edit.recorded.state.text
    return diff_text(before, after) if before != after else None


def editor_of(edit: AssessedEdit) -> str:
    """Name who made an edit, where a revision tells; the trailer is `1 Jane Doe`."""
    trailer = edit.recorded.place.trailers.get("Editor", "")
    return trailer.partition(" ")[2] or trailer


def posts_of_commit(archive: Archive, commit: str) -> tuple[PostKey, ...]:
    """Name the posts that a commit tells of; none where main has no such commit.

    Args:
        archive: where.
        commit: hexadecimal digits, the first of its id.
    """
    full = archive.resolve(commit)
    if full is None:
        return ()
    return tuple(
        key for one in iter_commits(archive, full, max_count=1) for key in files_by_post(one)
    )
