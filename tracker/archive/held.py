"""What is held of a post, and how each thing that is recorded of it moves that on."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from tracker.archive.layout import GONE, POST
from tracker.model import Fields, PostKey, is_protected, revision_activity

FORGOTTEN = "forgotten"
"""The reason of a tombstone: the post was taken out for good, and is never recorded again."""


class HeldPost(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """The newest recorded state of one post, and what is needed to place the next.

    Times are `2025-07-22T19:14:55Z` or empty. `files` are the blobs of the newest live state,
    kept while the post is away. `first_post` is the blob of the first observation's wp-post.json.
    `gaps` are the times in which the post was away or protected: a revision that claims to be of
    such a time was not public. `revised` is the revision activity at which its revisions were
    read last.
    """

    folder: str
    id: int
    files: dict[str, str]
    gone: str = ""
    shut_since: str = ""
    observed: str = ""
    read: str = ""
    modified: str | None = None
    count: int | None = None
    predecessor: int | None = None
    published: str = ""
    first_post: str = ""
    revisions: tuple[int, ...] = ()
    gaps: tuple[tuple[str, str], ...] = ()
    revised: tuple[int | None, int | None] | None = None
    protected: bool = False

    @property
    def key(self) -> PostKey:
        """The post."""
        return PostKey(folder=self.folder, id=self.id)


def with_revision(post: HeldPost, trailers: Mapping[str, str | None]) -> HeldPost:
    """Note the revision that a commit tells of."""
    revision = trailers.get("Revision") or ""
    if not revision.isdecimal() or int(revision) in post.revisions:
        return post
    return msgspec.structs.replace(post, revisions=(*post.revisions, int(revision)))


def advance_post(
    post: HeldPost,
    verb: str,
    trailers: Mapping[str, str | None],
    files: Mapping[str, str | None],
) -> HeldPost:
    """Apply one commit on main: its verb and trailers, and the blobs of the files it changed."""
    observed = trailers.get("Observed") or ""
    # Of the commit, not of `post`: what was read since the last commit is known of runs alone.
    last_read = trailers.get("Last-Observed") or post.observed
    if files.get(GONE):
        gone = trailers.get("Gone") or "erased"
        since = post.shut_since or last_read
        return msgspec.structs.replace(post, gone=gone, shut_since=since, observed=observed)
    shut_since, gaps = post.shut_since, post.gaps
    if verb == "Protect":
        shut_since = last_read
    elif verb == "Restore":
        shut_since, gaps = "", (*gaps, (shut_since, observed))
    merged = {**({} if post.gone and GONE in files else post.files), **files}
    merged.pop(GONE, None)
    is_observation = "observation" in (trailers.get("Evidence") or "")
    return msgspec.structs.replace(
        post,
        files={name: blob for name, blob in merged.items() if blob is not None},
        gone="" if GONE in files else post.gone,
        shut_since=shut_since,
        gaps=gaps,
        observed=observed if is_observation else post.observed,
        read=max(post.read, observed) if is_observation else post.read,
        first_post=post.first_post or files.get(POST) or "",
    )


def with_fields(post: HeldPost, fields: Fields) -> HeldPost:
    """Note what the fields of the newest observation say."""
    count, predecessor = revision_activity(fields)
    modified = fields.get("modified_gmt") or fields.get("modified")
    return msgspec.structs.replace(
        post,
        published=post.published or _date(fields),
        modified=modified if isinstance(modified, str) else None,
        count=count,
        predecessor=predecessor,
        protected=is_protected(fields),
    )


def with_publication(post: HeldPost, fields: Fields) -> HeldPost:
    """Note what the fields of the first observation say of the publication."""
    return msgspec.structs.replace(post, published=_date(fields))


def _date(fields: Fields) -> str:
    return str(fields.get("date_gmt") or fields.get("date") or "")
