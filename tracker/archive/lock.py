"""One writer at a time: a lock that the kernel drops when its process ends."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from types import TracebackType

from tracker.errors import ArchiveError


class ArchiveLock:
    """Hold the archive for writing while the `with` block runs.

    `fcntl` rather than a file's existence: a killed process leaves nothing to clean up. Python
    opens files so that git's children do not inherit them (PEP 446).

    Raises:
        ArchiveError: where another process holds it.
    """

    def __init__(self, state_dir: Path) -> None:
        self._path = state_dir / "lock"
        self._file: int | None = None

    def __enter__(self) -> ArchiveLock:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.pread(handle, 100, 0).decode("ascii", "replace").strip()
            os.close(handle)
            raise ArchiveError(
                f"Another tracker (process {holder or 'unknown'}) is writing to "
                f"{self._path.parent.parent.parent}; wait until it has finished.",
                path=self._path,
            ) from error
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
        self._file = handle
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None
