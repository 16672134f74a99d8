"""Record readings: blobs go to git at once, commits at the end and in order of time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from types import TracebackType

from msgspec import structs

from tracker.archive.held import FORGOTTEN, HeldPost, write_held
from tracker.archive.history import BlobReader
from tracker.archive.layout import LIVE_FILES, post_directory
from tracker.archive.messages import compose, render_message
from tracker.archive.repository import Archive
from tracker.archive.spooling import CommitSpool, WaitingCommit
from tracker.archive.stream import Change, ImportStream, identity
from tracker.archive.syncs import SyncRecord
from tracker.archive.worktree import note_departure
from tracker.model import PostKey
from tracker.recording.advance import advance, reread
from tracker.recording.alike import Alike, site_wide_facts
from tracker.recording.chain import chain_post
from tracker.recording.closing import Spools, read_ends, write_commits, write_record
from tracker.recording.readings import GoneReading, PostReading
from tracker.recording.revising import leave
from tracker.recording.sitefiles import SiteFiles
from tracker.recording.states import Context, Known, load_known
from tracker.recording.steps import EPOCH, Step
from tracker.recording.timeline import Timelines
from tracker.text import TEXT_VERSION


class Recorder:
    """Take the readings of one run; `close` writes the commits.

    Args:
        archive: locked by the caller.
        held: what is held of each post; brought up to date as readings are recorded.
        context: site, language, noise rules, names; may be replaced as names become known.
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
        self.recorded: Counter[str] = Counter()
        self.revisions = 0
        self.states = 0
        self._archive = archive
        self._held = held
        self._host = host
        self._alike = Alike(by_moment=by_moment)
        self._resources = ExitStack()
        self._stream: ImportStream | None = None
        self._blobs = self._resources.enter_context(BlobReader(archive))
        self._spools = Spools(
            main=self._resources.enter_context(CommitSpool()),
            side=self._resources.enter_context(CommitSpool()),
            drafts=self._resources.enter_context(CommitSpool()),
        )
        self._timelines = Timelines(archive, self._blobs)
        # What was sent to git in this run cannot be read back before the end of the stream.
        self._newest: tuple[PostKey, Known] | None = None
        self._read: dict[str, dict[str, list[int]]] = {}

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
    def reads(self) -> Mapping[str, Mapping[str, tuple[int, ...]]]:
        """The readings of this run, as `SyncRecord.read` keeps them."""
        return {
            moment: {name: tuple(sorted(ids)) for name, ids in folders.items()}
            for moment, folders in sorted(self._read.items())
        }

    def record_post(self, reading: PostReading) -> tuple[Step, ...]:
        """Record what was read of one post, and return what becomes a commit."""
        held = self._held.get(reading.key)
        if held is not None and held.gone == FORGOTTEN:
            return ()
        before = self._known(reading.key)
        chain = chain_post(reading, held, before, self.context, self._timelines)
        marks = self._send_ahead((*chain.main, *chain.backfill, *chain.drafts))
        for step in chain.main:
            held = self._take(step, held, marks)
        for step in chain.backfill:
            self._wait(replace(step, verb="Backfill"), self._spools.side, marks)
            held = advance(held, step, aside=True)
        for step in chain.drafts:
            self._wait(step, self._spools.drafts, marks)
            held = advance(held, step, aside=True)
        for moment in chain.readings:
            self._read.setdefault(moment, {}).setdefault(reading.folder, []).append(reading.id)
            self._alike.count(moment)
        if held is not None:
            self._held[reading.key] = reread(held, chain.readings)
        if chain.newest is not None:
            self._newest = (reading.key, chain.newest)
        return (*chain.main, *chain.backfill)

    def record_gone(self, reading: GoneReading) -> tuple[Step, ...]:
        """Record that a held post is away."""
        held = self._held.get(reading.key)
        before = self._known(reading.key)
        if before is None or held is None or reading.observed <= held.observed:
            return ()
        step, known = leave(before, reading)
        if step is None:
            return ()
        self._newest = (reading.key, known)
        self._held[reading.key] = self._take(step, held, {}) or held
        return (step,)

    def close(self, site: SiteFiles, record: SyncRecord, at: datetime) -> None:
        """Write the commits of this run.

        Args:
            site: identity and names, as they were and as they are.
            record: what is known of the run, without its readings.
            at: now.
        """
        self._settle_alike()
        ends = read_ends(self._archive)
        author = identity(self.context.site_name, f"site@{self._host}")
        first = self._spools.main.earliest()
        root = None
        if ends.main is None:
            root = site.first_commit(self._sent, author, min(at, first) if first else at)
        elif (renamed := site.change_commit(self._sent, author, at)) is not None:
            self._spools.main.add(renamed, moment=first or at, claim=EPOCH)
            self.recorded["site"] += 1
        if root is not None or len(self._spools.main) or len(self._spools.side):
            note_departure(self._archive)
        write_commits(
            self._ready_stream(),
            ends,
            self._spools,
            root=root,
            merge_message=self._merge_message(),
            site_author=author,
        )
        self._ready_stream().finish()
        write_record(self._archive, ends, _with_reads(record, self.reads), at)
        for key, moved in record.revised_posts():
            if key in self._held:
                self._held[key] = structs.replace(self._held[key], revised=moved)
        write_held(self._archive, self._held.values())

    def _ready_stream(self) -> ImportStream:
        if self._stream is None:
            self._stream = self._resources.enter_context(ImportStream(self._archive.repo))
        return self._stream

    def _sent(self, data: bytes) -> str:
        return self._ready_stream().blob(data)

    def _known(self, key: PostKey) -> Known | None:
        if self._newest is not None and self._newest[0] == key:
            return self._newest[1]
        held = self._held.get(key)
        if held is None or not held.files:
            return None
        return load_known(held, self._blobs, self.context)

    def _take(self, step: Step, held: HeldPost | None, marks: dict[str, str]) -> HeldPost | None:
        """Send the blobs of a step, and let its commit wait, alone or among its like."""
        if self._alike.takes(step):
            after = advance(held, step)
            self._alike.add(step, self._send(step, marks), after)
            return after if step.verb else held
        if not step.verb:
            return held
        self._wait(step, self._spools.main, marks)
        return advance(held, step)

    def _send_ahead(self, steps: tuple[Step, ...]) -> dict[str, str]:
        """Send the blobs of one post file by file, and return their marks by blob id.

        git stores each blob as a delta of the one before it: a text after its older self costs
        next to nothing, a text after JSON costs a whole one (twice the size, half the speed).
        """
        sent = [step for step in steps if step.verb or self._alike.takes(step)]
        marks: dict[str, str] = {}
        for name in LIVE_FILES:
            for step in sent:
                data = step.files.get(name)
                if data is not None and step.blobs[name] not in marks:
                    marks[step.blobs[name]] = self._sent(data)
        return marks

    def _send(self, step: Step, marks: dict[str, str]) -> tuple[Change, ...]:
        directory = post_directory(step.key)
        changes: list[Change] = []
        for name, data in step.files.items():
            mark = None
            if data is not None:
                blob = step.blobs[name]
                mark = marks.get(blob) or self._sent(data)
                marks[blob] = mark
            changes.append((f"{directory}/{name}", mark))
        return tuple(changes)

    def _wait(self, step: Step, spool: CommitSpool, marks: dict[str, str]) -> None:
        self._put(step, self._send(step, marks), spool)

    def _put(self, step: Step, changes: tuple[Change, ...], spool: CommitSpool) -> None:
        message = compose(step.verb, step.key, step.title, step.facts, step.trailers)
        name, address = step.editor or (self.context.site_name, "site")
        waiting = WaitingCommit(
            identity(name, f"{address}@{self._host}"),
            int(step.authored.timestamp()),
            int(step.observed.timestamp()),
            render_message(message),
            list(changes),
        )
        spool.add(waiting, moment=step.moment, claim=step.claim or step.observed)
        self.states += 1
        self.recorded[step.verb.lower()] += 1
        self.revisions += "revision" in (step.trailers.get("Evidence") or "")

    def _settle_alike(self) -> None:
        """Make one `Site` commit of the same change on many posts, ordinary ones of the rest."""
        for signature, group in self._alike.groups():
            if signature is None:
                for one in group:
                    self._put(one.step, one.changes, self._spools.main)
                continue
            latest = max(group, key=lambda one: one.step.observed).step
            title, facts = site_wide_facts(signature, group)
            observed = latest.trailers["Observed"] or ""
            trailers = {"Evidence": "observation", "Observed": observed, "Text": str(TEXT_VERSION)}
            message = compose("Site", None, title, facts, trailers)
            waiting = WaitingCommit(
                identity(self.context.site_name, f"site@{self._host}"),
                int(latest.observed.timestamp()),
                int(latest.observed.timestamp()),
                render_message(message),
                [change for one in group for change in one.changes],
            )
            self._spools.main.add(waiting, moment=latest.observed, claim=EPOCH)
            self.recorded["site"] += 1
            for one in group:
                newest = one.held if not one.step.verb else self._held[one.step.key]
                if newest.observed <= observed:
                    newest = structs.replace(newest, observed=observed)
                self._held[one.step.key] = reread(newest, (observed,))

    def _merge_message(self) -> str:
        count = len(self._spools.side)
        title = f"{count} state{'s' * (count != 1)} that became known later"
        facts = ("the tree is that of the first parent; `git log --full-history` shows the states",)
        return render_message(compose("Backfill", None, title, facts))


def _with_reads(
    record: SyncRecord, reads: Mapping[str, Mapping[str, tuple[int, ...]]]
) -> SyncRecord:
    return structs.replace(record, read={moment: dict(ids) for moment, ids in reads.items()})
