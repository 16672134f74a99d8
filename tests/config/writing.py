"""Write a configuration and read it."""

from __future__ import annotations

from pathlib import Path

from tracker.config.loading import load_config
from tracker.config.values import Config


def configured(folder: Path, text: str) -> Config:
    """Write `tracker.toml` and load it."""
    path = folder / "tracker.toml"
    path.write_text(text, encoding="utf-8")
    config = load_config(path, start=folder)
    assert config is not None
    return config
