"""Which post a user means."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple
from urllib.parse import unquote

from tracker.archive.repository import Archive
from tracker.errors import ConfigError
from tracker.model import PostKey
from tracker.naming.commits import EditCommit, find_commit, is_commit
from tracker.naming.index import PostNames, host_of, path_of, read_former_names, read_newest_names
from tracker.naming.keys import as_address, find_numbered, parse_key
from tracker.text.clean import one_line
from tracker.text.folding import fold

_SHOWN = 10
_SURE = 7
"""So many digits of a commit go before names: no slug or title is taken for one by chance."""

Names = Callable[[bool], Sequence[PostNames]]
"""Reads the names of all posts; if told so, those that they had before as well."""


class _Way(NamedTuple):
    """One way in which a post can be meant.

    Args:
        fits: whether a post is meant in this way.
        is_former: whether names count that posts had before.
        is_sure: whether it is the exact name of a post as it is now.
    """

    fits: Callable[[PostNames], bool]
    is_former: bool = False
    is_sure: bool = False


def find_post(archive: Archive, text: str, *, surely: bool = False) -> PostKey:
    """Find the post that is meant.

    Args:
        archive: where.
        text: an id, `posts/1286`, a path in the archive, a slug or an address that it has or
            had, a part of its title, a commit that tells of it.
        surely: what else it could mean counts, too: a name that it had before, or a part of its
            title, is taken only where it fits no other post in any way, and a commit never.

    Raises:
        ConfigError: where none fits, or several do; the message lists them.
    """
    key, commit = _find(archive, text, surely=surely)
    if surely and commit:
        raise ConfigError(f"{text} is a commit of {key}; if you mean the post, write {key}.")
    return key


def find_edit(archive: Archive, text: str) -> EditCommit:
    """Find the post that is meant, and the commit where the text is one; else that is empty.

    Raises:
        ConfigError: as `find_post` does, and for a commit that is no edit of one post.
    """
    return _find(archive, text)


def rank_address(archive: Archive, address: str) -> int | None:
    """Tell how surely an archive holds the post of an address.

    Args:
        archive: where.
        address: with `https://`.

    Returns:
        0 where a post has or had this very address, 1 where only the host is another one, 2
        where only the slug is the same; None where no post fits.
    """
    newest = read_newest_names(archive)
    rank = _rank(address, newest)
    # No former name makes it surer than that.
    return rank if rank == 0 else _rank(address, read_former_names(archive, newest))


def resolve_post(text: str, names: Sequence[PostNames], *, archive: str) -> PostKey:
    """Find the post that is meant among the names of all; pure.

    Exact names go before parts of titles; among each, what a post has now goes before what
    another had.

    Args:
        text: as for `find_post`, but no commit.
        names: of all posts.
        archive: what to call the archive in a message.

    Raises:
        ConfigError: where none fits, or several do.
    """
    found = _candidates(text, lambda _former: names, surely=False)
    if not found:
        raise _unknown(text, archive)
    return _only(text, found).key


def _rank(address: str, names: Sequence[PostNames]) -> int | None:
    by_slug = _ways_of_path(path_of(address))[-1]
    host = host_of(address).removeprefix("www.")
    numbered = parse_key(address)
    found = [
        post
        for post in names
        if path_of(address) in post.paths or (numbered is not None and post.id == numbered[1])
    ]
    if any(host == one.removeprefix("www.") for post in found for one in post.hosts):
        return 0
    if found:
        return 1
    return 2 if any(map(by_slug.fits, names)) else None


def _find(archive: Archive, text: str, *, surely: bool = False) -> EditCommit:
    if (key := find_numbered(archive, text)) is not None:
        return EditCommit(key, "")
    if is_commit(text) and len(text) >= _SURE and (commit := find_commit(archive, text)):
        return commit
    # Names that posts have now are read much sooner than all they ever had.
    newest = read_newest_names(archive)
    former: list[Sequence[PostNames]] = []

    def names(with_former: bool) -> Sequence[PostNames]:
        if with_former and not former:
            former.append(read_former_names(archive, newest))
        return former[0] if with_former else newest

    if found := _candidates(text, names, surely=surely):
        return EditCommit(_only(text, found).key, "")
    if is_commit(text) and (commit := find_commit(archive, text)):
        return commit
    raise _unknown(text, archive.path.name)


def _candidates(text: str, names: Names, *, surely: bool) -> list[PostNames]:
    """List the posts that are meant in the surest way in which any is."""
    found: dict[PostKey, PostNames] = {}
    for way in _ways(text):
        for post in filter(way.fits, names(way.is_former)):
            found.setdefault(post.key, post)
        if found and (way.is_sure or not surely):
            break
    return list(found.values())


def _ways(text: str) -> tuple[_Way, ...]:
    """List the ways in which a post can be meant, the surest first."""
    ways: list[_Way] = []
    if (numbered := parse_key(text)) is not None:
        folder, number = numbered
        ways.append(
            _Way(lambda post: post.id == number and folder in ("", post.folder), is_sure=True)
        )
    address = as_address(text)
    if address is not None or text.startswith("/"):
        ways += _ways_of_path(path_of(address or text))
    if address != text and not text.startswith("/"):
        ways += [*_ways_of_slug(text), *_ways_of_title(text)]
    return tuple(ways)


def _ways_of_path(path: str) -> tuple[_Way, ...]:
    last = fold(path.partition("?")[0].rpartition("/")[2])
    return (
        _Way(lambda post: path in post.paths[:1], is_sure=True),
        _Way(lambda post: path in post.paths, is_former=True),
        _Way(lambda post: bool(last) and last in map(fold, post.slugs), is_former=True),
    )


def _ways_of_slug(text: str) -> tuple[_Way, ...]:
    slug = fold(unquote(text).strip("/"))
    if not slug or re.search(r"\s", slug):
        return ()  # no slug has white space: all that posts ever had need not be read for it
    return (
        _Way(lambda post: slug in map(fold, post.slugs[:1]), is_sure=True),
        _Way(lambda post: slug in map(fold, post.slugs), is_former=True),
        _Way(lambda post: f"/{slug}" in map(fold, post.paths), is_former=True),
    )


def _ways_of_title(text: str) -> tuple[_Way, ...]:
    words = fold(text).strip()
    if not words:
        return ()
    return (
        _Way(lambda post: fold(post.title) == words),
        _Way(lambda post: words in fold(post.title)),
        _Way(lambda post: any(words in fold(one) for one in post.titles), is_former=True),
    )


def _only(text: str, found: Sequence[PostNames]) -> PostNames:
    if len(found) == 1:
        return found[0]
    shown = "\n".join(f"  {post.key}  {one_line(post.title)}" for post in found[:_SHOWN])
    more = f"\n  and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    raise ConfigError(
        f"{one_line(text)!r} fits {len(found)} posts; name one of them:\n{shown}{more}"
    )


def _unknown(text: str, archive: str) -> ConfigError:
    return ConfigError(
        f"The archive {archive} holds no post {one_line(text)!r}; name it by its id, slug, "
        "address or a part of its title."
    )
