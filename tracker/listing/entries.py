"""What a list shows of one edit."""

from __future__ import annotations

from tracker.edits.rows import EditRow
from tracker.report.log import LogEntry
from tracker.report.sizes import Size

_MET, _PUBLISHED = "met for the first time", "published"


def entry_of_row(row: EditRow, *, published: bool = False) -> LogEntry:
    """Take what a list shows out of the row of an edit.

    Args:
        row: of the edit.
        published: whether it is the publication of the post, which was observed.
    """
    edited, added, deleted, moved, words_in, words_out = row.size
    return LogEntry(
        key=row.key,
        number=row.number,
        commit=row.commit,
        title=row.title,
        span=row.span,
        kind=row.kind,
        severity=row.severity,
        disclosure=row.disclosure,
        size=Size(
            edited=edited,
            added=added,
            deleted=deleted,
            moved=moved,
            words_in=words_in,
            words_out=words_out,
        ),
        editor=row.editor,
        reasons=tuple(_PUBLISHED if published and one == _MET else one for one in row.reasons),
        fields=row.fields,
        later_note=None if row.disclosed_by is None else row.disclosed_by + 1,
        published=published,
    )
