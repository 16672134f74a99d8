"""Look for words in every corner of an archive."""

from __future__ import annotations

import subprocess
from pathlib import Path


def find_word(path: Path, word: str) -> list[str]:
    """Tell where an archive holds a word: in objects (reachable or not), in files.

    Files are all below the archive: working tree, git directory, caches, logs.
    """
    everything = _git(path, "cat-file", "--batch-all-objects", "--batch", "--unordered")
    found = ["an object of git"] if word.encode() in everything else []
    for file in path.rglob("*"):
        if file.is_file() and word.encode() in file.read_bytes():
            found.append(str(file.relative_to(path)))
    return found


def _git(path: Path, *arguments: str) -> bytes:
    return subprocess.run(
        ["git", "-C", str(path), *arguments], check=True, capture_output=True, timeout=60
    ).stdout
