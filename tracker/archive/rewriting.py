"""Rewrite a history without one post: `git fast-export`, filtered, into `git fast-import`."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from subprocess import PIPE
from typing import IO

from git.exc import GitCommandError

from tracker.archive.layout import post_directory
from tracker.archive.messages import parse_message
from tracker.archive.repository import Archive
from tracker.errors import ArchiveError
from tracker.model import PostKey

_DATA = re.compile(rb"data (\d+)\n\Z")
_CHANGE = re.compile(rb"(?:M \d+ \S+|D) \"?(.*?)\"?\n\Z")
_PARENT = re.compile(rb"(from|merge) (:\d+)\n\Z")


def rewrite_without(archive: Archive, key: PostKey, refs: Iterable[str]) -> int:
    """Rewrite refs so that no commit of a post, and no file of it, remains.

    Commits that tell of the post alone go; all others keep everything but their ids.

    Args:
        archive: locked by the caller.
        key: the post.
        refs: full names; each must exist.

    Returns:
        how many commits went.

    Raises:
        ArchiveError: where git refuses; the history is then as it was.
    """
    git = archive.repo.git
    source = git.fast_export(
        "--no-data", "--reencode=no", "--signed-tags=strip", *refs, as_process=True
    )
    target = git.fast_import("--quiet", "--force", istream=PIPE, as_process=True)
    rewriting = _Rewriting(key)
    try:
        target.proc.stdin.write(b"feature done\n")
        for piece in rewriting.filter(source.proc.stdout):
            target.proc.stdin.write(piece)
        source.wait()
        target.proc.stdin.write(b"done\n")
        target.proc.stdin.close()
        target.wait()
    except (GitCommandError, OSError) as error:
        raise ArchiveError(
            f"The history of {archive.path} could not be rewritten ({error}); it is as it was.",
            path=archive.path,
        ) from error
    return rewriting.dropped


class _Rewriting:
    """One pass over a stream of fast-export; holds the marks of dropped commits."""

    def __init__(self, key: PostKey) -> None:
        self.dropped = 0
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

    def _block(self, block: list[bytes]) -> Iterator[bytes]:
        if not block[0].startswith(b"commit "):
            yield from map(self._parent, block)
            return
        if self._is_of_post(block):
            self._drop(block)
            return
        for line in block:
            change = _CHANGE.match(line)
            if change is not None and change[1].startswith(self._directory):
                continue
            replaced = self._parent(line)
            if replaced:
                yield replaced

    def _is_of_post(self, block: list[bytes]) -> bool:
        for line, following in itertools.pairwise(block):
            if _DATA.match(line):
                message = parse_message(following.decode("utf-8", "replace"))
                return message is not None and message.key == self._key
        return False

    def _drop(self, block: list[bytes]) -> None:
        """Let whatever builds on a dropped commit build on what was before it."""
        self.dropped += 1
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
