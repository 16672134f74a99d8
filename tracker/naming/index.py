"""The names that posts have and had: a cache of the repository, rebuilt when it is deleted."""

from __future__ import annotations

import contextlib
from urllib.parse import unquote, urlsplit

import msgspec

from tracker.archive.held import files_by_post
from tracker.archive.history import BlobReader, iter_commits
from tracker.archive.layout import POST, REVISION, decode_json, post_directory
from tracker.archive.repository import MAIN, Archive
from tracker.edits.fields import title_of
from tracker.model import Fields, PostKey

_VERSION = 1
_NAME = "names.msgpack"


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


class _Cache(msgspec.Struct, array_like=True):
    version: int
    main: str
    posts: list[PostNames]


def find_ids(archive: Archive, number: int) -> tuple[PostKey, ...]:
    """Find the posts that have an id, whatever their type; a post that changed it has two."""
    if archive.resolve(MAIN) is None:
        return ()
    git = archive.repo.git
    folders = [name for name in git.ls_tree("-d", "--name-only", MAIN).split("\n") if name]
    keys = {
        post_directory(key): key
        for key in (PostKey(folder=folder, id=number) for folder in folders)
    }
    if not keys:
        return ()
    found = git.ls_tree("-d", "--name-only", MAIN, "--", *keys).split("\n")
    return tuple(keys[path] for path in found if path in keys)


def read_names(archive: Archive) -> tuple[PostNames, ...]:
    """Read the names of all posts, from the cache as far as it is of this very history."""
    head = archive.resolve(MAIN)
    if head is None:
        return ()
    cache = _load(archive)
    if cache.main == head:
        return tuple(cache.posts)
    if cache.main and not _is_behind(archive, cache.main):
        cache = _Cache(_VERSION, "", [])
    names = {post.key: post for post in cache.posts}
    since = (f"^{cache.main}",) if cache.main else ()
    blobs: dict[tuple[PostKey, str], bool] = {}
    for commit in iter_commits(archive, MAIN, *since, oldest_first=True):
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
    posts = sorted(names.values(), key=lambda post: post.key)
    _store(archive, _Cache(_VERSION, head, posts))
    return tuple(posts)


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


def _is_behind(archive: Archive, commit: str) -> bool:
    """Tell whether main still contains a commit; after `tracker forget` it may not."""
    from_there = archive.repo.git.rev_list("--count", f"{MAIN}..{commit}", with_exceptions=False)
    return str(from_there) == "0"


def _load(archive: Archive) -> _Cache:
    with contextlib.suppress(OSError, msgspec.MsgspecError):
        cache = msgspec.msgpack.decode((archive.state_dir / _NAME).read_bytes(), type=_Cache)
        if cache.version == _VERSION:
            return cache
    return _Cache(_VERSION, "", [])


def _store(archive: Archive, cache: _Cache) -> None:
    path = archive.state_dir / _NAME
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_bytes(msgspec.msgpack.encode(cache))
        part.replace(path)
