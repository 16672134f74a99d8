"""Hand what is read to the recorder, keep it in the journal until it is recorded."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from urllib.parse import urlsplit

import msgspec

from tracker.archive.held import HeldPost
from tracker.archive.journal import Journal
from tracker.archive.repository import Archive
from tracker.archive.syncs import SyncRecord
from tracker.model import PostKey, Skipped, revision_activity
from tracker.outcome import Outcome, RevisionActivity
from tracker.recording.ahead import Ahead
from tracker.recording.readings import GoneReading, PostReading
from tracker.recording.recorder import Recorder
from tracker.recording.sitefiles import SiteFiles, SiteState
from tracker.recording.steps import Step
from tracker.syncing.asking import learn_names, read_again_if_older, with_comments
from tracker.syncing.evidence import Evidence, plain_reading
from tracker.syncing.naming import Naming
from tracker.syncing.opening import OpenedSite, make_context
from tracker.syncing.options import Progress, SyncOptions, silent
from tracker.syncing.pipeline import Pipeline
from tracker.wordpress.readings import Reading
from tracker.wordpress.types import PostType

_NO_CHANGE = ("", "Touch")


class Collector:
    """Take the readings of one sync, each post once."""

    def __init__(
        self,
        archive: Archive,
        held: dict[PostKey, HeldPost],
        state: SiteState,
        options: SyncOptions,
        naming: Naming,
        evidence: Evidence | None,
        opened: OpenedSite,
        last: SyncRecord | None,
        *,
        workers: int = 0,
    ) -> None:
        self.skipped: list[Skipped] = []
        self.turn = last.turn + 1 if last else 0
        self._last = last
        self._held = held
        self._options = options
        self._naming = naming
        self._evidence = evidence
        self._rest = opened.rest
        self._resources = ExitStack()
        self._journal = Journal(archive.state_dir)
        self._taken: set[PostKey] = set()
        self._known = False
        self._progress: Progress = silent
        self._activity: list[RevisionActivity] = []
        self.recorder = self._resources.enter_context(
            Recorder(
                archive,
                held,
                make_context(opened, state),
                host=urlsplit(opened.home).hostname or opened.name,
                by_moment=False,
            )
        )
        ahead: Ahead[PostReading] = self._resources.enter_context(Ahead(workers=workers))
        self._pipeline = Pipeline(self.recorder, held, ahead=ahead, noted=self._note_activity)

    def __enter__(self) -> Collector:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._journal.close()
        self._resources.close()

    @property
    def all_skipped(self) -> tuple[Skipped, ...]:
        """What could not be read or recorded, of posts and of their revisions; each once."""
        more = self._evidence.skipped if self._evidence else []
        return tuple(dict.fromkeys((*self.skipped, *more)))

    def begin_type(self, kind: PostType, *, known: bool, progress: Progress) -> None:
        """Begin with a type; `known` when all of its posts were listed in an earlier run."""
        self._known = known
        if self._evidence is not None:
            self._evidence.listed = self._last.started if known and self._last else ""
        self._progress = progress
        progress(kind.folder, 0, None)

    def end_type(self) -> None:
        """Record all that was taken so far."""
        self._pipeline.settle()

    def take(self, kind: PostType, readings: Iterable[Reading]) -> None:
        """Record readings of one type; a post that was taken already is passed over."""
        fresh = [one for one in readings if one.key not in self._taken]
        self._taken.update(one.key for one in fresh)
        fresh = [
            read_again_if_older(self._rest, kind, one, self._held.get(one.key)) for one in fresh
        ]
        if learn_names(self._naming, fresh, self._held):
            self.recorder.context = replace(self.recorder.context, names=self._naming.names())
        if self._evidence is not None:
            posts = self._evidence.add(kind, fresh, self._held)
        else:
            posts = (plain_reading(one) for one in fresh)
        self._pipeline.add(map(self._prepared, posts))
        self._progress(kind.folder, len(self._taken), None)

    def take_gone(self, reading: GoneReading) -> None:
        """Record that a post is away, unless it was read in this run."""
        if reading.key in self._taken:
            return
        self._taken.add(reading.key)
        self._journal.append(reading)
        self.recorder.record_gone(reading)

    def close(self, files: SiteFiles, record: SyncRecord, at: datetime) -> None:
        """Write the commits; only then is the journal of no more use."""
        self._pipeline.settle()
        self.recorder.close(files, record, at)
        self._journal.delete()

    def site_state(self, state: SiteState) -> SiteState:
        """Give the site as it is now known, with all names."""
        return SiteState(
            site=state.site,
            users=self._naming.users,
            terms=self._naming.terms,
            media=self._naming.media,
        )

    def outcome(self, opened: OpenedSite, path: Path, requests: int) -> Outcome:
        """Sum up the run."""
        return Outcome(
            site=opened.home,
            archive=path,
            recorded=dict(self.recorder.recorded),
            states=self.recorder.states,
            revisions=self.recorder.revisions,
            requests=requests,
            revision_activity=tuple(self._activity),
            skipped=self.all_skipped,
            drafts=self._evidence.drafts if self._evidence else 0,
            autosaves=self._evidence.autosaves if self._evidence else 0,
            read=len(self._taken),
            edited=frozenset(self.recorder.edited),
        )

    def _prepared(self, post: PostReading) -> PostReading:
        """Complete a reading, and keep it in the journal before anything is made of it."""
        if self._options.comments:
            post = with_comments(self._rest, post)
        if post.key not in self._held and self._known:
            listed = not _is_held_elsewhere(self._held, post.key)
            post = msgspec.structs.replace(post, listed_before=listed)
        self._journal.append(post)
        return post

    def _note_activity(self, post: PostReading, held: HeldPost, steps: tuple[Step, ...]) -> None:
        """Report how far the public revision activity moved: a bound on what was not seen."""
        seen = sum(step.verb not in _NO_CHANGE for step in steps)
        count, _ = revision_activity(post.observations[-1].fields)
        if count is not None and held.count is not None and count > held.count:
            moved = RevisionActivity(post=str(post.key), count=count - held.count, seen=seen)
            self._activity.append(moved)


def _is_held_elsewhere(held: dict[PostKey, HeldPost], key: PostKey) -> bool:
    """Tell whether this id was met under another type: it moved, it was not published now."""
    return any(other.id == key.id and other != key for other in held)
