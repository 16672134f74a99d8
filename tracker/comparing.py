"""Compare two states of a post, or show one edit, with all that reports need."""

from __future__ import annotations

from tracker.archive.history import BlobReader
from tracker.archive.layout import CONTENT, SOURCE, decode
from tracker.archive.repository import Archive
from tracker.assessing import AssessedEdit
from tracker.chronicle import RecordedState
from tracker.diff import diff_text
from tracker.edits.fields import FieldChange, changed_fields
from tracker.errors import ConfigError
from tracker.listing import Known, editor_of
from tracker.report.diff import DiffView
from tracker.report.fields import field_views
from tracker.report.show import ShownEdit

_SHORT = 8


def compare_states(
    before: RecordedState | None,
    after: RecordedState,
    known: Known,
    *,
    context: int | None = 1,
) -> DiffView:
    """Compare the texts and fields of two states of one post.

    Args:
        before: None compares with nothing.
        after: the later one, or any.
        known: names of users, terms and media.
        context: unchanged sentences around a change, None for all.
    """
    old = before.state.text if before is not None else ""
    new = after.state.text
    changes: tuple[FieldChange, ...] = ()
    if before is not None and before.state.fields and after.state.fields:
        changes = changed_fields(before.state.fields, after.state.fields, body=new)
    has_headline = old.startswith("# ") and new.startswith("# ")
    without = frozenset({"title"} if has_headline else ())
    return DiffView(
        diff=diff_text(old, new),
        fields=field_views(changes, known.names, without=without),
        before_label=state_label(before),
        after_label=state_label(after),
        context=context,
    )


def compare_markup(
    archive: Archive, before: RecordedState, after: RecordedState, *, context: int | None = 1
) -> DiffView:
    """Compare the markup of two states: the source where both have it, else as it was served.

    Raises:
        ConfigError: where a state has no markup.
    """
    name = CONTENT
    if all(SOURCE in state.place.held.files for state in (before, after)):
        name = SOURCE
    for state in (before, after):
        if name not in state.place.held.files:
            raise ConfigError(f"{state_label(state)} of {state.key} has no markup in the archive.")
    with BlobReader(archive) as blobs:
        old, new = blobs.read_all(state.place.held.files[name] for state in (before, after))
    return DiffView(
        diff=diff_text(decode(old), decode(new)),
        before_label=f"{state_label(before)} {name}",
        after_label=f"{state_label(after)} {name}",
        context=context,
        file=name,
    )


def shown_edit(
    edit: AssessedEdit,
    edits: tuple[AssessedEdit, ...],
    known: Known,
    *,
    context: int | None = 1,
) -> ShownEdit:
    """Gather all that is known of one edit.

    Args:
        edit: the one.
        edits: all of its post.
        known: names of users, terms and media.
        context: unchanged sentences around a change, None for all.
    """
    recorded = edit.recorded
    fields = recorded.state.fields or (edit.before and edit.before.state.fields) or {}
    link = fields.get("link")
    return ShownEdit(
        key=recorded.key,
        number=recorded.number,
        count=len(edits),
        commit=recorded.place.commit,
        channel=recorded.place.trailers.get("Import", ""),
        editor=editor_of(edit),
        before=edit.before.state if edit.before is not None else None,
        after=recorded.state,
        link=link if isinstance(link, str) else "",
        assessment=edit.assessment,
        names=tuple(state_label(one.recorded) for one in edits),
        view=compare_states(edit.before, recorded, known, context=context),
    )


def state_label(state: RecordedState | None) -> str:
    """Name a state: its number, its commit, and when it is known to have been so."""
    if state is None:
        return "nothing"
    moment = state.state.moment
    when = f" {moment:%Y-%m-%d %H:%M} UTC" if moment is not None else ""
    return f"#{state.number} {state.place.commit[:_SHORT]}{when}"
