"""The newest state of each post while a run goes on."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.archive.held import HeldPost
from tracker.archive.history import BlobReader
from tracker.model import PostKey
from tracker.recording.observing import is_as_held
from tracker.recording.readings import PostReading
from tracker.recording.states import Context, Known, load_known


class Present:
    """Load the newest states of posts.

    What was sent to git in this run cannot be read back before the end of the stream. So the state
    made last is remembered, that of one post: its readings may come in parts, one after the other.

    Args:
        held: what is held of each post, brought up to date by the recorder.
        blobs: what git held before the run.
    """

    def __init__(self, held: Mapping[PostKey, HeldPost], blobs: BlobReader) -> None:
        self._held = held
        self._blobs = blobs
        self._made: tuple[PostKey, Known] | None = None

    def put(self, key: PostKey, known: Known) -> None:
        """Remember the state of a post that this run made."""
        self._made = (key, known)

    def of(self, key: PostKey, context: Context) -> Known | None:
        """Load the newest state of a post; None where none is held."""
        if self._made is not None and self._made[0] == key:
            return self._made[1]
        held = self._held.get(key)
        if held is None or not held.files:
            return None
        return load_known(held, self._blobs, context)

    def is_unchanged(self, reading: PostReading, held: HeldPost) -> bool:
        """Tell, without reading or comparing a text, that a post is served as it was."""
        if self._made is not None and self._made[0] == reading.key:
            return False
        return (
            len(reading.observations) == 1
            and not reading.revisions
            and not reading.drafts
            and is_as_held(reading.observations[0], held)
        )
