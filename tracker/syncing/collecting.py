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
from tracker.archive.layout import POST, post_files
from tracker.archive.repository import Archive
from tracker.archive.stream import blob_id
from tracker.archive.syncs import SyncRecord
from tracker.edits.extensions import noise_of
from tracker.errors import SiteError
from tracker.model import PostKey, Skipped, revision_activity, stamp, utc_or_none
from tracker.outcome import Outcome, RevisionActivity
from tracker.recording.ahead import Ahead
from tracker.recording.readings import GoneReading, PostReading
from tracker.recording.recorder import Recorder
from tracker.recording.reformatting import DEFAULT_LANGUAGE
from tracker.recording.sitefiles import SiteFiles, SiteState
from tracker.recording.states import Context
from tracker.recording.steps import Step
from tracker.syncing.evidence import Evidence, plain_reading
from tracker.syncing.naming import Naming
from tracker.syncing.opening import OpenedSite
from tracker.syncing.options import Progress, SyncOptions, silent
from tracker.syncing.pipeline import Pipeline
from tracker.wordpress.listing import find_elsewhere, read_one
from tracker.wordpress.readings import Away, Reading
from tracker.wordpress.types import PostType
from tracker.wordpress.vocabulary import count_comments

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
        fresh = [self._read_again_if_older(kind, one) for one in fresh]
        self._meet(fresh)
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

    def recheck(self, key: PostKey, types: tuple[PostType, ...]) -> None:
        """Ask for a hidden post again: it may be erased, or public."""
        kind = next((one for one in types if one.folder == key.folder), None)
        if kind is None:
            return
        try:
            found = read_one(self._rest, kind, key.id)
            if isinstance(found, Reading):
                self.take(kind, (found,))
            elif isinstance(found, Away) and found.reason == "erased":
                others = [one for one in types if one is not kind]
                elsewhere = find_elsewhere(self._rest, others, key.id)
                reason = f"moved {elsewhere[0].folder}/{key.id}" if elsewhere else "erased"
                observed = stamp(found.observed)
                self.take_gone(
                    GoneReading(folder=key.folder, id=key.id, reason=reason, observed=observed)
                )
        except SiteError as error:
            self.skipped.append(Skipped(post=str(key), reason=str(error)))

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
            post = self._with_comments(post)
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

    def _meet(self, readings: Iterable[Reading]) -> None:
        """Learn the names that messages will need: of held posts that changed."""
        is_new = True
        for one in readings:
            held = self._held.get(one.key)
            if held is not None and not _has_moved(held, one):
                continue
            self._naming.meet(one.fields)
            is_new = is_new and held is None
        if not is_new:
            self._naming.read_wanted()
            self.recorder.context = replace(self.recorder.context, names=self._naming.names())

    def _read_again_if_older(self, kind: PostType, reading: Reading) -> Reading:
        """Ask alone for a post that seems to have gone back in time: a cache may be stale."""
        held = self._held.get(reading.key)
        claim = utc_or_none(reading.fields.get("modified_gmt"))
        before = utc_or_none(held.modified) if held else None
        if claim is None or before is None or claim >= before:
            return reading
        again = read_one(self._rest, kind, reading.key.id)
        return again if isinstance(again, Reading) else reading

    def _with_comments(self, post: PostReading) -> PostReading:
        count = count_comments(self._rest, post.id)
        observations = tuple(
            msgspec.structs.replace(one, comments=count) for one in post.observations
        )
        return msgspec.structs.replace(post, observations=observations)


def make_context(opened: OpenedSite, state: SiteState) -> Context:
    """Make the context of comparisons from what is known of the site."""
    return Context(
        site_name=opened.name,
        language=str(state.site.get("language") or DEFAULT_LANGUAGE),
        noise=noise_of(state.site),
        names=state.names(),
    )


def _has_moved(held: HeldPost, reading: Reading) -> bool:
    """Tell whether a post may have changed: terms and images move no date and no revision."""
    now = (reading.fields.get("modified_gmt"), *revision_activity(reading.fields))
    if now != (held.modified, held.count, held.predecessor):
        return True
    return held.files.get(POST) != blob_id(post_files(reading.fields, "")[POST])


def _is_held_elsewhere(held: dict[PostKey, HeldPost], key: PostKey) -> bool:
    """Tell whether this id was met under another type: it moved, it was not published now."""
    return any(other.id == key.id and other != key for other in held)
