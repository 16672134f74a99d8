"""What an archive holds of each post: a cache of the repository, rebuilt when it is deleted."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from tracker.archive.held import (
    HeldPost,
    advance_post,
    with_fields,
    with_publication,
    with_revision,
)
from tracker.archive.history import BlobReader, Commit, files_by_post, iter_commits
from tracker.archive.layout import POST, decode_json
from tracker.archive.repository import DRAFTS, MAIN, SYNCS, Archive
from tracker.archive.syncs import SyncRecord, iter_syncs
from tracker.model import PostKey

_VERSION = 1
_NAME = "held.msgpack"


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
    pairs = zip(then, now, strict=True)
    if not all(old in ("", new) or archive.is_ancestor(old, new) for old, new in pairs):
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
            held[post.key] = with_publication(held[post.key], fields)


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
