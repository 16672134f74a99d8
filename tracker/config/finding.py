"""Find `tracker.toml`: in a folder, or above it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from tracker.errors import ConfigError

FILE_NAME = "tracker.toml"


def find_config(start: Path) -> Path | None:
    """Look for the nearest `tracker.toml`, up to the root of the file system.

    It is not looked for within an archive (a folder with `site.json`): clones of archives come
    from other people, and a configuration says where messages go. Nor does the search end at the
    top of a git repository, since the archives below `repos` are repositories themselves.

    Args:
        start: absolute, where to begin.

    Raises:
        ConfigError: where the one that is found could have been put there by somebody else.
    """
    for folder in (start, *start.parents):
        found = folder / FILE_NAME
        try:
            status = found.stat()
        except OSError:
            continue
        if stat.S_ISREG(status.st_mode) and not (folder / "site.json").exists():
            _check_owner(found, status)
            return found
    return None


def _check_owner(path: Path, status: os.stat_result) -> None:
    advice = f"if you trust it, name it: --config {path}"
    if status.st_uid not in (os.geteuid(), 0):
        raise ConfigError(f"{path} belongs to another user of this machine; {advice}.")
    if status.st_mode & stat.S_IWOTH:
        raise ConfigError(f"{path} can be written by everybody; `chmod o-w` it, or {advice}.")
