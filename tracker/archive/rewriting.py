"""Rewrite a history without one post: `git fast-export`, filtered, into `git fast-import`.

What comes of it stands under `refs/forgetting` until `move_refs` puts it in the place of the old,
all at once: a run that dies before leaves everything as it was.
"""

from __future__ import annotations

import itertools
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from subprocess import PIPE
from typing import IO

from git.exc import GitCommandError

from tracker.archive.aside import ASIDE, clear_aside
from tracker.archive.complaints import reason_of
from tracker.archive.layout import post_directory
from tracker.archive.messages import parse_message
from tracker.archive.repository import Archive
from tracker.errors import ArchiveError
from tracker.model import PostKey

_DATA = re.compile(rb"data (\d+)\n\Z")
_CHANGE = re.compile(rb"(?:M \d+ \S+|D) \"?(.*?)\"?\n\Z")
_PARENT = re.compile(rb"(from|merge) (:\d+)\n\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewritten:
    """What became of the commits of a history.

    Args:
        commits: id before -> id now, or that of what was before it where it went; empty for none.
        dropped: ids of those that told of the post alone, and went.
    """

    commits: Mapping[str, str]
    dropped: tuple[str, ...]


def rewrite_without(archive: Archive, key: PostKey, refs: Iterable[str]) -> Rewritten:
    """Rewrite histories so that no commit of a post, and no file of it, remains.

    Commits that tell of the post alone go; all others keep everything but their ids. No ref is
    moved.

    Args:
        archive: locked by the caller.
        key: the post.
        refs: full names, below `refs/heads`; each must exist.

    Raises:
        ArchiveError: where git refuses; the history is then as it was.
    """
    git = archive.repo.git
    rewriting = _Rewriting(key)
    clear_aside(archive)
    with tempfile.TemporaryDirectory(prefix="tracker-") as folder:
        before, after = Path(folder) / "before", Path(folder) / "after"
        try:
            source = git.fast_export(
                "--no-data", "--reencode=no", "--signed-tags=strip",
                f"--refspec=refs/heads/*:{ASIDE}/*", f"--export-marks={before}",
                *refs, as_process=True,
            )  # fmt: skip
            target = git.fast_import(
                "--quiet", "--force", f"--export-marks={after}", istream=PIPE, as_process=True
            )
            target.proc.stdin.write(b"feature done\n")
            for piece in rewriting.filter(source.proc.stdout):
                target.proc.stdin.write(piece)
            source.wait()
            target.proc.stdin.write(b"done\n")
            target.proc.stdin.close()
            target.wait()
            return rewriting.result(_read_marks(before), _read_marks(after))
        except (GitCommandError, OSError) as error:
            raise ArchiveError(
                f"The history of {archive.path} could not be rewritten ({reason_of(error)}); it "
                "is as it was.",
                path=archive.path,
            ) from error


def _read_marks(path: Path) -> dict[str, str]:
    """Read marks as git writes them: mark -> id."""
    lines = path.read_text(encoding="ascii").splitlines()
    return dict(line.split(maxsplit=1) for line in lines)


class _Rewriting:
    """One pass over a stream of fast-export; holds the marks of dropped commits."""

    def __init__(self, key: PostKey) -> None:
        self._key = key
        self._directory = f"{post_directory(key)}/".encode()
        self._replaced: dict[bytes, bytes | None] = {}

    def filter(self, stream: IO[bytes]) -> Iterator[bytes]:
        """Give the stream without the post."""
        block: list[bytes] = []
        for line in stream:
            if line.startswith((b"commit ", b"reset ", b"tag ", b"feature ", b"done")) and block:
                yield from self._block(block)
                block = []
            block.append(line)
            data = _DATA.match(line)
            if data is not None:
                block.append(stream.read(int(data[1])))
        if block:
            yield from self._block(block)

    def result(self, before: Mapping[str, str], after: Mapping[str, str]) -> Rewritten:
        """Tell what became of each commit, by the marks that git wrote on both sides."""
        commits = {}
        for mark, old in before.items():
            new = self._resolve(mark.encode())
            commits[old] = "" if new is None else after.get(new.decode(), "")
        dropped = tuple(before[mark.decode()] for mark in self._replaced)
        return Rewritten(commits=commits, dropped=dropped)

    def _block(self, block: list[bytes]) -> Iterator[bytes]:
        if block[0].startswith(b"commit ") and self._is_of_post(block):
            self._drop(block)
            return
        is_text = False  # the words of a message are never taken for a command
        for line in block:
            replaced = line if is_text else self._command(line)
            is_text = not is_text and _DATA.match(line) is not None
            if replaced:
                yield replaced

    def _command(self, line: bytes) -> bytes:
        change = _CHANGE.match(line)
        if change is not None and change[1].startswith(self._directory):
            return b""
        return self._parent(line)

    def _is_of_post(self, block: list[bytes]) -> bool:
        for line, following in itertools.pairwise(block):
            if _DATA.match(line):
                message = parse_message(following.decode("utf-8", "replace"))
                return message is not None and message.key == self._key
        return False

    def _drop(self, block: list[bytes]) -> None:
        """Let whatever builds on a dropped commit build on what was before it."""
        mark = next(line.split()[1] for line in block if line.startswith(b"mark "))
        parents = [found[2] for line in block if (found := _PARENT.match(line)) is not None]
        self._replaced[mark] = self._resolve(parents[0]) if parents else None

    def _resolve(self, mark: bytes) -> bytes | None:
        return self._replaced.get(mark, mark)

    def _parent(self, line: bytes) -> bytes:
        found = _PARENT.match(line)
        if found is None:
            return line
        mark = self._resolve(found[2])
        return b"" if mark is None else found[1] + b" " + mark + b"\n"
