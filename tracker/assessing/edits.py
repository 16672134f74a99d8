"""Edits with what is said of them, read from an archive; verdicts as git notes."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from tracker.archive.notes import write_notes
from tracker.archive.repository import Archive
from tracker.assessing.book import open_book
from tracker.assessing.cached import Tell, silent
from tracker.assessing.values import AssessedEdit
from tracker.edits.verdicts import render_assessment
from tracker.model import PostKey

__all__ = ["AssessedEdit", "assess_archive", "iter_assessed"]


def iter_assessed(
    archive: Archive, keys: Collection[PostKey] | None = None
) -> Iterator[tuple[PostKey, tuple[AssessedEdit, ...]]]:
    """Assess the edits of some posts, or of all, post by post, oldest first.

    The `diff` of an assessment is left out: `diff_text` makes it of the two states.

    Lists of other posts are told by lines that came or went in several posts. The first call reads
    the whole history for them, later ones what is new.

    Args:
        archive: where.
        keys: the posts; None for all.
    """
    with open_book(archive) as book:
        book.advance()
        for key in book.keys() if keys is None else sorted(set(keys)):
            if edits := book.edits(key):
                yield key, edits


def assess_archive(
    archive: Archive,
    keys: Collection[PostKey] | None = None,
    *,
    at: datetime,
    tell: Tell = silent,
) -> int:
    """Assess posts, and write the verdicts as git notes; the first state of a post has none.

    With some posts, others follow whose verdicts change by what these share with them. Where the
    history was never read whole, it is not read for this: of posts that were never named here,
    nothing is then known.

    Args:
        archive: locked by the caller.
        keys: the posts; None for all, and notes of commits that are no more go.
        at: now.
        tell: called with the number of posts that were assessed so far.

    Returns:
        how many notes changed.
    """
    notes: dict[str, str] = {}
    with open_book(archive) as book:
        found = book.alone(keys) if keys is not None and book.is_new() else book.all_of(keys)
        for done, edits in enumerate(found, 1):
            tell(done)
            commits = [edit.recorded.place.commit[:12] for edit in edits]
            for edit in edits:
                if edit.before is not None and edit.recorded.place.is_of_post:
                    notes[edit.recorded.place.commit] = render_assessment(edit.assessment, commits)
    return write_notes(archive, notes, at=at, all_of_them=keys is None)
