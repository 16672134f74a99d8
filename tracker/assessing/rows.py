"""Edits as rows: what lists and reports keep of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from tracker.assessing.values import AssessedEdit
from tracker.diff import ProseDiff, diff_text
from tracker.edits.fields import term_fields
from tracker.edits.labels import NoteKind
from tracker.edits.rows import EditRow, Facts, pack_facts, to_columns
from tracker.edits.values import Assessment
from tracker.model import Fields
from tracker.report.sizes import size_of

_CORRECTIONS = frozenset({NoteKind.CORRECTION, NoteKind.CLARIFICATION, NoteKind.RETRACTION})

Steps = Mapping[tuple[str, str], tuple[int, ...]]
"""Sizes that are known: commit before and commit after -> size."""


def rows_of(edits: Sequence[AssessedEdit], known: Steps) -> Iterator[tuple[Any, ...]]:
    """Make the columns of all edits of a post.

    Args:
        edits: all, oldest first.
        known: sizes that were worked out before.
    """
    commits = ["", *(edit.recorded.place.commit for edit in edits)]
    for step, edit in zip(pairwise(commits), edits, strict=True):
        yield to_columns(row_of(edit, known.get(step)))


def row_of(edit: AssessedEdit, size: tuple[int, ...] | None = None) -> EditRow:
    """Make the row of an edit.

    Args:
        edit: as it was assessed.
        size: where it is known.
    """
    said, recorded, state = edit.assessment, edit.recorded, edit.recorded.state
    fields = state.fields or (edit.before and edit.before.state.fields) or {}
    coverage = said.coverage
    return EditRow(
        key=recorded.key,
        number=recorded.number,
        commit=recorded.place.commit,
        is_of_post=recorded.place.is_of_post,
        has_fields=bool(state.fields),
        span=said.span,
        kind=said.kind,
        severity=said.severity,
        disclosure=said.disclosure,
        disclosed_by=said.disclosed_by,
        lag=said.lag,
        moved=coverage.moved if coverage is not None else None,
        held=coverage.held if coverage is not None else None,
        corrects=_corrects(said),
        evidence=state.evidence,
        claimed=state.claimed,
        published=state.published,
        size=_size(edit) if size is None else size,
        title=state.title,
        editor=editor_of(edit),
        fields=tuple(change.name for change in said.field_changes),
        reasons=said.reasons,
        packed=pack_facts(_facts(fields)) if fields else b"",
    )


def editor_of(edit: AssessedEdit) -> str:
    """Name who made an edit, where a revision tells; the trailer is `1 Jane Doe`."""
    trailer = edit.recorded.place.trailers.get("Editor", "")
    return trailer.partition(" ")[2] or trailer


def diff_of(edit: AssessedEdit) -> ProseDiff | None:
    """Compare the texts of an edit, headline included; None for a first state."""
    if edit.before is None:
        return None
    before, after = edit.before.state.text, edit.recorded.state.text
    return diff_text(before, after) if before != after else None


def _size(edit: AssessedEdit) -> tuple[int, ...]:
    size = size_of(diff_of(edit))
    return (
        size.edited, size.added, size.deleted, size.moved, size.words_in, size.words_out,
    )  # fmt: skip


def _corrects(said: Assessment) -> bool:
    return any(
        change.tells and change.after is not None and change.after.kind in _CORRECTIONS
        for change in said.notes
    )


def _facts(fields: Fields) -> Facts:
    link = fields.get("link")
    return Facts(
        author=fields.get("author"),
        terms={name: fields[name] for name in sorted(term_fields(fields))},
        link=link if isinstance(link, str) else "",
    )
