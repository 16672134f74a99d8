"""The states that an archive holds of a post, in order of time: to place what is older."""

from __future__ import annotations

from bisect import bisect_right

from tracker.archive.held import HeldPost
from tracker.archive.history import BlobReader
from tracker.archive.places import Place, read_places
from tracker.archive.repository import Archive
from tracker.model import PostKey
from tracker.recording.states import Context, Known, load_known


class Timelines:
    """Read the whole history once, when the first older state asks for it."""

    def __init__(self, archive: Archive, blobs: BlobReader) -> None:
        self._archive = archive
        self._blobs = blobs
        self._posts: dict[PostKey, list[Place]] | None = None

    def neighbours(
        self, key: PostKey, moment: str, context: Context
    ) -> tuple[Known | None, Known | None]:
        """Load the states in force before and after a moment (a stamp); None where none is."""
        places = self._places(key)
        index = bisect_right([place.moment for place in places], moment)
        before = places[index - 1].held if index else None
        after = places[index].held if index < len(places) else None
        return self._load(before, context), self._load(after, context)

    def _load(self, held: HeldPost | None, context: Context) -> Known | None:
        return load_known(held, self._blobs, context) if held is not None and held.files else None

    def _places(self, key: PostKey) -> list[Place]:
        if self._posts is None:
            self._posts = read_places(self._archive)
        return self._posts.get(key, [])
