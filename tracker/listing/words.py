"""The words that came or went with an edit."""

from __future__ import annotations

from tracker.archive.verdictcache import VerdictCache
from tracker.edits.rows import EditRow
from tracker.edits.values import Assessment
from tracker.packing import Unpacker

_SAID = Unpacker(tuple[Assessment, ...])


def words_of(said: Assessment) -> tuple[str, ...]:
    """List the notes and sentences that came or went."""
    notes = [each.text for one in said.notes for each in (one.before, one.after) if each]
    sentences = [each.text for one in said.changes for each in (*one.before, *one.after)]
    return (*notes, *sentences)


class CachedWords:
    """Look up the words of edits in the cache, those of one post at a time."""

    def __init__(self, cache: VerdictCache) -> None:
        self._cache = cache
        self._of: tuple[object, tuple[Assessment, ...]] = (None, ())

    def __call__(self, row: EditRow) -> tuple[str, ...]:
        """List the words of an edit."""
        if self._of[0] != row.key:
            held = self._cache.assessments(row.key)
            self._of = row.key, _SAID(held) if held is not None else ()
        return words_of(self._of[1][row.number - 1])
