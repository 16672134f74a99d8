"""Read history in one stream: `git log --raw` joined with one `git cat-file --batch`."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from subprocess import PIPE
from types import TracebackType
from typing import IO

from git.exc import GitCommandError

from tracker.archive.complaints import reason_of
from tracker.archive.identities import COMMITTER
from tracker.archive.layout import decode, parse_path
from tracker.archive.messages import Message, parse_message
from tracker.archive.repository import Archive
from tracker.errors import ArchiveError
from tracker.model import PostKey

_FORMAT = "--format=%H%x00%P%x00%an <%ae>%x00%at%x00%cn <%ce>%x00%ct%x00%B"
_FIELDS = 7
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChange:
    """What a commit did to one path: the blob before and after, None where there is no file."""

    path: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """One commit as git tells it; `message` is None where tracker did not write it."""

    id: str
    parents: tuple[str, ...]
    author: str
    authored: datetime
    committed: datetime
    text: str
    message: Message | None
    changes: tuple[FileChange, ...]


def iter_commits(
    archive: Archive,
    *revisions: str,
    paths: Iterable[str] = (),
    first_parent: bool = False,
    oldest_first: bool = False,
    max_count: int | None = None,
) -> Iterator[Commit]:
    """Walk commits lazily, side lines included, merges without a diff.

    Args:
        archive: where.
        revisions: full ref names, ids or ranges made of them; never text from a user.
        paths: only commits that changed one of these.
        first_parent: leave side lines out.
        oldest_first: git then reads all before the first one comes.
        max_count: stop after so many.
    """
    options = ["-z", "--raw", "--no-abbrev", "--no-renames", "--full-history", _FORMAT]
    options += ["--no-show-signature", "--no-notes", "--encoding=UTF-8"]
    if first_parent:
        options += ["--first-parent", "--diff-merges=first-parent"]
    else:
        options.append("--diff-merges=off")
    options += ["--reverse"] * oldest_first + [f"--max-count={max_count}"] * bool(max_count)
    process = archive.repo.git.log(*options, *revisions, "--", *paths, as_process=True)
    yield from _commits(_tokens(process.proc.stdout))
    try:
        process.wait()
    except GitCommandError as error:
        raise ArchiveError(
            f"The history of {archive.path} cannot be read ({reason_of(error)}); "
            "`tracker verify` says what is wrong.",
            path=archive.path,
        ) from error


def _tokens(stream: IO[bytes]) -> Iterator[bytes]:
    rest = b""
    while piece := stream.read1(_CHUNK):  # type: ignore[attr-defined]
        *whole, rest = (rest + piece).split(b"\0")
        yield from whole
    if rest:
        yield rest


def _commits(tokens: Iterator[bytes]) -> Iterator[Commit]:
    head = next(tokens, None)
    while head is not None:
        fields = [head, *(next(tokens) for _ in range(_FIELDS - 1))]
        changes: list[FileChange] = []
        head = next(tokens, None)
        while head is not None and head.lstrip(b"\n").startswith(b":"):
            before, after = head.split(b" ")[2:4]
            changes.append(
                FileChange(path=decode(next(tokens)), before=_blob(before), after=_blob(after))
            )
            head = next(tokens, None)
        yield _commit([part.decode("utf-8", "replace") for part in fields], tuple(changes))


def _commit(fields: list[str], changes: tuple[FileChange, ...]) -> Commit:
    commit, parents, author, authored, committer, committed, text = fields
    return Commit(
        id=commit,
        parents=tuple(parents.split()),
        author=author,
        authored=datetime.fromtimestamp(int(authored), UTC),
        committed=datetime.fromtimestamp(int(committed), UTC),
        text=text,
        message=parse_message(text) if committer == COMMITTER else None,
        changes=changes,
    )


def _blob(value: bytes) -> str | None:
    return value.decode() if value.strip(b"0") else None


def files_by_post(commit: Commit) -> dict[PostKey, dict[str, str | None]]:
    """Sort the changes of a commit by post: file name -> blob, None where it went."""
    posts: dict[PostKey, dict[str, str | None]] = {}
    for change in commit.changes:
        found = parse_path(change.path)
        if found is not None:
            posts.setdefault(found[0], {})[found[1]] = change.after
    return posts


class BlobReader:
    """One `git cat-file --batch` for as many blobs as are asked for."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        # Not --buffer: an answer would wait for more questions.
        self._process = archive.repo.git.cat_file("--batch", istream=PIPE, as_process=True)

    def __enter__(self) -> BlobReader:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for pipe in (
            self._process.proc.stdin,
            self._process.proc.stdout,
            self._process.proc.stderr,
        ):
            with contextlib.suppress(OSError):
                pipe.close()
        self._process.proc.wait()

    def read(self, blob: str) -> bytes:
        """Read one blob.

        Raises:
            ArchiveError: where the repository does not have it.
        """
        return next(self.read_all((blob,)))

    def read_all(self, blobs: Iterable[str], *, window: int = 200) -> Iterator[bytes]:
        """Read many blobs in order, asking for a window of them at once."""
        wanted = iter(blobs)
        while batch := [blob for _, blob in zip(range(window), wanted, strict=False)]:
            source = self._process.proc.stdin
            try:
                source.write("".join(f"{blob}\n" for blob in batch).encode())
                source.flush()
            except OSError as error:
                raise self._broken(batch[0]) from error
            yield from map(self._answer, batch)

    def _answer(self, blob: str) -> bytes:
        stream: IO[bytes] = self._process.proc.stdout
        head = stream.readline().split()
        if len(head) != 3:
            raise self._broken(blob)
        data = stream.read(int(head[2]))
        stream.read(1)
        return data

    def _broken(self, blob: str) -> ArchiveError:
        return ArchiveError(
            f"{self._archive.path} lacks the object {blob}, or it is damaged; "
            "`tracker verify` says what else is.",
            path=self._archive.path,
        )
