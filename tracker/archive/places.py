"""The states that an archive holds of each post, in order of time."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from tracker.archive.held import HeldPost, advance_post, files_by_post
from tracker.archive.history import Commit, iter_commits
from tracker.archive.layout import post_directory
from tracker.archive.repository import MAIN, Archive
from tracker.model import PostKey

_MANY = 30
"""Above so many posts, reading the whole history is quicker than asking for their paths."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One state of a post in its history.

    Args:
        moment: when it is known to have been so, as a stamp: read then, or claimed by a revision.
        commit: that recorded it; a change of the site is shared by many posts.
        verb: of the commit.
        trailers: of the commit.
        held: what was held after it, from the commits before it on the same line.
        is_of_post: whether the commit tells of this post alone.
    """

    moment: str
    commit: str
    verb: str
    trailers: Mapping[str, str]
    held: HeldPost
    is_of_post: bool


def read_places(
    archive: Archive, keys: Collection[PostKey] | None = None
) -> dict[PostKey, list[Place]]:
    """Read the states of some posts, or of all, from main and its side lines.

    Observations stand by the time of their reading, revision-only states by their claim.

    Args:
        archive: where.
        keys: the posts; None for all.
    """
    posts: dict[PostKey, list[Place]] = {}
    aside: dict[PostKey, list[Place]] = {}
    if archive.resolve(MAIN) is None:
        return posts
    for wanted, commit in _iter_wanted(archive, keys):
        message = commit.message
        if message is None or "Observed" not in message.trailers:
            continue
        is_aside = message.verb == "Backfill"
        for post, files in files_by_post(commit).items():
            if wanted is not None and post not in wanted:
                continue
            places = (aside if is_aside else posts).setdefault(post, [])
            last = None if is_aside or not places else places[-1].held
            places.append(_place(commit, post, files, last))
    for post, places in aside.items():
        together = [*posts.get(post, []), *places]
        posts[post] = sorted(together, key=lambda place: place.moment)
    return posts


def _iter_wanted(
    archive: Archive, keys: Collection[PostKey] | None
) -> Iterator[tuple[Collection[PostKey] | None, Commit]]:
    """Walk the commits that concern some posts, each with the posts to look for in it.

    The changed-path filters of a commit graph serve one path, and not several.
    """
    if keys is None or len(keys) > _MANY:
        for commit in iter_commits(archive, MAIN, oldest_first=True):
            yield keys, commit
        return
    for key in sorted(keys):
        for commit in iter_commits(archive, MAIN, paths=(post_directory(key),), oldest_first=True):
            yield (key,), commit


def _place(
    commit: Commit, key: PostKey, files: Mapping[str, str | None], last: HeldPost | None
) -> Place:
    assert commit.message is not None
    verb, trailers = commit.message.verb, commit.message.trailers
    before = last or HeldPost(folder=key.folder, id=key.id, files={})
    return Place(
        moment=min(trailers["Observed"], _claim(trailers)),
        commit=commit.id,
        verb=verb,
        trailers=trailers,
        held=advance_post(before, verb, trailers, files),
        is_of_post=commit.message.key is not None,
    )


def _claim(trailers: Mapping[str, str]) -> str:
    """A revision-only state is in force from its claim on; an observation from its reading."""
    if trailers.get("Evidence") == "revision":
        return trailers.get("Modified", "9999")
    return "9999"
