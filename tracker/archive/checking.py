"""What git itself says of a repository."""

from __future__ import annotations

from collections.abc import Iterator

from git.exc import GitCommandError

from tracker.archive.repository import Archive

_HARMLESS = ("dangling ", "notice: ", "Checking ", "warning: notes ref")


def fsck(archive: Archive) -> Iterator[str]:
    """Run `git fsck --strict` and give what it finds wrong, one line each."""
    try:
        said = archive.repo.git.fsck("--strict", "--no-dangling", "--no-progress")
    except GitCommandError as error:
        said = f"{error.stdout}\n{error.stderr}"
    for line in said.splitlines():
        text = line.strip().removeprefix("stderr: ").removeprefix("stdout: ").strip("' ")
        if text and not text.startswith(_HARMLESS):
            yield text


def list_tree(archive: Archive, commit: str) -> Iterator[str]:
    """List all paths of a commit."""
    listing: str = archive.repo.git.ls_tree("-r", "-z", "--name-only", "--full-tree", commit)
    yield from (path for path in listing.split("\0") if path)
