"""What `tracker.toml` says to commands that record: names, rules for noise and notes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tracker.config.finding import find_config

if TYPE_CHECKING:
    from tracker.config import Config
    from tracker.edits.extensions import Extensions


def extensions_of(config: Config | None) -> Extensions | None:
    """Give the rules of a configuration; None without one, which leaves what archives have."""
    if config is None:
        return None
    from tracker.edits.extensions import Extensions

    return Extensions(noise=config.noise, notes=config.labels)


def extensions_here() -> Extensions | None:
    """Give the rules of the nearest `tracker.toml`.

    Raises:
        ConfigError: where it cannot be used.
    """
    if find_config(Path.cwd()) is None:
        return None
    from tracker.config import load_config

    return extensions_of(load_config(None, start=Path.cwd()))


def name_here(url: str) -> str | None:
    """Give the name that the nearest `tracker.toml` has for the archive of a site.

    Else an audit and a sync of one site would make two archives.

    Raises:
        ConfigError: where it cannot be used.
    """
    if find_config(Path.cwd()) is None:
        return None
    from tracker.config import load_config, site_for

    site = site_for(load_config(None, start=Path.cwd()), url)
    return site.name or None if site is not None else None
