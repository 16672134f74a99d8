"""What stands in a git directory, read without git.

The source of what lies where is https://git-scm.com/docs/gitrepository-layout.
"""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?\Z")


def has_git_dir(path: Path) -> bool:
    """Tell whether there is a repository in a folder, whole or not."""
    return (path / ".git").exists() or (path / "HEAD").exists()


def plain_git_dir(path: Path) -> Path | None:
    """Find the git directory where it stands in its ordinary place, as git itself knows one."""
    for found in (path / ".git", path):
        if (
            (found / "HEAD").is_file()
            and (found / "objects").is_dir()
            and (found / "refs").is_dir()
        ):
            return found.absolute()
    return None


def read_ref(git_dir: Path, ref: str) -> str | None:
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


def has_ref(git_dir: Path, ref: str) -> bool:
    """Tell whether git keeps something under a name, whatever it is worth."""
    if not ref.startswith("refs/"):
        return False
    with contextlib.suppress(OSError, UnicodeDecodeError):
        if (git_dir / ref).is_file():
            return not (git_dir / ref).read_text(encoding="ascii").startswith("ref:")
        return read_ref(git_dir, ref) is not None
    return False
