"""Let the working tree follow `main` without touching anything that the user did there.

`git read-tree -m -u` dies on a dirty file and leaves an index with which a user's `commit -a`
reverts what was recorded; it also overwrites ignored files silently. So the index is moved
without the working tree, and then only files that nobody changed are written.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path
from subprocess import PIPE

from git.exc import GitCommandError

from tracker.archive.complaints import reason_of
from tracker.archive.identities import blob_id
from tracker.archive.indexing import Git, index_git
from tracker.archive.layout import parent_directories
from tracker.archive.repository import MAIN, Archive
from tracker.errors import ArchiveError

_PENDING = "following"
_UNDER_WAY = "writing"
_HALF_COMMITS = {"MERGE_HEAD": "merge", "CHERRY_PICK_HEAD": "cherry-pick", "REVERT_HEAD": "revert"}

_Changes = Mapping[str, tuple[str | None, str | None]]


def note_departure(archive: Archive) -> None:
    """Note which commit the index stands at, before `main` moves on.

    Where a crash follows, `follow_main` finds the note at the next start and carries on.
    """
    pending = archive.state_dir / _PENDING
    if not pending.exists():
        pending.parent.mkdir(parents=True, exist_ok=True)
        part = pending.with_suffix(".part")
        part.write_text(archive.resolve(MAIN) or "", encoding="ascii")
        part.replace(pending)  # a note cut short would make all files look like the user's


def follow_main(archive: Archive) -> tuple[str, ...]:
    """Bring index and working tree to `main`, and return the paths left to the user.

    Does nothing where HEAD is another branch, in a bare repository, or when nothing is pending.
    """
    followed = _is_followed(archive)
    if followed:
        _refuse_half_commit(archive)
    pending = archive.state_dir / _PENDING
    if not pending.exists():
        return ()
    kept: tuple[str, ...] = ()
    if followed:
        departure = pending.read_text(encoding="ascii").strip() or None
        try:
            with index_git(archive) as index:
                kept = _follow(archive, departure, index)
        except (GitCommandError, OSError) as error:
            raise ArchiveError(
                f"Everything is recorded, but the files in {archive.path} could not be updated "
                f"({reason_of(error)}); the next run tries again.",
                path=archive.path,
            ) from error
    pending.unlink(missing_ok=True)
    (archive.state_dir / _UNDER_WAY).unlink(missing_ok=True)
    return kept


def _is_followed(archive: Archive) -> bool:
    if archive.repo.bare:
        return False
    try:
        return bool(archive.repo.git.symbolic_ref("--quiet", "HEAD") == MAIN)
    except GitCommandError:
        return False  # a detached HEAD


def _refuse_half_commit(archive: Archive) -> None:
    """Stop where the user is in the middle of a merge on `main`.

    Its index is of the commit before: finished later, it would take back what is recorded now.

    Raises:
        ArchiveError: where a merge, a cherry-pick or a revert waits for its commit.
    """
    for name, what in _HALF_COMMITS.items():
        if (archive.git_dir / name).exists():
            raise ArchiveError(
                f"A {what} on the branch main of {archive.path} is not finished; commit it, or "
                f"end it with `git {what} --abort`, and run the same command again.",
                path=archive.path,
            )


def _follow(archive: Archive, departure: str | None, index: Git) -> tuple[str, ...]:
    git = archive.repo.git
    target = archive.resolve(MAIN)
    if target is None:
        return ()
    tree = f"{departure}^{{tree}}" if departure else git.hash_object("-t", "tree", "/dev/null")
    changed = _changes(
        git.diff_tree("-r", "-z", "--raw", "--no-abbrev", "--no-renames", tree, target)
    )
    kept = _users(archive, tree, changed, index)
    free = {path: blobs for path, blobs in changed.items() if path not in kept}
    written = [path for path, (_, new) in free.items() if new is not None]
    _note_under_way(archive, written)
    # A single-tree -m keeps what is known of unchanged files, so that nothing is read again;
    # without -i it would refuse to pass a file that the user has changed.
    index("read-tree", "-m", "-i", "--no-sparse-checkout", target)
    _write_out(index, written)
    _remove(archive.path, (path for path, (_, new) in free.items() if new is None))
    return tuple(sorted(kept))


def _changes(raw: str) -> dict[str, tuple[str | None, str | None]]:
    """Read `git diff-tree --raw -z`: path -> (blob before, blob after), None for no file."""
    parts = raw.split("\0")
    changes: dict[str, tuple[str | None, str | None]] = {}
    for head, path in zip(parts[::2], parts[1::2], strict=False):
        old, new = head.split(" ")[2:4]
        changes[path] = (old if old.strip("0") else None, new if new.strip("0") else None)
    return changes


def _users(archive: Archive, tree: str, changed: _Changes, index: Git) -> set[str]:
    """Pick the changed paths at which the user has something of their own."""
    git = archive.repo.git
    indexed = set(_paths(git.ls_files("-z")))
    suspects = {path for path in changed if path not in indexed}
    if indexed:
        index("update-index", "-q", "--refresh", with_exceptions=False)
        suspects.update(_paths(git.diff_files("-z", "--name-only")))
        suspects.update(
            _paths(git.diff_index("-z", "--cached", "--name-only", "--no-renames", tree))
        )
    root = str(archive.path)
    suspects -= {path for path in _under_way(archive) if not os.path.lexists(f"{root}/{path}")}
    folders: dict[str, bool] = {}
    return {
        path
        for path, blobs in changed.items()
        if _is_barred(root, path.rpartition("/")[0], folders)
        or stat.S_ISDIR(_mode(f"{root}/{path}"))
        or (path in suspects and not _is_ours(f"{root}/{path}", blobs))
    }


def _note_under_way(archive: Archive, paths: Iterable[str]) -> None:
    """Note what is written now: git removes a file before it makes the new one.

    Where the disk is full then, it is missing, and was not removed by the user.
    """
    part = archive.state_dir / f"{_UNDER_WAY}.part"
    part.write_bytes("\0".join((*paths, *_under_way(archive))).encode())
    part.replace(archive.state_dir / _UNDER_WAY)


def _under_way(archive: Archive) -> list[str]:
    """List what an earlier run began to write and did not finish."""
    note = archive.state_dir / _UNDER_WAY
    return _paths(note.read_bytes().decode()) if note.exists() else []


def _is_ours(path: str, blobs: tuple[str | None, str | None]) -> bool:
    """Tell whether a file is as one of the two commits has it (a killed run writes only some)."""
    mode = _mode(path)
    if not mode:
        return blobs[0] is None or blobs[1] is None
    return not stat.S_ISLNK(mode) and blob_id(Path(path).read_bytes()) in blobs


def _is_barred(root: str, folder: str, known: dict[str, bool]) -> bool:
    """Tell whether a file or a link of the user's stands where a folder has to be.

    Args:
        known: folders that were looked at before; the files of a large archive share them.
    """
    if not folder:
        return False
    if folder not in known:
        known[folder] = _is_barred(root, folder.rpartition("/")[0], known) or stat.S_IFMT(
            _mode(f"{root}/{folder}")
        ) in (stat.S_IFLNK, stat.S_IFREG)
    return known[folder]


def _mode(path: str) -> int:
    """Give the mode of a path, of a link itself; 0 where there is nothing."""
    try:
        return os.lstat(path).st_mode
    except (FileNotFoundError, NotADirectoryError):
        return 0


def _write_out(index: Git, paths: Iterable[str]) -> None:
    listing = b"".join(path.encode() + b"\0" for path in paths)
    if not listing:
        return
    command = ("checkout-index", "-f", "-q", "-u", "-z", "--stdin")
    process = index(*command, istream=PIPE, as_process=True)
    process.proc.stdin.write(listing)
    process.proc.stdin.close()
    process.wait()


def _remove(root: Path, paths: Iterable[str]) -> None:
    for path in paths:
        (root / path).unlink(missing_ok=True)
        for parent in parent_directories(path):
            try:
                (root / parent).rmdir()
            except OSError:
                break


def _paths(listing: str) -> list[str]:
    return [path for path in listing.split("\0") if path]
