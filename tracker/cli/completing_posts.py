"""The posts of an archive, by the names that are typed for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote

from tracker.archive.history import BlobReader, iter_commits
from tracker.archive.layout import POST, decode_json, parse_path, post_directory
from tracker.archive.repository import MAIN, Archive
from tracker.model import PostKey
from tracker.text import one_line

_COMMITS = 500
_TITLE = 60


class KnownPost(NamedTuple):
    """A post, and what people call it."""

    key: PostKey
    title: str
    slug: str


def newest_posts(archive: Archive) -> list[KnownPost]:
    """Read the posts of the last commits, newest first; older ones are left to who types."""
    blobs: dict[PostKey, tuple[str, str | None]] = {}
    for commit in iter_commits(archive, MAIN, first_parent=True, max_count=_COMMITS):
        message = commit.message
        if message is None or message.key is None:
            continue
        files = {change.path: change.after for change in commit.changes}
        blob = files.get(f"{post_directory(message.key)}/{POST}")
        title, known = blobs.get(message.key, (message.title, None))
        blobs[message.key] = (title, known or blob)
    with BlobReader(archive) as reader:
        contents = reader.read_all(blob for _, blob in blobs.values() if blob is not None)
        return [
            KnownPost(key, one_line(title)[:_TITLE], _slug(next(contents)) if blob else "")
            for key, (title, blob) in blobs.items()
        ]


def _slug(document: bytes) -> str:
    """Read a slug in a form that no shell takes for anything else: it is a word of the site."""
    slug = decode_json(document, where=POST).get("slug")
    if not isinstance(slug, str):
        return ""
    return slug if slug.replace("-", "").isalnum() else quote(slug, safe="-_%")


def post_ids(archive: Archive, incomplete: str) -> Iterator[str]:
    """List ids of any post, however long ago it changed; with its folder where one is typed."""
    folder, slash, _ = incomplete.rpartition("/")
    if not re.fullmatch(r"[a-z0-9_.-]*", folder):
        return
    paths = (f"{folder}/",) if folder else ()
    listing = archive.repo.git.ls_tree("-r", "-d", "--name-only", MAIN, "--", *paths)
    for path in listing.split("\n"):
        key = parse_path(f"{path}/{POST}")
        if key is not None:
            yield str(key[0]) if slash else str(key[0].id)
