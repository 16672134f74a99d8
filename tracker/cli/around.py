"""The archive that a folder belongs to, and where commands that read look for archives."""

from __future__ import annotations

from pathlib import Path

from tracker.archive.repository import open_archive
from tracker.config.home import home_of_archives
from tracker.errors import TrackerError
from tracker.overview import holds_archives, is_repository


def home_of_held(start: Path) -> Path:
    """Give the folder of the archives; where it has none, the archive that one stands in.

    Args:
        start: absolute: where one stands.

    Raises:
        ConfigError: where `tracker.toml` cannot be used.
    """
    home = home_of_archives(start)
    return home if holds_archives(home) else archive_around(start) or home


def archive_around(start: Path) -> Path | None:
    """Find the archive to which a folder belongs; None where it is in no git repository.

    As for git, the nearest repository counts: in one of another kind there is no archive.

    Args:
        start: absolute.
    """
    for folder in (start, *start.parents):
        if folder.name != ".git" and is_repository(folder):
            return folder if _is_archive(folder) else None
    return None


def _is_archive(path: Path) -> bool:
    if (path / "site.json").is_file():
        return True
    try:
        with open_archive(path) as archive:
            return bool(archive.site())
    except TrackerError:
        return False
