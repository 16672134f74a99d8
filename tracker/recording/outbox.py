"""What goes to git in a run: blobs at once, commits when their place in time is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from contextlib import ExitStack
from datetime import datetime
from types import TracebackType

from tracker.archive.identities import identity
from tracker.archive.layout import LIVE_FILES, post_directory
from tracker.archive.messages import Message, compose, render_message
from tracker.archive.repository import Archive
from tracker.archive.spooling import CommitSpool, WaitingCommit
from tracker.archive.stream import Change, ImportStream
from tracker.recording.steps import EPOCH, Step


class Outbox:
    """The stream to git, begun with the first blob, and the commits that wait.

    Args:
        archive: locked by the caller.
        site_name, host: whom commits about the site, and observations, are by.

    `main`, `side` and `drafts` are the commits that wait for main, for a side line and for the
    branch `drafts`. `recorded` counts them by verb, lower case; `states` those of posts;
    `revisions` those that a revision tells of.
    """

    def __init__(self, archive: Archive, *, site_name: str, host: str) -> None:
        self.recorded: Counter[str] = Counter()
        self.states = 0
        self.revisions = 0
        self._archive = archive
        self._host = host
        self.site_author = identity(site_name, f"site@{host}")
        """The site itself, as a git author."""
        self._resources = ExitStack()
        self._stream: ImportStream | None = None
        self.main = self._resources.enter_context(CommitSpool())
        self.side = self._resources.enter_context(CommitSpool())
        self.drafts = self._resources.enter_context(CommitSpool())

    def __enter__(self) -> Outbox:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._resources.close()

    @property
    def stream(self) -> ImportStream:
        """The stream to git."""
        if self._stream is None:
            self._stream = self._resources.enter_context(ImportStream(self._archive.repo))
        return self._stream

    def blob(self, data: bytes) -> str:
        """Send one blob, and return its mark."""
        return self.stream.blob(data)

    def send_ahead(self, steps: Sequence[Step]) -> dict[str, str]:
        """Send the blobs of one post file by file, and return their marks by blob id.

        git stores each blob as a delta of the one before it: a text after its older self costs
        next to nothing, a text after JSON costs a whole one (twice the size, half the speed).
        """
        marks: dict[str, str] = {}
        for name in LIVE_FILES:
            for step in steps:
                data = step.files.get(name)
                if data is not None and step.blobs[name] not in marks:
                    marks[step.blobs[name]] = self.blob(data)
        return marks

    def changes_of(self, step: Step, marks: dict[str, str]) -> tuple[Change, ...]:
        """List what a step does to which paths, sending blobs that have no mark yet."""
        directory = post_directory(step.key)
        changes: list[Change] = []
        for name, data in step.files.items():
            mark = None
            if data is not None:
                blob = step.blobs[name]
                mark = marks.get(blob) or self.blob(data)
                marks[blob] = mark
            changes.append((f"{directory}/{name}", mark))
        return tuple(changes)

    def wait(self, step: Step, changes: Sequence[Change], spool: CommitSpool) -> None:
        """Let the commit of a step wait."""
        message = compose(step.verb, step.key, step.title, step.facts, step.trailers)
        waiting = WaitingCommit(
            self._author(step),
            int(step.authored.timestamp()),
            int(step.observed.timestamp()),
            render_message(message),
            list(changes),
        )
        spool.add(waiting, moment=step.moment, claim=step.claim or step.observed)
        self.states += 1
        self.recorded[step.verb.lower()] += 1
        self.revisions += "revision" in (step.trailers.get("Evidence") or "")

    def _author(self, step: Step) -> str:
        if step.editor is None:
            return self.site_author
        name, address = step.editor
        return identity(name, f"{address}@{self._host}")

    def wait_site(self, message: Message, changes: Collection[Change], at: datetime) -> None:
        """Let a commit about the site wait, before those of posts of the same moment."""
        seconds = int(at.timestamp())
        waiting = WaitingCommit(
            self.site_author, seconds, seconds, render_message(message), list(changes)
        )
        self.main.add(waiting, moment=at, claim=EPOCH)
        self.recorded["site"] += 1
