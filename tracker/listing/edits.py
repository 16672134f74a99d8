"""Edits with all that is known of them, their texts included, where a list has to look at those."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from tracker.archive.repository import Archive
from tracker.assessing import AssessedEdit, Tell, iter_assessed, silent
from tracker.assessing.rows import diff_of, editor_of, row_of
from tracker.edits.kinds import EditKind
from tracker.edits.rows import EditRow
from tracker.listing.beginnings import PUBLISH
from tracker.listing.conditions import Wanted, is_wanted
from tracker.listing.entries import entry_of_row
from tracker.listing.known import read_known
from tracker.listing.words import words_of
from tracker.model import PostKey
from tracker.report.log import LogEntry

__all__ = ["diff_of", "editor_of", "entry_of", "iter_wanted"]


def entry_of(edit: AssessedEdit) -> LogEntry:
    """Take what a list shows out of an edit."""
    row = row_of(edit)
    came = row.kind is EditKind.FIRST and edit.recorded.place.verb == PUBLISH
    return entry_of_row(row, published=came)


class _Words:
    """Give the words of one edit."""

    def __init__(self, edit: AssessedEdit) -> None:
        self._edit = edit

    def __call__(self, _row: EditRow) -> tuple[str, ...]:
        return words_of(self._edit.assessment)


def iter_wanted(
    archive: Archive,
    wanted: Wanted,
    keys: Collection[PostKey] | None = None,
    *,
    tell: Tell = silent,
) -> Iterator[AssessedEdit]:
    """Give the edits that are wanted, post by post, oldest first, with all that is known of them.

    Changes that many posts share (an upgrade of the site) are edits of none of them: they come
    only where posts are named.
    """
    known = read_known(archive)
    for done, (key, edits) in enumerate(iter_assessed(archive, keys)):
        tell(done)
        if wanted.folder and key.folder != wanted.folder:
            continue
        for edit in edits:
            if keys is None and not edit.recorded.place.is_of_post:
                continue
            if is_wanted(row_of(edit, ()), wanted, known, _Words(edit)):
                yield edit
