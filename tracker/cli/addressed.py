"""What is held of a site that is named by its address."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from tracker.archive.repository import open_archive
from tracker.cli.extending import name_here
from tracker.errors import ConfigError
from tracker.naming import find_post
from tracker.naming.keys import parse_key
from tracker.naming.posts import rank_address
from tracker.overview import find_archives
from tracker.text import one_line
from tracker.wordpress.address import archive_name, origin_of, parse_address


def held_archive(repos: Path, url: str) -> Path | None:
    """Find the archive of an address, which can be that of any page of the site.

    Args:
        repos: the folder of the archives.
        url: as the user typed it.

    Returns:
        The one that `tracker.toml` names, else that of the longest path with which the address
        begins; None where nothing is held.

    Raises:
        ConfigError: where it is no address.
    """
    address = parse_address(url)
    if (name := name_here(url)) and (repos / name).is_dir():
        return repos / name
    parts = [part for part in urlsplit(address).path.split("/") if part]
    paths = (
        repos / archive_name(address, "/".join(parts[:length]))
        for length in range(len(parts), -1, -1)
    )
    return next((path for path in paths if path.is_dir()), None)


def archive_of_post(repos: Path, paths: Sequence[Path], address: str) -> Path | None:
    """Find the archive that holds the post of an address.

    The host of the address names an archive; where it names none, or one without that post, all
    are looked into: the pages of a site need not be where its REST API is.

    Args:
        repos: the folder of the archives.
        paths: of the archives.
        address: of a post, with `https://`.

    Returns:
        None where no archive is named, and none holds the post.

    Raises:
        ConfigError: where several hold it.
    """
    named = _named_by(repos, address)
    found = _holding(named, address) or _holding(paths, address) or named
    if len(found) > 1:
        names = ", ".join(path.name for path in found)
        raise ConfigError(
            f"{one_line(address)} can be of several archives: {names}; name one with --site."
        )
    return found[0] if found else None


def _named_by(repos: Path, address: str) -> Sequence[Path]:
    """Name the archives of a host: the one whose own address begins like it, else all of it."""
    try:
        if (path := held_archive(repos, address)) is not None:
            return (path,)
        return find_archives(repos, origin_of(address).host)
    except (ConfigError, ValueError):
        return ()


def _holding(paths: Sequence[Path], address: str) -> Sequence[Path]:
    """Choose the archives that hold the post of an address most surely."""
    ranks: dict[Path, int] = {}
    for path in paths:
        with open_archive(path) as archive:
            if (rank := rank_address(archive, address)) is not None:
                ranks[path] = rank
    return [path for path, rank in ranks.items() if rank == min(ranks.values())]


def id_of(repos: Path, url: str, post: str) -> int:
    """Tell the id of a post that is to be read from a site.

    Args:
        repos: the folder of the archives.
        url: of the site.
        post: an id, which need not be held; or any other name of a post that is.

    Raises:
        ConfigError: where no post fits, or several do.
    """
    numbered = parse_key(post)
    if numbered is not None:
        return numbered[1]
    path = held_archive(repos, url)
    if path is None:
        raise ConfigError(
            f"Nothing of {parse_address(url)} is recorded so far, so that {one_line(post)!r} "
            "cannot be looked up; name the post by its id."
        )
    with open_archive(path) as archive:
        return find_post(archive, post).id
