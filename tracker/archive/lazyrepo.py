"""GitPython's view of a repository: a list that is ready in a cache starts without it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tracker.archive.complaints import see_that_git_reads, what_is_broken
from tracker.archive.gitdir import has_git_dir
from tracker.errors import ArchiveError

if TYPE_CHECKING:
    from git import Repo


class LazyRepo:
    """A repository that GitPython opens when it is needed.

    Args:
        path: its folder.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._repo: Repo | None = None

    @property
    def repo(self) -> Repo:
        """GitPython's view of it.

        Raises:
            ArchiveError: where there is none, or git refuses it.
        """
        if self._repo is None:
            self._repo = _open(self._path)
        return self._repo

    def close(self) -> None:
        """End git's processes, if there are any."""
        if self._repo is not None:
            self._repo.close()


def _open(path: Path) -> Repo:
    from git import Repo
    from git.exc import InvalidGitRepositoryError, NoSuchPathError

    try:
        repo = Repo(path)
    except (InvalidGitRepositoryError, NoSuchPathError) as error:
        if has_git_dir(path):
            raise ArchiveError(
                f"{path} is no git repository any more ({what_is_broken(path)}); restore it, or "
                "clone it anew.",
                path=path,
            ) from error
        raise ArchiveError(
            f"There is no archive at {path}; `tracker sync URL` makes one.", path=path
        ) from error
    see_that_git_reads(repo, path)
    return repo
