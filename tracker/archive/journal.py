"""What a run has read and not yet recorded, so that a killed run loses nothing.

One JSON object a line in the git directory. It can be deleted: then the readings of the killed
run are gone, and the archive is as valid as before.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import msgspec

_NAME = "journal.jsonl"


class Journal:
    """Append entries while reading a site; delete it when they are recorded."""

    def __init__(self, state_dir: Path) -> None:
        self._path = state_dir / _NAME
        self._file: IO[bytes] | None = None
        self._encoder = msgspec.json.Encoder()

    def append(self, entry: object) -> None:
        """Write one entry, so that it survives the end of this process at any moment."""
        if self._file is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = open(self._path, "ab", buffering=0)  # noqa: SIM115
            if self._file.tell():
                self._write(b"\n")  # what a killed run left may end in half a line
        self._write(self._encoder.encode(entry) + b"\n")

    def entries(self) -> Iterator[Any]:
        """Read what a killed run left; a last line that was cut short is left out."""
        if not self._path.exists():
            return
        with self._path.open("rb") as source:
            for line in source:
                if not line.endswith(b"\n"):
                    return
                if line == b"\n":
                    continue
                try:
                    yield msgspec.json.decode(line)
                except msgspec.DecodeError:
                    continue  # the disk was full here

    def _write(self, data: bytes) -> None:
        """Write all: a disk that is nearly full takes a part, and says so at the next attempt."""
        assert self._file is not None
        while data:
            data = data[self._file.write(data) or 0 :]

    def close(self) -> None:
        """Close the file and keep it."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def delete(self) -> None:
        """Forget the entries: they are recorded."""
        self.close()
        self._path.unlink(missing_ok=True)
