"""A configuration to begin with."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from importlib import resources
from pathlib import Path

from tracker.errors import ConfigError

_MARK = "# {sites}\n"
_MODE = 0o644


def template_text(urls: Sequence[str] = ()) -> str:
    """Write a commented configuration.

    Args:
        urls: of sites, as `tracker.wordpress.address.parse_address` gives them.
    """
    text = (resources.files("tracker.config") / "template.toml").read_text(encoding="utf-8")
    blocks = "".join(f"[[sites]]\nurl = {json.dumps(url)}\n\n" for url in urls)
    return text.replace(_MARK, blocks, 1)


def write_new(path: Path, text: str, *, force: bool) -> None:
    """Write a file as a whole, or not at all; readable by all, since no secret stands in it.

    Args:
        path: where.
        text: what.
        force: replace what is there.

    Raises:
        ConfigError: where there is one already, or the folder is missing.
        OSError: where it cannot be written.
    """
    if not path.parent.is_dir():
        raise ConfigError(f"There is no folder {path.parent}; make it first.")
    if path.is_dir():
        raise ConfigError(f"{path} is a folder.")
    handle, made = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with open(handle, "w", encoding="utf-8") as file:
            os.fchmod(file.fileno(), _MODE)
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if force:
            os.replace(made, path)
        else:
            _put_in_place(made, path)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(made)


def _put_in_place(made: str, path: Path) -> None:
    """Give a file its name, unless something has it, be it made this very moment."""
    try:
        os.link(made, path)
    except OSError:
        if os.path.lexists(path):
            raise ConfigError(f"There is {path} already; --force replaces it.") from None
        os.rename(made, path)  # on a file system without links
