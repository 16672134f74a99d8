"""Recorded observations of a file, sorted by post and time, on disk."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import IO

import msgspec

from tracker.model import Fields, PostKey, Skipped, folder_of, stamp, utc_or_none
from tracker.recorded import Recorded, iter_recorded


class StoredObservation(msgspec.Struct, frozen=True, array_like=True):
    """One observation as it waits in the sorter; `gone` is empty for a live post."""

    observed: str
    fields: Fields
    channel: str
    gone: str


@dataclass(frozen=True, slots=True, order=True)
class _Place:
    folder: str
    id: int
    observed: str
    sequence: int
    offset: int
    length: int


class ObservationSorter:
    """Take observations in any order, give them back post by post, oldest first.

    Blobs of one post have to reach git one after the other, and a file can be larger than memory.
    """

    def __init__(self) -> None:
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

    def posts(self) -> Iterator[tuple[PostKey, Iterator[StoredObservation]]]:
        """Iterate over the posts, and over the observations of each."""
        self._places.sort()
        start = 0
        for end in range(1, len(self._places) + 1):
            last = self._places[start]
            if end < len(self._places) and (
                (self._places[end].id, self._places[end].folder) == (last.id, last.folder)
            ):
                continue
            yield PostKey(folder=last.folder, id=last.id), self._load(self._places[start:end])
            start = end

    def _add(self, key: PostKey, recorded: Recorded, observed: datetime, channel: str) -> None:
        if self.first is None:
            self.first = recorded.item
        moment = stamp(observed)
        stored = StoredObservation(moment, recorded.item, channel, recorded.gone)
        data = msgspec.msgpack.encode(stored)
        self._file.write(data)
        count = len(self._places)
        self._places.append(_Place(key.folder, key.id, moment, count, self._offset, len(data)))
        self._offset += len(data)

    def _load(self, places: list[_Place]) -> Iterator[StoredObservation]:
        decoder = msgspec.msgpack.Decoder(StoredObservation)
        for place in places:
            self._file.seek(place.offset)
            yield decoder.decode(self._file.read(place.length))


def key_of(item: Fields) -> PostKey | None:
    """Tell the post of a REST object; None where it is none."""
    number, kind = item.get("id"), item.get("type")
    if not isinstance(number, int) or isinstance(number, bool) or not 0 < number < 2**63:
        return None
    try:
        return PostKey(folder=folder_of(kind if isinstance(kind, str) else "post"), id=number)
    except ValueError:
        return None


def claimed(item: Fields) -> datetime | None:
    """Tell when an item claims to have been changed last."""
    return utc_or_none(item.get("modified_gmt") or item.get("modified"))
