"""The names that posts have and had."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import unquote, urlsplit

import msgspec

from tracker.archive.heldcache import read_held
from tracker.archive.history import BlobReader, files_by_post, iter_commits
from tracker.archive.layout import POST, REVISION, decode_json
from tracker.archive.places import Told
from tracker.archive.repository import MAIN, Archive
from tracker.archive.verdictcache import VerdictCache
from tracker.assessing.cached import MADE_BY, cache_path
from tracker.edits.fields import title_of
from tracker.model import Fields, PostKey

_TOLD = msgspec.msgpack.Decoder(Told)
_Told = tuple[PostKey, str, Mapping[str, str | None]]
"""A post, the verb of a commit, and the files that it changed."""


class PostNames(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """All names that a post ever had, the newest of each kind first.

    Slugs and paths are decoded (`%C3%A9` is `é`); a path has its query, if any, and no slash at
    its end. Hosts are those of the addresses, in lower case.
    """

    folder: str
    id: int
    slugs: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()

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
                known = with_names(known, fields if POST in post.files else _titled(fields))
            names.append(known)
    return tuple(names)


def read_names(archive: Archive) -> tuple[PostNames, ...]:
    """Read all names that posts ever had; the whole history is read."""
    if archive.resolve(MAIN) is None:
        return ()
    names = _names_of(archive, _told_by_git(archive))
    return tuple(names[key] for key in sorted(names))


def read_former_names(archive: Archive, newest: Sequence[PostNames]) -> tuple[PostNames, ...]:
    """Read all names that posts ever had; where it can be told, of those alone that had others.

    Args:
        archive: where.
        newest: what `read_newest_names` gave.
    """
    with VerdictCache(cache_path(archive)) as cache, cache.reading():
        covered = cache.covered()
        if covered is None or (covered.tip, covered.made_by) != (archive.main_tip(), MADE_BY):
            return read_names(archive)
        renamed = {
            *cache.renamed_keys(covered.mark),
            *(one.key for one in newest if not one.titles),
        }
        told = [
            (key, one.verb, one.files)
            for key in renamed
            for one in map(_TOLD.decode, cache.places(key))
        ]
    names = _names_of(archive, told)
    return tuple(names.get(one.key, one) for one in newest)


def _told_by_git(archive: Archive) -> Iterator[_Told]:
    for commit in iter_commits(archive, MAIN, oldest_first=True):
        if commit.message is not None:
            for key, files in files_by_post(commit).items():
                yield key, commit.message.verb, files


def _names_of(archive: Archive, told: Iterable[_Told]) -> dict[PostKey, PostNames]:
    """Read the names in what commits tell, oldest first.

    Nothing of it is kept in a cache: names are words of posts, and `tracker forget` must not
    leave any behind.
    """
    names: dict[PostKey, PostNames] = {}
    blobs: dict[tuple[PostKey, str], bool] = {}
    revisions: set[str] = set()
    for key, verb, files in told:
        names.setdefault(key, PostNames(folder=key.folder, id=key.id))
        if blob := files.get(POST):
            blobs[key, blob] = blobs.pop((key, blob), True) and verb == "Backfill"
        if blob := files.get(REVISION):
            revisions.add(blob)
            blobs[key, blob] = True
    with BlobReader(archive) as reader:
        contents = reader.read_all(blob for _, blob in blobs)
        for ((key, blob), is_older), data in zip(blobs.items(), contents, strict=True):
            fields = decode_json(data, where=f"{archive.path}/{key}")
            fields = _titled(fields) if blob in revisions else fields
            names[key] = with_names(names[key], fields, is_older=is_older)
    return names


def _titled(revision: Fields) -> Fields:
    """Take the title of a revision, whose slug and address are its own (`1286-revision-v1`)."""
    return {"title": revision.get("title")}


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
        hosts=add(host_of(link) if isinstance(link, str) else "", post.hosts),
    )


def path_of(address: str) -> str:
    """Reduce an address to its path and query, decoded, without a slash at its end."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    path = unquote(parts.path).rstrip("/")
    return f"{path}?{parts.query}" if parts.query else path


def host_of(address: str) -> str:
    """Give the host of an address, with its port; empty where there is none."""
    try:
        return urlsplit(address).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""


def _first(name: str, names: tuple[str, ...]) -> tuple[str, ...]:
    return (name, *(other for other in names if other != name)) if name else names


def _last(name: str, names: tuple[str, ...]) -> tuple[str, ...]:
    return (*names, name) if name and name not in names else names
