"""Open or create the git repository of one site."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.archive.complaints import (
    git_explained,
    reason_of,
    see_that_git_reads,
    what_is_broken,
)
from tracker.archive.lock import ArchiveLock
from tracker.errors import ArchiveError

# GitPython is imported where git is needed: a list that is ready in a cache starts without it.
if TYPE_CHECKING:
    from git import Repo

MAIN = "refs/heads/main"
DRAFTS = "refs/heads/drafts"
SYNCS = "refs/tracker/syncs"
NOTES = "refs/notes/tracker"

_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?\Z")

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


class _Lazy:
    """A repository that GitPython opens when it is needed."""

    def __init__(self, path: Path, repo: Repo | None = None) -> None:
        self._path = path
        self._repo = repo

    @property
    def repo(self) -> Repo:
        if self._repo is None:
            self._repo = _open(self._path)
        return self._repo

    def close(self) -> None:
        if self._repo is not None:
            self._repo.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """The repository of one site, opened; make it with `open_archive`.

    Args:
        path: its folder.
        git_dir: the git directory.
    """

    path: Path
    git_dir: Path
    _lazy: _Lazy

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
        if found is None and _has_ref(self.git_dir, ref):
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

        From the files in which git keeps it (https://git-scm.com/docs/gitrepository-layout).
        Whether that commit exists is not looked at: for comparing it with one that did.
        """
        if not (self.git_dir / "commondir").exists():
            with contextlib.suppress(OSError, UnicodeDecodeError):
                if (found := _read_ref(self.git_dir, MAIN)) is not None:
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


def _read_ref(git_dir: Path, ref: str) -> str | None:
    """Read a ref from its own file, else from that of the packed ones; None where in neither."""
    own = git_dir / ref
    if own.exists():
        found = own.read_text(encoding="ascii").strip()
        return found if _COMMIT.match(found) else None
    for line in (git_dir / "packed-refs").read_text(encoding="utf-8").splitlines():
        commit, _, name = line.partition(" ")
        if name == ref and _COMMIT.match(commit):
            return commit
    return None


def _has_ref(git_dir: Path, ref: str) -> bool:
    """Tell whether git keeps something under a name, whatever it is worth."""
    if not ref.startswith("refs/"):
        return False
    with contextlib.suppress(OSError, UnicodeDecodeError):
        if (git_dir / ref).is_file():
            return not (git_dir / ref).read_text(encoding="ascii").startswith("ref:")
        return _read_ref(git_dir, ref) is not None
    return False


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
    lazy = _Lazy(path, _create(path, bare=bare) if create and not _exists(path) else None)
    git_dir = _plain_git_dir(path) or Path(lazy.repo.git_dir)
    with contextlib.closing(lazy):
        if (git_dir / "shallow").exists():
            raise ArchiveError(
                f"{path} is a shallow clone, in which history ends too early; "
                f"run `git -C {path} fetch --unshallow` first.",
                path=path,
            )
        with git_explained(path):
            yield Archive(path=path, git_dir=git_dir, _lazy=lazy)


def _plain_git_dir(path: Path) -> Path | None:
    """Find the git directory where it stands in its ordinary place, as git itself knows one."""
    for found in (path / ".git", path):
        if (
            (found / "HEAD").is_file()
            and (found / "objects").is_dir()
            and (found / "refs").is_dir()
        ):
            return found.absolute()
    return None


def _exists(path: Path) -> bool:
    return (path / ".git").exists() or (path / "HEAD").exists()


def _open(path: Path) -> Repo:
    from git import Repo
    from git.exc import InvalidGitRepositoryError, NoSuchPathError

    try:
        repo = Repo(path)
    except (InvalidGitRepositoryError, NoSuchPathError) as error:
        if _exists(path):
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


def _create(path: Path, *, bare: bool) -> Repo:
    """Make a repository beside its place, and move it there whole.

    A run killed in between leaves no half repository, and of two runs one makes it.
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
            configure(repo)
        _move_whole(part, path)
    except (OSError, GitCommandError, GitCommandNotFound) as error:
        raise ArchiveError(f"{path} cannot be made ({reason_of(error)}).", path=path) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return _open(path)


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


def configure(repo: Repo, extra: Mapping[str, str] | None = None) -> None:
    """Set the archive's own configuration, never the user's; only what is missing or differs."""
    wanted = {**CONFIG, **(extra or {})}
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
