"""Verdicts as git notes: beside the history, recomputable, never frozen into it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from tracker.archive.identities import COMMITTER, blob_id
from tracker.archive.repository import NOTES, Archive
from tracker.archive.stream import ImportStream


def write_notes(
    archive: Archive, notes: Mapping[str, str], *, at: datetime, all_of_them: bool = False
) -> int:
    """Write one note a commit, in one commit of `refs/notes/tracker`.

    Args:
        archive: locked by the caller.
        notes: commit id -> text; an empty text removes the note.
        at: now.
        all_of_them: notes of other commits go.

    Returns:
        how many notes were written or removed; nothing is committed where none differs.
    """
    held = read_note_ids(archive)
    wanted = {commit: text.encode() for commit, text in notes.items()}
    changed = {
        commit: data
        for commit, data in wanted.items()
        if held.get(commit) != (blob_id(data) if data else None)
    }
    if all_of_them:
        changed.update(dict.fromkeys(held.keys() - wanted.keys(), b""))
    if not changed:
        return 0
    parent = archive.resolve(NOTES)
    seconds = int(at.timestamp())
    with ImportStream(archive.repo) as stream:
        marks = [
            (commit, stream.blob(data) if data else None)
            for commit, data in sorted(changed.items())
        ]
        stream.commit(
            NOTES,
            author=COMMITTER,
            authored=seconds,
            committed=seconds,
            message=f"Assess {len(changed)} commit{'s' * (len(changed) != 1)}\n".encode(),
            notes=marks,
            parents=(parent,) if parent else (),
        )
        stream.finish()
    return len(changed)


def read_note_ids(archive: Archive) -> dict[str, str]:
    """List which commits have a note: commit id -> blob id."""
    if archive.resolve(NOTES) is None:
        return {}
    found: dict[str, str] = {}
    listing: str = archive.repo.git.ls_tree("-r", "-z", NOTES)
    for entry in listing.split("\0"):
        head, _, path = entry.partition("\t")
        if path:
            found[path.replace("/", "")] = head.split(" ")[2]
    return found
