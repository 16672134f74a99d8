"""Recorded observations of a file, sorted by post and time, on disk; and recording them."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from itertools import groupby, islice
from pathlib import Path
from types import TracebackType
from typing import IO, NamedTuple

from tracker.archive.held import HeldPost
from tracker.model import Fields, PostKey, Skipped, folder_of, is_id, stamp
from tracker.packing import pack
from tracker.recorded import Recorded, iter_recorded
from tracker.recording.ahead import Ahead
from tracker.recording.readings import (
    GoneReading,
    StoredObservation,
    StoredReading,
    post_reading,
    unpack_observation,
)
from tracker.recording.recorder import Recorder

_BATCH = 50
"""Observations of one post that are recorded together: their blobs are deltas of each other."""
_MANY = 1000
"""Observations from which on other processes help; to start them takes a moment."""

PostObservations = tuple[PostKey, Iterator[StoredObservation]]
"""The observations of a post that cannot be compared ahead."""


class _Place(NamedTuple):
    """Where an observation lies; in order of these, those of one post are together."""

    folder: str
    id: int
    observed: str
    sequence: int
    offset: int
    length: int
    is_gone: bool


class ObservationSorter:
    """Take observations in any order, give them back post by post, oldest first.

    Blobs of one post have to reach git one after the other, and a file can be larger than memory.

    Args:
        many: called once there are so many that other processes are of help.
    """

    def __init__(self, many: Callable[[], object] | None = None) -> None:
        self._many = many
        self._file: IO[bytes] = tempfile.TemporaryFile(prefix="tracker-")  # noqa: SIM115
        self._places: list[_Place] = []
        self._offset = 0
        self.first: Fields | None = None

    def __enter__(self) -> ObservationSorter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def __len__(self) -> int:
        return len(self._places)

    def read_file(self, path: Path, observed_at: datetime | None) -> Iterator[Skipped]:
        """Take in a file, and tell what of it cannot be used.

        An answer whose time nobody told was read at the latest when its file was written.
        """
        written = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
        for recorded in iter_recorded(path, observed_at=observed_at):
            if isinstance(recorded, Skipped):
                yield recorded
                continue
            key = key_of(recorded.item)
            if key is None:
                yield Skipped(
                    post=recorded.where, reason="It is no post: it has no id or no type of a post."
                )
                continue
            self._add(key, recorded, recorded.observed or written, path.name)

    def posts(self, *, most: int) -> Iterator[StoredReading | PostObservations]:
        """Iterate over the posts: as a whole, as they lie on disk, or observation by observation.

        Args:
            most: how many observations a whole post has at most; one that was away is not whole.
        """
        self._places.sort()
        self._file.flush()
        start = 0
        for end in range(1, len(self._places) + 1):
            last = self._places[start]
            if end < len(self._places) and (
                (self._places[end].id, self._places[end].folder) == (last.id, last.folder)
            ):
                continue
            places = self._places[start:end]
            if len(places) > most or any(place.is_gone for place in places):
                yield PostKey(folder=last.folder, id=last.id), self._load(places)
            else:
                yield StoredReading(last.folder, last.id, tuple(map(self._stored, places)))
            start = end

    def _add(self, key: PostKey, recorded: Recorded, observed: datetime, channel: str) -> None:
        if self.first is None:
            self.first = recorded.item
        moment = stamp(observed)
        stored = StoredObservation(moment, recorded.item, channel, recorded.gone)
        data = pack(stored)
        self._file.write(data)
        count, gone = len(self._places), bool(recorded.gone)
        self._places.append(
            _Place(key.folder, key.id, moment, count, self._offset, len(data), gone)
        )
        self._offset += len(data)
        if self._many is not None and len(self._places) == _MANY:
            self._many()

    def _load(self, places: list[_Place]) -> Iterator[StoredObservation]:
        for place in places:
            yield unpack_observation(self._stored(place))

    def _stored(self, place: _Place) -> bytes:
        return os.pread(self._file.fileno(), place.length, place.offset)


def key_of(item: Fields) -> PostKey | None:
    """Tell the post of a REST object; None where it is none."""
    number, kind = item.get("id"), item.get("type")
    if not is_id(number):
        return None
    try:
        return PostKey(folder=folder_of(kind if isinstance(kind, str) else "post"), id=number)
    except ValueError:
        return None


def record_observations(
    recorder: Recorder,
    sorter: ObservationSorter,
    held: Mapping[PostKey, HeldPost],
    *,
    ahead: Ahead[PostObservations],
    done: Callable[[int], object],
) -> int:
    """Record all that a sorter took in, post by post, and tell how many observations it was.

    Args:
        held: what the archive held before.
        ahead: the processes that help, if any; what is recorded is the same with any number.
        done: told after every post how many observations are recorded.
    """
    count = 0
    for work, compared in ahead.chains(_works(sorter, held), recorder.context):
        if not isinstance(work, StoredReading):
            count += _record_post(recorder, *work)
        else:
            recorder.record_stored(work, compared)
            count += len(work.observations)
        done(count)
    return count


def _works(
    sorter: ObservationSorter, held: Mapping[PostKey, HeldPost]
) -> Iterator[StoredReading | PostObservations]:
    """Iterate over the posts: new ones as they lie on disk, which can be compared ahead."""
    for work in sorter.posts(most=_BATCH):
        if isinstance(work, StoredReading) and work.key in held:
            yield work.key, work.each()
        else:
            yield work


def _record_post(
    recorder: Recorder, key: PostKey, observations: Iterator[StoredObservation]
) -> int:
    """Record the observations of one post, a batch at a time; tell how many they were."""
    count = 0
    for gone, run in groupby(observations, key=lambda one: one.gone):
        while batch := list(islice(run, _BATCH)):
            count += len(batch)
            if not gone:
                recorder.record_post(post_reading(key, batch))
                continue
            for one in batch:
                recorder.record_gone(
                    GoneReading(folder=key.folder, id=key.id, reason=gone, observed=one.observed)
                )
    return count
