"""Which post a user means."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import unquote

from tracker.archive.repository import Archive
from tracker.errors import ConfigError
from tracker.model import PostKey
from tracker.naming.index import PostNames, path_of, read_names, read_newest_names
from tracker.naming.keys import find_numbered, is_address, parse_key
from tracker.text.clean import one_line

_SHOWN = 10


def find_post(archive: Archive, text: str) -> PostKey:
    """Find the post that is meant.

    Args:
        archive: where.
        text: an id, `posts/1286`, a slug or an address that it has or had, a part of its title.

    Raises:
        ConfigError: where none fits, or several do; the message lists them.
    """
    if (key := find_numbered(archive, text)) is not None:
        return key
    # Names that posts have now count more, and are read much sooner than all they ever had.
    newest = read_newest_names(archive)
    names = newest if _candidates(text, newest) else read_names(archive)
    return resolve_post(text, names, archive=archive.path.name)


def resolve_post(text: str, names: Sequence[PostNames], *, archive: str) -> PostKey:
    """Find the post that is meant among the names of all; pure.

    A name that a post has now counts more than one that another had before.

    Args:
        text: as for `find_post`.
        names: of all posts.
        archive: what to call the archive in a message.

    Raises:
        ConfigError: where none fits, or several do.
    """
    found = _candidates(text, names)
    if len(found) == 1:
        return found[0].key
    if found:
        raise ConfigError(_ambiguous(text, found))
    raise ConfigError(
        f"The archive {archive} holds no post {one_line(text)!r}; name it by its id, slug, "
        "address or a part of its title."
    )


def _candidates(text: str, names: Sequence[PostNames]) -> list[PostNames]:
    """List the posts that are meant in the surest way in which any is."""
    for fits in _ways(text):
        if found := [post for post in names if fits(post)]:
            return found
    return []


def _ways(text: str) -> tuple[Callable[[PostNames], bool], ...]:
    """List the ways in which a post can be meant, the surest first."""
    slug, words = unquote(text).strip("/"), " ".join(text.split()).casefold()
    path = path_of(text)
    numbered = parse_key(text)
    ways: list[Callable[[PostNames], bool]] = []
    if numbered is not None:
        folder, number = numbered
        ways.append(lambda post: post.id == number and folder in ("", post.folder))
    if is_address(text) or text.startswith("/"):
        ways.append(lambda post: path in post.paths[:1])
        ways.append(lambda post: path in post.paths)
        last = path.partition("?")[0].rpartition("/")[2]
        return (*ways, lambda post: bool(last) and last in post.slugs)
    ways.append(lambda post: slug in post.slugs[:1])
    ways.append(lambda post: slug in post.slugs)
    ways.append(lambda post: f"/{slug}" in post.paths)
    if words:
        ways.append(lambda post: post.title.casefold() == words)
        ways.append(lambda post: words in post.title.casefold())
        ways.append(lambda post: any(words in title.casefold() for title in post.titles))
    return tuple(ways)


def _ambiguous(text: str, found: Sequence[PostNames]) -> str:
    shown = "\n".join(f"  {post.key}  {one_line(post.title)}" for post in found[:_SHOWN])
    more = f"\n  and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    return f"{one_line(text)!r} fits {len(found)} posts; name one of them:\n{shown}{more}"
