"""Record readings: blobs go to git at once, commits at the end and in order of time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from datetime import datetime
from types import TracebackType

from msgspec import structs

from tracker.archive.held import FORGOTTEN, HeldPost
from tracker.archive.heldcache import write_held
from tracker.archive.history import BlobReader
from tracker.archive.repository import Archive
from tracker.archive.spooling import CommitSpool
from tracker.archive.syncs import Reads, SyncRecord
from tracker.archive.worktree import note_departure
from tracker.model import PostKey
from tracker.recording.advance import advance, reread
from tracker.recording.alike import Alike
from tracker.recording.chain import Chain, chain_post
from tracker.recording.closing import read_ends, write_commits, write_record
from tracker.recording.outbox import Outbox
from tracker.recording.present import Present
from tracker.recording.readings import GoneReading, PostReading, StoredReading, post_reading
from tracker.recording.revising import leave
from tracker.recording.sitefiles import SiteFiles
from tracker.recording.states import Context
from tracker.recording.steps import Step
from tracker.recording.timeline import Timelines


class Recorder:
    """Take the readings of one run; `close` writes the commits.

    Args:
        archive: locked by the caller.
        held: what is held of each post; brought up to date as readings are recorded.
        context: site, language, noise rules, names; may be replaced as names become known.
        edited: the posts that have a further state now, not only a first one.
        host: the address part of git authors.
        by_moment: readings of one moment are a run of their own: the same change on many posts of
            a run is one `Site` commit.
    """

    def __init__(
        self,
        archive: Archive,
        held: dict[PostKey, HeldPost],
        context: Context,
        *,
        host: str,
        by_moment: bool,
    ) -> None:
        self.context = context
        self.edited: set[PostKey] = set()
        self._archive = archive
        self._held = held
        self._alike = Alike(by_moment=by_moment)
        self._resources = ExitStack()
        self._blobs = self._resources.enter_context(BlobReader(archive))
        self._outbox = self._resources.enter_context(
            Outbox(archive, site_name=context.site_name, host=host)
        )
        self._timelines = Timelines(archive, self._blobs)
        self._present = Present(held, self._blobs)
        self._reads = Reads()

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
    def recorded(self) -> Mapping[str, int]:
        """The number of commits by verb, lower case."""
        return self._outbox.recorded

    @property
    def states(self) -> int:
        """The number of commits that hold a state of a post."""
        return self._outbox.states

    @property
    def revisions(self) -> int:
        """The number of commits that a revision tells of."""
        return self._outbox.revisions

    def record_post(self, reading: PostReading, *, chain: Chain | None = None) -> tuple[Step, ...]:
        """Record what was read of one post, and return what becomes a commit.

        Args:
            chain: what `chain_new_post` made of it, where that was done already.
        """
        held = self._held.get(reading.key)
        if held is not None and held.gone == FORGOTTEN:
            return ()
        if held is not None and self._present.is_unchanged(reading, held):
            self._note_readings(reading, (reading.observations[0].observed,))
            self._held[reading.key] = reread(held, (reading.observations[0].observed,))
            return ()
        if chain is None:
            before = self._present.of(reading.key, self.context)
            chain = chain_post(reading, held, before, self.context, self._timelines)
        steps = (*chain.main, *chain.backfill, *chain.drafts)
        marks = self._outbox.send_ahead(
            [step for step in steps if step.verb or self._alike.takes(step)]
        )
        for step in chain.main:
            held = self._take(step, held, marks)
        for step in chain.backfill:
            self._wait(structs.replace(step, verb="Backfill"), self._outbox.side, marks)
            held = advance(held, step, aside=True)
        for step in chain.drafts:
            self._wait(step, self._outbox.drafts, marks)
            held = advance(held, step, aside=True)
        self._note_readings(reading, chain.readings)
        if held is not None:
            self._held[reading.key] = reread(held, chain.readings)
        if chain.newest is not None:
            self._present.put(reading.key, chain.newest)
        self._note_edits((*chain.main, *chain.backfill))
        return (*chain.main, *chain.backfill)

    def record_stored(self, stored: StoredReading, chain: Chain | None) -> None:
        """Record what was read of a post of which nothing is held.

        Args:
            chain: what another process made of it, which is all there is to know; None where it
                has to be made here.
        """
        reading = stored.load() if chain is None else post_reading(stored.key, ())
        self.record_post(reading, chain=chain)

    def record_gone(self, reading: GoneReading) -> tuple[Step, ...]:
        """Record that a held post is away."""
        held = self._held.get(reading.key)
        before = self._present.of(reading.key, self.context)
        if before is None or held is None or reading.observed <= held.observed:
            return ()
        step, known = leave(before, reading)
        if step is None:
            return ()
        self._present.put(reading.key, known)
        self._held[reading.key] = self._take(step, held, {}) or held
        self._note_edits((step,))
        return (step,)

    def close(self, site: SiteFiles, record: SyncRecord, at: datetime) -> None:
        """Write the commits of this run.

        Args:
            site: identity and names, as they were and as they are.
            record: what is known of the run, without its readings.
            at: now.
        """
        outbox = self._outbox
        self._alike.settle(outbox, self._held)
        ends = read_ends(self._archive)
        first = outbox.main.earliest()
        root = None
        if ends.main is None:
            begun = min(at, first) if first else at
            root = site.first_commit(outbox.blob, outbox.site_author, begun)
        elif (renamed := site.change(outbox.blob, at)) is not None:
            outbox.wait_site(*renamed, first or at)
        if root is not None or len(outbox.main) or len(outbox.side):
            note_departure(self._archive)
        write_commits(outbox, ends, root=root)
        outbox.stream.finish()
        write_record(self._archive, ends, self._reads.put(record), at)
        for key, moved in record.revised_posts():
            if key in self._held:
                self._held[key] = structs.replace(self._held[key], revised=moved)
        write_held(self._archive, self._held.values())

    def _take(self, step: Step, held: HeldPost | None, marks: dict[str, str]) -> HeldPost | None:
        """Send the blobs of a step, and let its commit wait, alone or among its like."""
        if self._alike.takes(step):
            after = advance(held, step)
            self._alike.add(step, self._outbox.changes_of(step, marks), after)
            return after if step.verb else held
        if not step.verb:
            return held
        self._wait(step, self._outbox.main, marks)
        return advance(held, step)

    def _wait(self, step: Step, spool: CommitSpool, marks: dict[str, str]) -> None:
        self._outbox.wait(step, self._outbox.changes_of(step, marks), spool)

    def _note_readings(self, reading: PostReading, moments: Sequence[str]) -> None:
        key = reading.key
        for moment in moments:
            self._reads.note(key, moment)
            self._alike.count(moment)

    def _note_edits(self, steps: tuple[Step, ...]) -> None:
        self.edited.update(
            step.key for step in steps if step.verb and step.verb not in ("First-seen", "Publish")
        )
