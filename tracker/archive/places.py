"""The states that an archive holds of each post, in order of time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

import msgspec

from tracker.archive.held import HeldPost, advance_post
from tracker.archive.history import Commit, files_by_post, iter_commits
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


class Told(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """What one commit tells of one post, without what was held before it."""

    commit: str
    verb: str
    trailers: dict[str, str]
    files: dict[str, str | None]
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
    if archive.resolve(MAIN) is None:
        return {}
    posts: dict[PostKey, list[Told]] = {}
    for wanted, commit in _iter_wanted(archive, keys):
        for post, told in iter_told(commit):
            if wanted is None or post in wanted:
                posts.setdefault(post, []).append(told)
    return {post: replay(post, told) for post, told in posts.items()}


def iter_told(commit: Commit) -> Iterator[tuple[PostKey, Told]]:
    """Name the posts of which a commit tells a state, each with what it tells."""
    message = commit.message
    if message is None or "Observed" not in message.trailers:
        return
    for post, files in files_by_post(commit).items():
        yield (
            post,
            Told(
                commit=commit.id,
                verb=message.verb,
                trailers=dict(message.trailers),
                files=files,
                is_of_post=message.key is not None,
            ),
        )


def replay(key: PostKey, told: Iterable[Told]) -> list[Place]:
    """Make the states of a post of what its commits tell; in order of time.

    Args:
        key: the post.
        told: in the order of main; where those of side lines stand among them does not matter.
    """
    places: list[Place] = []
    aside: list[Place] = []
    for one in told:
        if one.verb == "Backfill":
            aside.append(_place(key, one, None))
        else:
            places.append(_place(key, one, places[-1].held if places else None))
    if not aside:
        return places
    aside.sort(key=_order_aside)
    return sorted([*places, *aside], key=lambda place: place.moment)


def _order_aside(place: Place) -> tuple[str, int, str]:
    revision = place.trailers.get("Revision", "")
    return place.moment, int(revision) if revision.isdecimal() else 0, place.commit


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


def _place(key: PostKey, told: Told, last: HeldPost | None) -> Place:
    before = last or HeldPost(folder=key.folder, id=key.id, files={})
    return Place(
        moment=min(told.trailers["Observed"], _claim(told.trailers)),
        commit=told.commit,
        verb=told.verb,
        trailers=told.trailers,
        held=advance_post(before, told.verb, told.trailers, told.files),
        is_of_post=told.is_of_post,
    )


def _claim(trailers: Mapping[str, str]) -> str:
    """A revision-only state is in force from its claim on; an observation from its reading."""
    if trailers.get("Evidence") == "revision":
        return trailers.get("Modified", "9999")
    return "9999"
