"""Edits as JSON Lines."""

from __future__ import annotations

from typing import IO

import msgspec

from tracker.archive.repository import Archive
from tracker.assessing import iter_assessed
from tracker.exporting.records import Tell, record_of
from tracker.listing import read_known


def export_jsonl(archive: Archive, target: IO[bytes], *, tell: Tell) -> int:
    """Write one edit a line, post by post, oldest first.

    Args:
        archive: where.
        target: what to write to.
        tell: called with the number of edits so far.

    Returns:
        how many edits there are.
    """
    known = read_known(archive)
    count = 0
    for _, edits in iter_assessed(archive):
        for edit in edits:
            target.write(msgspec.json.encode(record_of(edit, known).values) + b"\n")
            count += 1
            tell(count)
    return count
