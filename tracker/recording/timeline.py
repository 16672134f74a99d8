"""The states that an archive holds of a post, in order of time: to place what is older."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping

from tracker.archive.held import HeldPost, advance_post, files_by_post
from tracker.archive.history import BlobReader, iter_commits
from tracker.archive.repository import MAIN, Archive
from tracker.model import PostKey
from tracker.recording.states import Context, Known, load_known

_Place = tuple[str, HeldPost]


class Timelines:
    """Read the whole history once, when the first older state asks for it."""

    def __init__(self, archive: Archive, blobs: BlobReader) -> None:
        self._archive = archive
        self._blobs = blobs
        self._posts: dict[PostKey, list[_Place]] | None = None

    def neighbours(
        self, key: PostKey, moment: str, context: Context
    ) -> tuple[Known | None, Known | None]:
        """Load the states in force before and after a moment (a stamp); None where none is."""
        places = self._places(key)
        index = bisect_right([place[0] for place in places], moment)
        before = places[index - 1][1] if index else None
        after = places[index][1] if index < len(places) else None
        return self._load(before, context), self._load(after, context)

    def _load(self, held: HeldPost | None, context: Context) -> Known | None:
        return load_known(held, self._blobs, context) if held is not None and held.files else None

    def _places(self, key: PostKey) -> list[_Place]:
        if self._posts is None:
            self._posts = _read_all(self._archive)
        return self._posts.get(key, [])


def _read_all(archive: Archive) -> dict[PostKey, list[_Place]]:
    posts: dict[PostKey, list[_Place]] = {}
    aside: dict[PostKey, list[_Place]] = {}
    if archive.resolve(MAIN) is None:
        return posts
    for commit in iter_commits(archive, MAIN, oldest_first=True):
        message = commit.message
        if message is None or "Observed" not in message.trailers:
            continue
        moment = min(message.trailers["Observed"], _claim(message.trailers))
        for key, files in files_by_post(commit).items():
            is_aside = message.verb == "Backfill"
            places = (aside if is_aside else posts).setdefault(key, [])
            empty = HeldPost(folder=key.folder, id=key.id, files={})
            last = empty if is_aside or not places else places[-1][1]
            places.append((moment, advance_post(last, message.verb, message.trailers, files)))
    for key, places in aside.items():
        posts.setdefault(key, []).extend(places)
        posts[key].sort(key=lambda place: place[0])
    return posts


def _claim(trailers: Mapping[str, str]) -> str:
    """A revision-only state is in force from its claim on; an observation from its reading."""
    if trailers.get("Evidence") == "revision":
        return trailers.get("Modified", "9999")
    return "9999"
