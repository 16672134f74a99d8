"""Where archives are kept: all commands agree on it, whether they need the configuration or not."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

from tracker.config.finding import find_config

_DEFAULT = "repos"


def home_of_archives(start: Path) -> Path:
    """Give the folder of the archives: as the nearest `tracker.toml` says, else `repos` here.

    Only that one key is read, so that commands start as quickly as without a configuration.

    Args:
        start: absolute: where to begin to look.

    Raises:
        ConfigProblems: where the file cannot be understood.
        ConfigError: where it could have been put there by somebody else.
    """
    found = find_config(start)
    if found is None:
        return Path(_DEFAULT)
    try:
        said = tomllib.loads(found.read_text(encoding="utf-8")).get("repos", _DEFAULT)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        said = None
    if not isinstance(said, str):
        from tracker.config.loading import load_config

        config = load_config(found, start=start)  # says what is wrong with it, and where
        assert config is not None
        return config.repos
    home = Path(os.path.normpath(found.parent / os.path.expanduser(said)))
    return Path(_DEFAULT) if home == start / _DEFAULT else home
