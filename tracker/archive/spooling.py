"""Commits that wait for their place in time, on disk: memory does not grow with a history."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from types import TracebackType
from typing import IO, NamedTuple

import msgspec

from tracker.archive.stream import Change


class WaitingCommit(msgspec.Struct, frozen=True, array_like=True):
    """One commit, complete but for its parent and its committer date."""

    author: str
    authored: int
    observed: int
    message: str
    changes: list[Change]


class _Place(NamedTuple):
    """Where a commit lies; in order of these they are in order of time."""

    moment: int
    claim: int
    sequence: int
    observed: int
    offset: int
    length: int


class CommitSpool:
    """Take commits in any order, give them back in order of time."""

    def __init__(self) -> None:
        self._file: IO[bytes] | None = None
        self._places: list[_Place] = []
        self._offset = 0

    def __enter__(self) -> CommitSpool:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._file is not None:
            self._file.close()

    def __len__(self) -> int:
        return len(self._places)

    def add(self, commit: WaitingCommit, *, moment: datetime, claim: datetime) -> None:
        """Put one commit in; commits of the same moment are ordered by their claim."""
        if self._file is None:
            self._file = tempfile.TemporaryFile(prefix="tracker-")  # noqa: SIM115
        data = msgspec.msgpack.encode(commit)
        self._file.write(data)
        place = (
            int(moment.timestamp()),
            int(claim.timestamp()),
            len(self._places),
            commit.observed,
        )
        self._places.append(_Place(*place, self._offset, len(data)))
        self._offset += len(data)

    def earliest(self) -> datetime | None:
        """Tell when the earliest commit was observed; None where there is none."""
        observed = min((place.observed for place in self._places), default=None)
        return None if observed is None else datetime.fromtimestamp(observed, UTC)

    def in_order(self) -> Iterator[WaitingCommit]:
        """Iterate over the commits, the earliest first."""
        if self._file is None:
            return
        decoder = msgspec.msgpack.Decoder(WaitingCommit)
        for place in sorted(self._places):
            self._file.seek(place.offset)
            yield decoder.decode(self._file.read(place.length))
