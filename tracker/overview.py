"""`tracker status`: what the archives hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.archive.repository import open_archive
from tracker.errors import ArchiveError, ConfigError
from tracker.text.clean import one_line

if TYPE_CHECKING:
    from tracker.holdings import Status


def find_archives(repos: Path, wanted: str | None) -> tuple[Path, ...]:
    """Find archives by name, host or path.

    Args:
        repos: the folder of the archives, or an archive.
        wanted: the name of an archive, a part of it, an address or a path; None for all.

    Raises:
        ConfigError: where none fits.
    """
    if wanted and _is_path(wanted):
        return (Path(wanted),)
    found = list(_archives_in(repos))
    if wanted is None:
        if not found:
            raise ConfigError(f"There is no archive in {repos}; `tracker sync URL` makes one.")
        return tuple(found)
    name = wanted.partition("://")[2] or wanted
    name = name.strip("/").replace("/", "_").replace(":", "_").lower()
    exact = [path for path in found if path.name.lower() == name]
    partial = [path for path in found if name and name in path.name.lower()]
    if not exact and not partial:
        partial = _of_address(found, wanted)  # the folder has another name
    if not exact and not partial:
        known = ", ".join(path.name for path in found) or "none"
        raise ConfigError(
            f"There is no archive {one_line(wanted)!r} in {repos}; there are: {known}."
        )
    return tuple(exact or partial)


def find_archive(repos: Path, wanted: str | None) -> Path:
    """Find one archive.

    Raises:
        ConfigError: where none fits, or several do.
    """
    found = find_archives(repos, wanted)
    if len(found) > 1:
        names = ", ".join(path.name for path in found)
        raise ConfigError(f"Several archives fit: {names}; name one of them.")
    return found[0]


def holds_archives(repos: Path) -> bool:
    """Tell whether there is any archive in a folder."""
    return any(True for _ in _archives_in(repos))


def iter_status(paths: tuple[Path, ...]) -> Iterator[Status]:
    """Look into archives, one after the other."""
    # Only here: all commands look for archives, and few look into them.
    from tracker.archive.census import size_of, take_census
    from tracker.archive.heldcache import read_held
    from tracker.archive.syncs import last_sync
    from tracker.holdings import Status

    for path in paths:
        with open_archive(path) as archive:
            site = archive.site()
            if not site:
                raise ArchiveError(f"{path} has no site.json; it is no archive.", path=path)
            held = read_held(archive)
            last = last_sync(archive, kind="sync")
            yield Status(
                name=path.name,
                path=path,
                site=site,
                census=take_census(archive, held),
                last_sync=last.finished if last else None,
                failed=dict(last.failed) if last else {},
                size=size_of(archive),
            )


def _of_address(paths: Sequence[Path], wanted: str) -> list[Path]:
    """Choose the archives of a host, or the one whose address begins that of a page most fully."""
    asked = (wanted.partition("://")[2] or wanted).strip("/")
    places = {path: _place_of(path) for path in paths}
    if of_host := [path for path, place in places.items() if place.partition("/")[0] == asked]:
        return of_host if asked else []
    above = {
        path: len(place)
        for path, place in places.items()
        if place and f"{asked}/".startswith(f"{place}/")
    }
    return [path for path, length in above.items() if length == max(above.values())]


def _place_of(path: Path) -> str:
    """Give the address of the site of an archive, without `https://`; empty where unknown."""
    try:
        with open_archive(path) as archive:
            url = str(archive.site().get("url") or "")
    except ArchiveError:
        return ""
    return url.partition("://")[2].strip("/")


def _is_path(wanted: str) -> bool:
    try:
        return is_repository(Path(wanted))
    except OSError:  # a name that is too long for any file
        return False


def _archives_in(repos: Path) -> Iterator[Path]:
    folders = sorted(repos.iterdir()) if repos.is_dir() else []
    inside = [path for path in folders if path.name != ".git" and is_repository(path)]
    yield from inside or filter(is_repository, (repos,))


def is_repository(path: Path) -> bool:
    """Tell whether a folder is a git repository, with a working tree or bare."""
    return (path / ".git").is_dir() or ((path / "HEAD").is_file() and (path / "objects").is_dir())
