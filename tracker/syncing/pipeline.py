"""Readings on their way from the site to the recorder, in order.

To read a post and lay out its text costs more than to download it. Once a run has met many new
posts, other processes do that, while this one reads further pages and writes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from tracker.archive.held import HeldPost
from tracker.model import PostKey
from tracker.packing import pack
from tracker.recording.ahead import Ahead
from tracker.recording.chain import Chain
from tracker.recording.readings import PostReading, StoredObservation, StoredReading
from tracker.recording.recorder import Recorder
from tracker.recording.states import Names
from tracker.recording.steps import Step

MANY = 500
"""New posts from which on other processes help; to start them takes a moment."""

Noted = Callable[[PostReading, HeldPost, tuple[Step, ...]], None]


class Pipeline:
    """Take readings, each post once, and record them in their order.

    Args:
        recorder: what records them.
        held: what is held of each post, brought up to date by the recorder.
        ahead: the processes that may help; the archive is the same with any number.
        noted: called with what was recorded of a post that was held before.
    """

    def __init__(
        self,
        recorder: Recorder,
        held: Mapping[PostKey, HeldPost],
        *,
        ahead: Ahead[PostReading],
        noted: Noted,
    ) -> None:
        self._recorder = recorder
        self._held = held
        self._noted = noted
        self._ahead = ahead
        self._new = 0

    def add(self, posts: Iterable[PostReading]) -> None:
        """Take readings; what is new among them may be recorded later than this returns."""
        if self._ahead.processes:
            self._ahead.give(map(self._work, posts))
            self._record(self._ahead.taken())
            return
        for post in posts:
            self._new += post.key not in self._held
            self._record_one(post)
        if self._new >= MANY:
            self._start()

    def settle(self) -> None:
        """Record all that was taken."""
        self._record(self._ahead.taken(all_of_them=True))

    def _start(self) -> None:
        self._ahead.start()
        if self._ahead.processes:
            # A first state names nobody: names are met while the processes are at work.
            self._ahead.begin(replace(self._recorder.context, names=Names()))

    def _work(self, post: PostReading) -> StoredReading | PostReading:
        """Make of a new post, of which one page told all, what another process can read."""
        if post.key in self._held or not _is_plain(post):
            return post
        packed = tuple(
            pack(StoredObservation(one.observed, one.fields, one.channel, ""))
            for one in post.observations
        )
        return StoredReading(post.folder, post.id, packed)

    def _record(self, works: Iterator[tuple[StoredReading | PostReading, Chain | None]]) -> None:
        for work, chain in works:
            if isinstance(work, StoredReading):
                self._recorder.record_stored(work, chain)
            else:
                self._record_one(work)

    def _record_one(self, post: PostReading) -> None:
        held = self._held.get(post.key)
        steps = self._recorder.record_post(post)
        if held is not None:
            self._noted(post, held, steps)


def _is_plain(post: PostReading) -> bool:
    if post.revisions or post.drafts or post.listed_before:
        return False
    return all(one.source is None and one.comments is None for one in post.observations)
