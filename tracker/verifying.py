"""`tracker verify`: whether an archive is whole, and what exactly is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tracker.archive.checking import fsck, list_tree
from tracker.archive.history import BlobReader, Commit, iter_commits
from tracker.archive.layout import (
    GONE,
    POST,
    REVISION,
    TEXT,
    canonical_json,
    decode,
    decode_json,
    parse_path,
)
from tracker.archive.messages import render_message
from tracker.archive.repository import DRAFTS, MAIN, SYNCS, Archive
from tracker.archive.syncs import iter_syncs
from tracker.errors import ArchiveError, MalformedDocument, TrackerError
from tracker.model import PostKey
from tracker.text import terminal_safe

Tell = Callable[[str, int], None]


def _silent(what: str, done: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that is wrong.

    Args:
        where: a commit, a path, an object.
        what: one sentence.
    """

    where: str
    what: str


@dataclass(slots=True)
class Verification:
    """What was checked; complete when `check` has been walked to its end."""

    commits: int = 0
    states: int = 0
    foreign: int = 0
    _seen: set[tuple[PostKey, str]] = field(default_factory=set)
    _blobs: set[str] = field(default_factory=set)

    def check(self, archive: Archive, *, tell: Tell = _silent) -> Iterator[Problem]:
        """Check a whole archive, lazily: objects, messages, files, runs.

        Args:
            archive: where.
            tell: told what is being checked, and how many commits were.
        """
        tell("git fsck", 0)
        for said in fsck(archive):
            yield Problem(where="git fsck", what=said)
        try:
            if archive.resolve(MAIN) is None:
                yield Problem(where="main", what="The archive has no commit.")
                return
            yield from self._check_history(archive, tell)
        except ArchiveError as error:
            # To run `tracker verify` is what the message goes on to say.
            yield Problem(where="history", what=f"{str(error).partition('; `')[0]}.")
            return
        tell("posts", 0)
        yield from _check_tree(archive)
        yield from _check_syncs(archive)

    def _check_history(self, archive: Archive, tell: Tell) -> Iterator[Problem]:
        archive.site()
        refs = [ref for ref in (MAIN, DRAFTS) if archive.resolve(ref) is not None]
        with BlobReader(archive) as blobs:
            for commit in iter_commits(archive, *refs, oldest_first=True):
                self.commits += 1
                tell("commits", self.commits)
                yield from self._check_commit(commit)
                for change in commit.changes:
                    yield from self._check_file(commit, change.path, change.after, blobs)

    def _check_commit(self, commit: Commit) -> Iterator[Problem]:
        message = commit.message
        if message is None:
            self.foreign += 1
            yield Problem(
                where=commit.id[:12],
                what="This commit is not tracker's; what it changed is not taken for a state.",
            )
            return
        if render_message(message).rstrip("\n") != commit.text.rstrip("\n"):
            yield Problem(where=commit.id[:12], what="Its message is not as tracker writes them.")
        if message.key is None:
            return
        self.states += 1
        if not commit.changes:
            yield Problem(where=commit.id[:12], what="It changes no file.")
        for name in ("Observed", "Revision"):
            yield from self._check_once(commit, message.key, name)

    def _check_once(self, commit: Commit, key: PostKey, name: str) -> Iterator[Problem]:
        """See that no observation and no revision of a post is recorded twice."""
        trailers = commit.message.trailers if commit.message else {}
        value = trailers.get(name)
        if value is None or (name == "Observed" and trailers.get("Evidence") == "revision"):
            return
        mark = (key, f"{name} {value}")
        if name == "Observed":  # two runs in one second can see two states
            blobs = sorted(str(change.after) for change in commit.changes)
            mark = (key, f"{mark[1]} {blobs}")
        if mark in self._seen:
            yield Problem(where=commit.id[:12], what=f"{key}: {name} {value} is recorded twice.")
        self._seen.add(mark)

    def _check_file(
        self, commit: Commit, path: str, blob: str | None, blobs: BlobReader
    ) -> Iterator[Problem]:
        if commit.message is None or blob is None or blob in self._blobs:
            return
        self._blobs.add(blob)
        found = parse_path(path)
        if found is None and "/" in path:
            yield Problem(where=commit.id[:12], what=f"{path} has no place in an archive.")
            return
        what = _wrong(path.rpartition("/")[2], blobs.read(blob), f"{commit.id[:12]}:{path}")
        if what is not None:
            yield Problem(where=f"{commit.id[:12]}:{path}", what=what)


def _wrong(name: str, data: bytes, where: str) -> str | None:
    try:
        if name.endswith(".json"):
            value = decode_json(data, where=where)
            return None if canonical_json(value) == data else "It is not canonical JSON."
        text = decode(data)
    except (MalformedDocument, UnicodeDecodeError) as error:
        return f"It cannot be read: {error}"
    if name == TEXT and (not text.startswith("# ") or not text.endswith("\n")):
        return "It is not in the readable form: no title, or no last line feed."
    if name == TEXT and terminal_safe(text) != text:
        return "It holds control characters."
    return None


def _check_tree(archive: Archive) -> Iterator[Problem]:
    """See that every post of the newest tree is whole, or away."""
    posts: dict[PostKey, set[str]] = {}
    for path in list_tree(archive, MAIN):
        found = parse_path(path)
        if found is not None:
            posts.setdefault(found[0], set()).add(found[1])
    for key, names in sorted(posts.items()):
        if GONE in names and len(names) > 1:
            yield Problem(where=str(key), what=f"It has {GONE}, and other files beside it.")
        if GONE not in names and (TEXT not in names or not names & {POST, REVISION}):
            yield Problem(where=str(key), what=f"It lacks {TEXT}, or both {POST} and {REVISION}.")


def _check_syncs(archive: Archive) -> Iterator[Problem]:
    try:
        for _ in iter_syncs(archive):
            pass
    except (TrackerError, ValueError) as error:
        yield Problem(where=SYNCS, what=f"It cannot be read: {error}")
