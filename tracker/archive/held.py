"""What an archive holds of each post: a cache of the repository, rebuilt when it is deleted."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec
from git.exc import GitCommandError

from tracker.archive.history import BlobReader, Commit, iter_commits
from tracker.archive.layout import GONE, POST, decode_json, parse_path
from tracker.archive.repository import DRAFTS, MAIN, SYNCS, Archive
from tracker.archive.syncs import SyncRecord, iter_syncs
from tracker.model import Fields, PostKey, is_protected, revision_activity

_VERSION = 1
_NAME = "held.msgpack"
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


class _Cache(msgspec.Struct, array_like=True):
    version: int
    main: str
    drafts: str
    syncs: str
    posts: list[HeldPost]


def read_held(archive: Archive) -> dict[PostKey, HeldPost]:
    """Tell what is held of each post, from the cache where it is of this very repository."""
    now = _refs(archive)
    cache = _load(archive.state_dir / _NAME)
    then = (cache.main, cache.drafts, cache.syncs)
    if not all(_continues(archive, old, new) for old, new in zip(then, now, strict=True)):
        cache, then = _Cache(_VERSION, "", "", "", []), ("", "", "")
    held = {post.key: post for post in cache.posts}
    if then[0] != now[0]:
        commits = iter_commits(archive, *_range(then[0], now[0]), oldest_first=True)
        _apply_fields(archive, held, _apply_commits(held, commits, main=True))
    if then[1] != now[1]:
        commits = iter_commits(archive, *_range(then[1] or now[0], now[1]), oldest_first=True)
        _apply_commits(held, commits, main=False)
    if then[2] != now[2]:
        _apply_reads(held, iter_syncs(archive, since=then[2] or None))
    if then != now:
        write_held(archive, held.values())
    return held


def write_held(archive: Archive, posts: Iterable[HeldPost]) -> None:
    """Write the cache for the repository as it is now; a failure only costs time later."""
    cache = _Cache(_VERSION, *_refs(archive), list(posts))
    path = archive.state_dir / _NAME
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_bytes(msgspec.msgpack.encode(cache))
        part.replace(path)


def _refs(archive: Archive) -> tuple[str, str, str]:
    main, drafts, syncs = (archive.resolve(ref) or "" for ref in (MAIN, DRAFTS, SYNCS))
    return main, drafts, syncs


def _range(old: str, new: str) -> tuple[str, ...]:
    return (new, f"^{old}") if old else (new,)


def _load(path: Path) -> _Cache:
    with contextlib.suppress(OSError, msgspec.MsgspecError):
        cache = msgspec.msgpack.decode(path.read_bytes(), type=_Cache)
        if cache.version == _VERSION:
            return cache
    return _Cache(_VERSION, "", "", "", [])


def _continues(archive: Archive, old: str, new: str) -> bool:
    if not old or old == new:
        return True
    try:
        archive.repo.git.merge_base("--is-ancestor", old, new)
    except GitCommandError:
        return False
    return True


def _apply_commits(
    held: dict[PostKey, HeldPost], commits: Iterator[Commit], *, main: bool
) -> set[PostKey]:
    changed: set[PostKey] = set()
    for commit in commits:
        if commit.message is None:
            continue  # a commit of the user's
        for key, files in files_by_post(commit).items():
            post = held.get(key) or HeldPost(folder=key.folder, id=key.id, files={})
            held[key] = with_revision(post, commit.message.trailers)
            if main and commit.message.verb != "Backfill":
                held[key] = advance_post(
                    held[key], commit.message.verb, commit.message.trailers, files
                )
                changed.add(key)
    return changed


def files_by_post(commit: Commit) -> dict[PostKey, dict[str, str | None]]:
    """Sort the changes of a commit by post: file name -> blob, None where it went."""
    posts: dict[PostKey, dict[str, str | None]] = {}
    for change in commit.changes:
        found = parse_path(change.path)
        if found is not None:
            posts.setdefault(found[0], {})[found[1]] = change.after
    return posts


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


def _apply_fields(archive: Archive, held: dict[PostKey, HeldPost], keys: set[PostKey]) -> None:
    """Read what stands in wp-post.json: the claim, the revision activity, the publication."""
    posts = [held[key] for key in keys if POST in held[key].files]
    with BlobReader(archive) as blobs:
        newest = blobs.read_all(post.files[POST] for post in posts)
        for post, data in zip(posts, newest, strict=True):
            fields = decode_json(data, where=f"{archive.path}/{post.key}")
            held[post.key] = with_fields(post, fields)
        fresh = [held[key] for key in keys if held[key].first_post and not held[key].published]
        first = blobs.read_all(post.first_post for post in fresh)
        for post, data in zip(fresh, first, strict=True):
            fields = decode_json(data, where=f"{archive.path}/{post.key}")
            held[post.key] = msgspec.structs.replace(held[post.key], published=_date(fields))


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


def _date(fields: Fields) -> str:
    return str(fields.get("date_gmt") or fields.get("date") or "")


def _apply_reads(held: dict[PostKey, HeldPost], syncs: Iterator[SyncRecord]) -> None:
    for record in syncs:
        for moment, keys in record.reads():
            for key in keys:
                post = held.get(key)
                if post is not None and post.read < moment:
                    held[key] = msgspec.structs.replace(post, read=moment)
        for key, moved in record.revised_posts():
            if key in held:
                held[key] = msgspec.structs.replace(held[key], revised=moved)
