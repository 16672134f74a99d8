"""Record readings: blobs go to git at once, commits at the end and in order of time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from types import TracebackType

from tracker.archive.held import HeldPost
from tracker.archive.history import BlobReader
from tracker.archive.layout import post_directory
from tracker.archive.messages import compose, render_message
from tracker.archive.repository import Archive
from tracker.archive.stream import Change, ImportStream, blob_id, identity
from tracker.model import PostKey
from tracker.recording.advance import advance, reread
from tracker.recording.chain import Chain, chain_post
from tracker.recording.closing import Closing
from tracker.recording.readings import GoneReading, PostReading
from tracker.recording.spool import CommitSpool, WaitingCommit
from tracker.recording.states import Context, Known, load_known
from tracker.recording.steps import EPOCH, Step, leave
from tracker.recording.timeline import Timelines

SITE_WIDE_SHARE = 0.2
SITE_WIDE_LEAST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grouped:
    """A step that is one of many alike, perhaps: told apart when all are known."""

    step: Step
    changes: tuple[Change, ...]
    held: HeldPost


class Recorder:
    """Take the readings of one run; `close` writes the commits.

    Args:
        archive: locked by the caller.
        held: what is held of each post; brought up to date as readings are recorded.
        context: site, language, noise rules, names.
        host: the address part of git authors.
        site_wide: whether the same change on many posts of this run is one `Site` commit.
    """

    def __init__(
        self,
        archive: Archive,
        held: dict[PostKey, HeldPost],
        context: Context,
        *,
        host: str,
        site_wide: bool,
    ) -> None:
        self.archive = archive
        self.held = held
        self.context = context
        self.recorded: Counter[str] = Counter()
        self.revisions = 0
        self._host = host
        self._site_wide = site_wide
        self._resources = ExitStack()
        self._stream: ImportStream | None = None
        self._blobs = self._resources.enter_context(BlobReader(archive))
        self._main = self._resources.enter_context(CommitSpool())
        self._side = self._resources.enter_context(CommitSpool())
        self._drafts = self._resources.enter_context(CommitSpool())
        self._timelines = Timelines(archive, self._blobs)
        self._alike: dict[frozenset[str], list[_Grouped]] = {}
        self._read: dict[str, dict[str, list[int]]] = {}
        self._posts_read = 0

    def __enter__(self) -> Recorder:
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
        """The stream to git, begun when the first blob is written."""
        if self._stream is None:
            self._stream = self._resources.enter_context(ImportStream(self.archive.repo))
        return self._stream

    @property
    def reads(self) -> Mapping[str, Mapping[str, tuple[int, ...]]]:
        """The readings of this run, as `SyncRecord.read` keeps them."""
        return {
            moment: {name: tuple(sorted(ids)) for name, ids in folders.items()}
            for moment, folders in sorted(self._read.items())
        }

    def set_context(self, context: Context) -> None:
        """Go on with other names: those that were read in the meantime."""
        self.context = context

    def record_post(self, reading: PostReading) -> tuple[Step, ...]:
        """Record what was read of one post, and return what becomes a commit."""
        held = self.held.get(reading.key)
        before = self._known(held)
        chain = chain_post(reading, held, before, self.context, self._timelines)
        marks: dict[str, str] = {}
        for step in chain.main:
            held = self._take(step, held, marks)
        for step in chain.backfill:
            self._wait(step, self._side, marks, verb="Backfill")
            held = advance(held, step, aside=True)
        for step in chain.drafts:
            self._wait(step, self._drafts, marks)
            held = advance(held, step, aside=True)
        self._note_readings(reading, chain)
        if held is not None:
            self.held[reading.key] = reread(held, chain.readings)
        return (*chain.main, *chain.backfill)

    def record_gone(self, reading: GoneReading) -> tuple[Step, ...]:
        """Record that a held post is away."""
        held = self.held.get(reading.key)
        before = self._known(held)
        if before is None or held is None:
            return ()
        step, _ = leave(before, reading)
        if step is None:
            return ()
        self.held[reading.key] = self._take(step, held, {}) or held
        return (step,)

    def close(self, closing: Closing) -> int:
        """Write the commits, and return how many there are on main and on side lines."""
        self._settle_alike(closing)
        return closing.write(self, main=self._main, side=self._side, drafts=self._drafts)

    def has_stream(self) -> bool:
        """Tell whether anything was sent to git."""
        return self._stream is not None

    def wait_site(self, waiting: WaitingCommit, moment: datetime) -> None:
        """Put a commit about the site in its place in time."""
        self._main.add(waiting, moment=moment, claim=EPOCH)
        self.recorded["site"] += 1

    def _known(self, held: HeldPost | None) -> Known | None:
        if held is None or not held.files:
            return None
        return load_known(held, self._blobs, self.context)

    def _take(self, step: Step, held: HeldPost | None, marks: dict[str, str]) -> HeldPost | None:
        """Send the blobs of a step, and let its commit wait, alone or among its like."""
        if self._site_wide and step.signature:
            changes = self._send(step, marks)
            after = advance(held, step)
            group = self._alike.setdefault(step.signature, [])
            group.append(_Grouped(step=replace(step, files={}), changes=changes, held=after))
            return after if step.verb else held
        if not step.verb:
            return held
        self._wait(step, self._main, marks)
        return advance(held, step)

    def _send(self, step: Step, marks: dict[str, str]) -> tuple[Change, ...]:
        directory = post_directory(step.key)
        changes: list[Change] = []
        for name, data in step.files.items():
            if data is None:
                changes.append((f"{directory}/{name}", None))
                continue
            blob = blob_id(data)
            if blob not in marks:
                marks[blob] = self.stream.blob(data)
            changes.append((f"{directory}/{name}", marks[blob]))
        return tuple(changes)

    def _wait(
        self, step: Step, spool: CommitSpool, marks: dict[str, str], *, verb: str = ""
    ) -> None:
        self._put(replace(step, verb=verb or step.verb), self._send(step, marks), spool)

    def _put(self, step: Step, changes: tuple[Change, ...], spool: CommitSpool) -> None:
        message = compose(step.verb, step.key, step.title, step.facts, step.trailers)
        name, address = step.editor or (self.context.site_name, "site")
        authored = authored_at(step)
        waiting = WaitingCommit(
            identity(name, f"{address}@{self._host}"),
            int(authored.timestamp()),
            int(step.observed.timestamp()),
            render_message(message),
            list(changes),
        )
        moment = step.observed
        if step.trailers.get("Evidence") == "revision" and step.claim is not None:
            moment = min(step.claim, step.observed)
        spool.add(waiting, moment=moment, claim=step.claim or step.observed)
        self.recorded[step.verb.lower()] += 1
        self.revisions += "revision" in (step.trailers.get("Evidence") or "")

    def _note_readings(self, reading: PostReading, chain: Chain) -> None:
        for moment in chain.readings:
            self._read.setdefault(moment, {}).setdefault(reading.folder, []).append(reading.id)
        self._posts_read += bool(chain.readings)

    def _settle_alike(self, closing: Closing) -> None:
        """Make one `Site` commit of the same change on many posts, ordinary ones of the rest."""
        for signature, group in sorted(self._alike.items(), key=lambda pair: sorted(pair[0])):
            large = len(group) >= max(SITE_WIDE_LEAST, SITE_WIDE_SHARE * self._posts_read)
            if large:
                closing.site_wide(
                    self, signature, [(g.step, g.changes) for g in group], self.context
                )
                self.held.update((g.step.key, g.held) for g in group)
                continue
            for grouped in group:
                if grouped.step.verb:
                    self._put(grouped.step, grouped.changes, self._main)
        self._alike.clear()


def authored_at(step: Step) -> datetime:
    """Choose the author date: the claimed time, if it moved; else the observed time.

    Dates before 1970 are accepted by fast-import, and then `git fsck` fails: the claim stays in
    the trailer.
    """
    if step.claim is None or not step.claim_moved or step.claim < EPOCH:
        return step.observed
    return step.claim
