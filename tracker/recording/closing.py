"""Write what a run recorded: main in order of time, side lines, and what is known of the run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tracker.archive.messages import Message, compose, render_message
from tracker.archive.repository import DRAFTS, MAIN, SYNCS, Archive
from tracker.archive.spooling import WaitingCommit
from tracker.archive.stream import ImportStream
from tracker.archive.syncs import SyncRecord, send_sync
from tracker.recording.outbox import Outbox


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    """Where the branches stand before the run; None where they do not exist."""

    main: str | None
    root: str | None
    main_committed: int
    drafts: str | None
    syncs: str | None


def read_ends(archive: Archive) -> Ends:
    """Read where the branches of an archive stand."""
    main = archive.resolve(MAIN)
    git = archive.repo.git
    return Ends(
        main=main,
        root=git.rev_list("--max-parents=0", "--first-parent", main) if main else None,
        main_committed=int(git.log("-1", "--format=%ct", main)) if main else 0,
        drafts=archive.resolve(DRAFTS),
        syncs=archive.resolve(SYNCS),
    )


def write_commits(outbox: Outbox, ends: Ends, *, root: WaitingCommit | None) -> None:
    """Send every waiting commit.

    Args:
        outbox: with all blobs sent.
        ends: where the branches stood.
        root: the first commit, for a new archive.
    """
    stream, base = outbox.stream, ends.root
    writer = _Line(stream, MAIN, ends.main, ends.main_committed)
    if root is not None:
        base = writer.add(root)
    for commit in outbox.main.in_order():
        writer.add(commit)
    if len(outbox.side) and base is not None:
        _write_side(outbox, writer, base)
    if len(outbox.drafts) and base is not None:
        drafts = _Line(stream, DRAFTS, ends.drafts or base, 0)
        for commit in outbox.drafts.in_order():
            drafts.add(commit)


def write_record(archive: Archive, ends: Ends, record: SyncRecord, at: datetime) -> None:
    """Write what is known of the run, once what it recorded is in the repository.

    In a stream of its own: one stream moves the other branches even where `main` cannot be moved
    (the user committed there meanwhile), and a reading would be noted whose content is not held.
    """
    with ImportStream(archive.repo) as stream:
        send_sync(stream, record, parent=ends.syncs, at=int(at.timestamp()))
        stream.finish()


class _Line:
    """Add commits to a branch; committer dates never go back (`git log --since` would stop)."""

    def __init__(self, stream: ImportStream, ref: str, parent: str | None, committed: int) -> None:
        self._stream = stream
        self._ref = ref
        self._parents: tuple[str, ...] = (parent,) if parent else ()
        self.committed = committed
        self.tip = parent

    def add(self, commit: WaitingCommit, *, merge: str | None = None) -> str:
        self.committed = max(self.committed, commit.observed, 0)
        parents = self._parents
        if merge is not None:
            parents = (self.tip or "", merge)
        self.tip = self._stream.commit(
            self._ref,
            author=commit.author,
            authored=max(commit.authored, 0),
            committed=self.committed,
            message=commit.message.encode(),
            changes=commit.changes,
            parents=parents,
        )
        self._parents = ()
        return self.tip


def _write_side(outbox: Outbox, main: _Line, base: str) -> None:
    """Put older states beside main, from the root, and close them with one merge.

    The merge keeps the tree of its first parent, so that plain `git log`, `git blame` and the
    working tree stay true to what was observed. The side line is sent on the name of main: only
    the merge remains there, and no other ref has to be made and removed.
    """
    line = _Line(outbox.stream, MAIN, base, 0)
    newest = 0
    for commit in outbox.side.in_order():
        line.add(commit)
        newest = max(newest, commit.observed)
    message = render_message(_merge_message(len(outbox.side)))
    main.add(WaitingCommit(outbox.site_author, newest, newest, message, []), merge=line.tip)


def _merge_message(count: int) -> Message:
    title = f"{count} state{'s' * (count != 1)} that became known later"
    facts = ("the tree is that of the first parent; `git log --full-history` shows the states",)
    return compose("Backfill", None, title, facts)
