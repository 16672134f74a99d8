"""Open or create the git repository of one site."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.archive.complaints import git_explained, reason_of
from tracker.archive.creating import create_repository
from tracker.archive.gitdir import has_git_dir, has_ref, plain_git_dir, read_ref
from tracker.archive.lazyrepo import LazyRepo
from tracker.archive.lock import ArchiveLock
from tracker.errors import ArchiveError

# GitPython is imported where git is needed: a list that is ready in a cache starts without it.
if TYPE_CHECKING:
    from git import Repo

MAIN = "refs/heads/main"
DRAFTS = "refs/heads/drafts"
SYNCS = "refs/tracker/syncs"
NOTES = "refs/notes/tracker"

CONFIG: Mapping[str, str] = {
    "core.autocrlf": "false",
    "core.quotepath": "false",
    "gc.auto": "500",
    "log.date": "iso",
    "diff.renames": "false",
    "blame.ignoreRevsFile": ".git-blame-ignore-revs",
    "notes.displayRef": f"{NOTES}*",  # a pattern: git warns of a name that is not there yet
    "checkout.workers": "2",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """The repository of one site, opened; make it with `open_archive`.

    Args:
        path: its folder.
        git_dir: the git directory.
    """

    path: Path
    git_dir: Path
    _lazy: LazyRepo

    @property
    def repo(self) -> Repo:
        """GitPython's view of it."""
        return self._lazy.repo

    @property
    def state_dir(self) -> Path:
        """The folder in the git directory for what can be deleted: caches, lock, journal."""
        return self.git_dir / "tracker"

    def lock(self) -> ArchiveLock:
        """Make the lock that lets one writer in."""
        return ArchiveLock(self.state_dir, self.path)

    def resolve(self, ref: str) -> str | None:
        """Tell the commit that a full ref name points to, or None where it does not exist.

        Raises:
            ArchiveError: where git cannot tell; an archive must never be taken for an empty one.
        """
        found = self._ask(ref)
        if found is None and has_ref(self.git_dir, ref):
            found = self._ask(ref)  # it can have come meanwhile
            if found is None:
                raise ArchiveError(
                    f"{ref} of {self.path} is damaged, it names no commit that is there; "
                    "`tracker verify` says what is wrong.",
                    path=self.path,
                )
        return found

    def _ask(self, ref: str) -> str | None:
        from git.exc import GitCommandError

        try:
            found: str = self.repo.git.rev_parse("--verify", "--quiet", f"{ref}^{{commit}}")
        except GitCommandError as error:
            if error.status == 1:
                return None
            raise ArchiveError(
                f"git cannot read {ref} of {self.path} ({reason_of(error)}); "
                "`tracker verify` says what is wrong.",
                path=self.path,
            ) from error
        return found

    def main_tip(self) -> str | None:
        """Tell the commit of main as `resolve` does, and sooner: git is not asked if need be.

        From the files in which git keeps it, see `tracker.archive.gitdir`.
        Whether that commit exists is not looked at: for comparing it with one that did.
        """
        if not (self.git_dir / "commondir").exists():
            with contextlib.suppress(OSError, UnicodeDecodeError):
                if (found := read_ref(self.git_dir, MAIN)) is not None:
                    return found
        return self.resolve(MAIN)

    def is_ancestor(self, old: str, new: str) -> bool:
        """Tell whether a commit is another one, or came before it; False where it is no more."""
        from git.exc import GitCommandError

        try:
            self.repo.git.merge_base("--is-ancestor", old, new)
        except GitCommandError:
            return False
        return True

    def read_file(self, commit: str, path: str) -> bytes | None:
        """Read one file of a commit, or None where it is not there."""
        from git.exc import GitCommandError

        try:
            data: bytes = self.repo.git.cat_file(
                "blob", f"{commit}:{path}", stdout_as_string=False, strip_newline_in_stdout=False
            )
        except GitCommandError:
            return None
        return data

    def remotes(self) -> tuple[str, ...]:
        """List the names of the repositories that this one was told of."""
        return tuple(self.repo.git.remote().split())

    def site(self) -> dict[str, Any]:
        """Read site.json of the newest commit; empty for an archive without commits.

        Raises:
            ArchiveError: for an archive of a format that this version does not know, and for one
                that is damaged.
        """
        from tracker.archive.layout import FORMAT, SITE, decode_json

        data = self.read_file(MAIN, SITE)
        if data is None:
            if self.resolve(MAIN) and self.repo.git.ls_tree(MAIN, "--", SITE):
                raise ArchiveError(
                    f"{self.path} is damaged, its {SITE} cannot be read; "
                    "`tracker verify` says what is wrong.",
                    path=self.path,
                )
            return {}
        site: dict[str, Any] = decode_json(data, where=f"{self.path}/{SITE}")
        if site.get("format") != FORMAT:
            raise ArchiveError(
                f"{self.path} has format {site.get('format')!r}, and this tracker writes format "
                f"{FORMAT}; install a newer tracker.",
                path=self.path,
            )
        return site


@contextmanager
def open_archive(path: Path, *, create: bool = False, bare: bool = False) -> Iterator[Archive]:
    """Open the archive at a path, and close git's processes afterwards.

    Args:
        path: the folder of the repository, not its git directory.
        create: make it where it does not exist.
        bare: with `create`, make it without a working tree.

    Raises:
        ArchiveError: where there is none, where git is missing or refuses it, where it is a
            shallow clone; and for what git complains of while the archive is open.
    """
    if create and not has_git_dir(path):
        create_repository(path, CONFIG, bare=bare)
    lazy = LazyRepo(path)
    git_dir = plain_git_dir(path) or Path(lazy.repo.git_dir)
    with contextlib.closing(lazy):
        if (git_dir / "shallow").exists():
            raise ArchiveError(
                f"{path} is a shallow clone, in which history ends too early; "
                f"run `git -C {path} fetch --unshallow` first.",
                path=path,
            )
        with git_explained(path):
            yield Archive(path=path, git_dir=git_dir, _lazy=lazy)
