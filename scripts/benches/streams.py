"""The limit of writing: a stream prepared beforehand, piped by `cat` into git."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from git import Repo

from scripts.benches.processes import git
from scripts.benches.ratio import seconds
from tracker.archive.history import BlobReader, Commit, iter_commits
from tracker.archive.identities import COMMITTER
from tracker.archive.layout import LIVE_FILES, parse_path
from tracker.archive.repository import MAIN, open_archive
from tracker.archive.stream import ImportStream

_TUNED = {"MALLOC_TOP_PAD_": "16777216"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """All blobs and commits of an archive, in memory.

    Args:
        blobs: id and content, those of one file of one post one after the other.
        commits: oldest first.
    """

    blobs: tuple[tuple[str, bytes], ...]
    commits: tuple[Commit, ...]


def contents_of(path: Path) -> Contents:
    """Read an archive whole."""
    with open_archive(path) as archive, BlobReader(archive) as reader:
        commits = tuple(iter_commits(archive, MAIN, oldest_first=True))
        ids = list(dict.fromkeys(_grouped(commits)))
        return Contents(blobs=tuple(zip(ids, reader.read_all(ids), strict=True)), commits=commits)


def _grouped(commits: tuple[Commit, ...]) -> list[str]:
    places: dict[str, tuple[int, int]] = {}
    found: list[tuple[int, int, int, str]] = []
    for number, commit in enumerate(commits):
        for change in commit.changes:
            parsed = parse_path(change.path)
            if change.after is None:
                continue
            place = places.setdefault(str(parsed[0]) if parsed else "", (len(places), 0))
            file = LIVE_FILES.index(parsed[1]) if parsed and parsed[1] in LIVE_FILES else 9
            found.append((place[0], file, number, change.after))
    return [blob for *_, blob in sorted(found)]


def write_stream(contents: Contents, path: Path) -> Path:
    """Write the stream that git reads, to the last byte."""
    with path.open("wb") as file:
        for piece in _pieces(contents):
            file.write(piece)
    return path


def _pieces(contents: Contents) -> Iterator[bytes]:
    marks = {blob: number for number, (blob, _) in enumerate(contents.blobs, 1)}
    yield b"feature done\n"
    for blob, data in contents.blobs:
        yield b"blob\nmark :%d\ndata %d\n%s\n" % (marks[blob], len(data), data)
    for commit in contents.commits:
        message = commit.text.encode()
        changes = "".join(
            f"D {change.path}\n"
            if change.after is None
            else f"M 100644 :{marks[change.after]} {change.path}\n"
            for change in commit.changes
        )
        yield (
            f"commit {MAIN}\nauthor {commit.author} {int(commit.authored.timestamp())} +0000\n"
            f"committer {COMMITTER} {int(commit.committed.timestamp())} +0000\n"
            f"data {len(message)}\n"
        ).encode()
        yield message + b"\n" + changes.encode() + b"\n"
    yield b"done\n"


def pipe_stream(stream: Path, target: Path) -> float:
    """Pipe a prepared stream into a new repository; seconds."""
    git(target.parent, "init", "-q", "--bare", target.name)
    command = 'cat "$1" | git -C "$2" -c pack.compression=1 fast-import --quiet'
    arguments = ["sh", "-c", command, "sh", str(stream), str(target)]
    environment = {**os.environ, **_TUNED}
    return seconds(lambda: subprocess.run(arguments, check=True, env=environment))


def write_with_us(contents: Contents, target: Path) -> float:
    """Write the same with our `ImportStream`; seconds."""
    git(target.parent, "init", "-q", "--bare", target.name)
    with Repo(target) as repo:
        return seconds(lambda: _write(repo, contents))


def _write(repo: Repo, contents: Contents) -> None:
    with ImportStream(repo) as stream:
        marks = {blob: stream.blob(data) for blob, data in contents.blobs}
        for commit in contents.commits:
            stream.commit(
                MAIN,
                author=commit.author,
                authored=int(commit.authored.timestamp()),
                committed=int(commit.committed.timestamp()),
                message=commit.text.encode(),
                changes=[
                    (change.path, None if change.after is None else marks[change.after])
                    for change in commit.changes
                ],
            )
        stream.finish()
