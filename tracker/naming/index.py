"""The names that posts have and had."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

import msgspec

from tracker.archive.held import files_by_post, read_held
from tracker.archive.history import BlobReader, iter_commits
from tracker.archive.layout import POST, REVISION, decode_json
from tracker.archive.repository import MAIN, Archive
from tracker.edits.fields import title_of
from tracker.model import Fields, PostKey


class PostNames(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """All names that a post ever had, the newest of each kind first.

    Slugs and paths are decoded (`%C3%A9` is `é`); a path has its query, if any, and no slash at
    its end.
    """

    folder: str
    id: int
    slugs: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()

    @property
    def key(self) -> PostKey:
        """The post."""
        return PostKey(folder=self.folder, id=self.id)

    @property
    def title(self) -> str:
        """Its newest title."""
        return self.titles[0] if self.titles else ""


def read_newest_names(archive: Archive) -> tuple[PostNames, ...]:
    """Read the names that posts have now, or had last: one file a post."""
    posts = sorted(read_held(archive).values(), key=lambda post: post.key)
    blobs = [post.files.get(POST) or post.files.get(REVISION) for post in posts]
    names: list[PostNames] = []
    with BlobReader(archive) as reader:
        contents = reader.read_all(blob for blob in blobs if blob is not None)
        for post, blob in zip(posts, blobs, strict=True):
            known = PostNames(folder=post.folder, id=post.id)
            if blob is not None:
                fields = decode_json(next(contents), where=f"{archive.path}/{post.key}")
                known = with_names(known, fields)
            names.append(known)
    return tuple(names)


def read_names(archive: Archive) -> tuple[PostNames, ...]:
    """Read all names that posts ever had; the whole history is read.

    Nothing of it is kept in a cache: names are words of posts, and `tracker forget` must not
    leave any behind.
    """
    if archive.resolve(MAIN) is None:
        return ()
    names: dict[PostKey, PostNames] = {}
    blobs: dict[tuple[PostKey, str], bool] = {}
    for commit in iter_commits(archive, MAIN, oldest_first=True):
        if commit.message is None:
            continue
        for key, files in files_by_post(commit).items():
            names.setdefault(key, PostNames(folder=key.folder, id=key.id))
            for name in (POST, REVISION):
                if blob := files.get(name):
                    is_older = blobs.pop((key, blob), True) and commit.message.verb == "Backfill"
                    blobs[key, blob] = is_older
    with BlobReader(archive) as reader:
        contents = reader.read_all(blob for _, blob in blobs)
        for ((key, _), is_older), data in zip(blobs.items(), contents, strict=True):
            fields = decode_json(data, where=f"{archive.path}/{key}")
            names[key] = with_names(names[key], fields, is_older=is_older)
    return tuple(sorted(names.values(), key=lambda post: post.key))


def with_names(post: PostNames, fields: Fields, *, is_older: bool = False) -> PostNames:
    """Note the names that one state of a post bears.

    Args:
        post: the names known before.
        fields: of the state.
        is_older: they are older than those known; else they become the newest ones.
    """
    slug, link = fields.get("slug"), fields.get("link")
    add = _last if is_older else _first
    return msgspec.structs.replace(
        post,
        slugs=add(unquote(slug) if isinstance(slug, str) else "", post.slugs),
        paths=add(path_of(link) if isinstance(link, str) else "", post.paths),
        titles=add(title_of(fields), post.titles),
    )


def path_of(address: str) -> str:
    """Reduce an address to its path and query, decoded, without a slash at its end."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    path = unquote(parts.path).rstrip("/")
    return f"{path}?{parts.query}" if parts.query else path


def _first(name: str, names: tuple[str, ...]) -> tuple[str, ...]:
    return (name, *(other for other in names if other != name)) if name else names


def _last(name: str, names: tuple[str, ...]) -> tuple[str, ...]:
    return (*names, name) if name and name not in names else names
