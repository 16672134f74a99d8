"""The states that an archive holds of a post, in order of time: to place what is older."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Protocol

from tracker.archive.held import HeldPost
from tracker.archive.history import BlobReader
from tracker.archive.places import Place, read_places
from tracker.archive.repository import Archive
from tracker.model import PostKey
from tracker.recording.states import Context, Known, load_known


class Surroundings(Protocol):
    """What tells which states were in force around a moment; see `Timelines.around`."""

    def around(
        self, key: PostKey, moment: str, context: Context
    ) -> tuple[Known | None, tuple[Known, ...]]:
        """Load the state in force at a moment, and all that were then read or near."""


class Nothing:
    """The surroundings of a post of which nothing is held."""

    def around(
        self, key: PostKey, moment: str, context: Context
    ) -> tuple[Known | None, tuple[Known, ...]]:
        """Find nothing."""
        del key, moment, context
        return None, ()


class Timelines:
    """Read the whole history once, when the first older state asks for it."""

    def __init__(self, archive: Archive, blobs: BlobReader) -> None:
        self._archive = archive
        self._blobs = blobs
        self._posts: dict[PostKey, list[Place]] | None = None

    def around(
        self, key: PostKey, moment: str, context: Context
    ) -> tuple[Known | None, tuple[Known, ...]]:
        """Load the state in force at a moment (a stamp), and all that were then read or near.

        Returns:
            the state in force, None where there is none; and the states of that very moment (of
            one second there can be several), the one before and the one after them.
        """
        places = self._places(key)
        moments = [place.moment for place in places]
        start, end = bisect_left(moments, moment), bisect_right(moments, moment)
        some = places[max(start - 1, 0) : end + 1]
        near = [self._load(place.held, context) for place in some]
        before = self._load(places[end - 1].held, context) if end else None
        return before, tuple(known for known in near if known is not None)

    def _load(self, held: HeldPost | None, context: Context) -> Known | None:
        return load_known(held, self._blobs, context) if held is not None and held.files else None

    def _places(self, key: PostKey) -> list[Place]:
        if self._posts is None:
            self._posts = read_places(self._archive)
        return self._posts.get(key, [])
