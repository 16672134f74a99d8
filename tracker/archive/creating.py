"""Make a git repository where there is none: whole, or not at all."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.archive.complaints import reason_of
from tracker.errors import ArchiveError

if TYPE_CHECKING:
    from git import Repo


def create_repository(path: Path, config: Mapping[str, str], *, bare: bool) -> None:
    """Make a repository beside its place, and move it there whole.

    A run killed in between leaves no half repository, and of two runs one makes it.

    Args:
        path: its folder, missing or empty.
        config: its own configuration.
        bare: without a working tree.

    Raises:
        ArchiveError: where something else is there, or it cannot be made.
    """
    from git import Repo
    from git.exc import GitCommandError, GitCommandNotFound

    if path.exists() and any(path.iterdir()):
        raise ArchiveError(
            f"{path} is not a git repository and not empty; choose another folder with --repos.",
            path=path,
        )
    part = path.with_name(f".{path.name}.{os.getpid()}")
    _remove_parts(path)
    try:
        part.mkdir(parents=True, exist_ok=True)
        with Repo.init(part, bare=bare, initial_branch="main") as repo:
            configure(repo, config)
        _move_whole(part, path)
    except (OSError, GitCommandError, GitCommandNotFound) as error:
        raise ArchiveError(f"{path} cannot be made ({reason_of(error)}).", path=path) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _move_whole(part: Path, path: Path) -> None:
    """Give a finished repository its name, unless another run was quicker."""
    try:
        part.rename(path)
    except OSError as error:
        if error.errno not in (errno.EEXIST, errno.ENOTEMPTY):
            raise


def _remove_parts(path: Path) -> None:
    """Remove what runs have left that were killed while they made this archive."""
    for part in path.parent.glob(f".{path.name}.*"):
        number = part.name.rpartition(".")[2]
        if not number.isdecimal() or int(number) == os.getpid():
            continue
        try:
            os.kill(int(number), 0)
        except ProcessLookupError:
            shutil.rmtree(part, ignore_errors=True)
        except (OSError, OverflowError):
            continue


def configure(repo: Repo, config: Mapping[str, str]) -> None:
    """Set the archive's own configuration, never the user's; only what is missing or differs."""
    wanted = dict(config)
    if repo.bare:
        wanted.pop("blame.ignoreRevsFile", None)  # git looks for it in a working tree
    with repo.config_writer() as writer:
        for name, value in wanted.items():
            section, option = _split(name)
            if not writer.has_option(section, option) or str(writer.get(section, option)) != value:
                writer.set_value(section, option, value)


def _split(name: str) -> tuple[str, str]:
    head, _, option = name.rpartition(".")
    section, _, subsection = head.partition(".")
    return (f'{section} "{subsection}"' if subsection else section), option
