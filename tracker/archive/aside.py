"""Refs that are written beside the real ones, and then put in their place all at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from subprocess import PIPE

from git.exc import GitCommandError

from tracker.archive.repository import Archive
from tracker.errors import ArchiveError

ASIDE = "refs/forgetting"
"""Where refs stand that are being written; nothing there is ever pushed."""

_AT_ONCE = 200


def refs_holding(archive: Archive, commits: Iterable[str]) -> tuple[str, ...]:
    """List the refs that reach one of some commits, those under `refs/forgetting` excepted."""
    wanted, found = list(commits), dict[str, None]()
    for start in range(0, len(wanted), _AT_ONCE):
        options = [f"--contains={commit}" for commit in wanted[start : start + _AT_ONCE]]
        found.update(
            dict.fromkeys(archive.repo.git.for_each_ref("--format=%(refname)", *options).split())
        )
    return tuple(ref for ref in found if not ref.startswith(f"{ASIDE}/"))


def has_loose_head(archive: Archive, commits: Iterable[str]) -> bool:
    """Tell whether HEAD is on no branch, and reaches one of some commits."""
    try:
        archive.repo.git.symbolic_ref("--quiet", "HEAD")
    except GitCommandError:
        return any(archive.is_ancestor(commit, "HEAD") for commit in commits)
    return False


def move_refs(archive: Archive, wanted: Mapping[str, str]) -> None:
    """Move refs, all of them or none.

    Args:
        archive: locked by the caller.
        wanted: full name -> commit; empty to delete it.

    Raises:
        ArchiveError: where git refuses.
    """
    lines = [
        f"update {ref} {commit}" if commit else f"delete {ref}" for ref, commit in wanted.items()
    ]
    text = "".join(f"option no-deref\n{line}\n" for line in lines)
    process = archive.repo.git.update_ref("--stdin", istream=PIPE, as_process=True)
    _, complained = process.proc.communicate(text.encode())
    if process.proc.returncode:
        raise ArchiveError(
            f"git could not move the branches of {archive.path} "
            f"({complained.decode(errors='replace').strip()}); the history is as it was.",
            path=archive.path,
        )


def clear_aside(archive: Archive) -> None:
    """Delete what a run that died has left aside."""
    left = str(archive.repo.git.for_each_ref("--format=%(refname)", ASIDE)).split()
    if left:
        move_refs(archive, dict.fromkeys(left, ""))
