"""Rules for noise and notes that `tracker.toml` adds, for commands that record."""

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
