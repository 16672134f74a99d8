"""Look at an archive as it was: a repository for the moment that borrows its objects."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from git.exc import GitCommandError

from tracker.archive.complaints import reason_of
from tracker.archive.repository import MAIN, SYNCS, Archive, open_archive
from tracker.errors import ArchiveError


@contextmanager
def as_it_was(archive: Archive, *, main: str, syncs: str) -> Iterator[Archive]:
    """Give a repository in which `main` and the runs are where they were, and nothing else is.

    Args:
        archive: not written to.
        main, syncs: commits of it, or empty.

    Raises:
        ArchiveError: where git cannot read it.
    """
    with tempfile.TemporaryDirectory(prefix="tracker-") as folder:
        path = Path(folder) / "then"
        try:
            archive.repo.git.clone(
                "--bare", "--shared", "--quiet", "--no-tags", "--", str(archive.git_dir), str(path)
            )
            with open_archive(path) as then:
                _set_back(then, {MAIN: main, SYNCS: syncs})
                yield then
        except GitCommandError as error:
            raise ArchiveError(
                f"{archive.path} cannot be read ({reason_of(error)}).", path=archive.path
            ) from error


def _set_back(archive: Archive, refs: dict[str, str]) -> None:
    git = archive.repo.git
    for ref in str(git.for_each_ref("--format=%(refname)")).split():
        git.update_ref("-d", ref)
    for ref, commit in refs.items():
        if commit:
            git.update_ref(ref, commit)
