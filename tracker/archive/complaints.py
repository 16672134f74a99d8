"""What git complains of, in words for a user."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.errors import ArchiveError, TrackerError

if TYPE_CHECKING:
    from git import Repo

_EXCEPTION = re.compile(r"--add safe\.directory (.+?)\s*'?\s*\Z")
"""What git itself proposes, with the path as it compares it."""


@contextmanager
def git_explained(path: Path) -> Iterator[None]:
    """Let no error of git reach a user as it is, wherever it comes up."""
    try:
        yield
    except TrackerError:
        raise
    except Exception as error:
        from git.exc import GitError

        if not isinstance(error, GitError):
            raise
        raise ArchiveError(
            f"git cannot do what it has to do in {path} ({reason_of(error)}); "
            "`tracker verify` says whether the archive is whole.",
            path=path,
        ) from error


def what_is_broken(path: Path) -> str:
    """Say what a repository lacks that git does not take for one."""
    git_dir = path / ".git" if (path / ".git").exists() else path
    if git_dir.is_dir():
        for name in ("objects", "refs"):
            if not (git_dir / name).is_dir():
                return f"there is no folder {name}"
    return "HEAD cannot be read"


def see_that_git_reads(repo: Repo, path: Path) -> None:
    """See to it that git accepts a repository, where it belongs to somebody else.

    Each of git's commands would refuse it, and some answers would look like those of an archive
    in which nothing is (https://git-scm.com/docs/git-config#Documentation/git-config.txt-safedirectory).
    """
    from git.exc import GitCommandError

    if all(one.stat().st_uid == os.geteuid() for one in (path, Path(repo.git_dir))):
        return
    try:
        repo.git.rev_parse("--git-dir")
    except GitCommandError as error:
        repo.close()
        said = str(error.stderr)
        found = _EXCEPTION.search(said)
        if found is None and "safe.directory" not in said:
            why, then = reason_of(error), "look at who may read it"
        else:
            place = found[1] if found else shlex.quote(str(path.absolute()))
            why = "the repository belongs to somebody else"
            then = f"if you trust it, run `git config --global --add safe.directory {place}`"
        raise ArchiveError(f"git refuses {path}: {why}; {then}.", path=path) from error


def reason_of(error: Exception) -> str:
    """Give what git said, or the system, as one short line."""
    from git.exc import GitCommandError

    said = str(error.stderr) if isinstance(error, GitCommandError) else str(error)
    words = " ".join(said.removeprefix("\n  stderr: ").strip("' \n").split())
    if not words and isinstance(error, GitCommandError):  # git was ended, by a signal or a quota
        return f"git ended with {error.status} and said nothing"
    return words[:300] or type(error).__name__
