"""One writer at a time: a lock that the kernel drops when its process ends."""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path
from types import TracebackType

from tracker.errors import ArchiveBusy

STREAM = "stream"
"""Locked by every git that writes, while it lives: one outlives a tracker that was killed."""

_PATIENCE = 60.0
_PAUSE = 0.02


class ArchiveLock:
    """Hold the archive for writing while the `with` block runs.

    `fcntl` rather than a file's existence: a killed process leaves nothing to clean up. Python
    opens files so that git's children do not inherit them (PEP 446).

    Args:
        state_dir: the folder of the lock, in the git directory.
        archive: the repository, for messages.

    Raises:
        ArchiveBusy: where another process holds it.
    """

    def __init__(self, state_dir: Path, archive: Path) -> None:
        self._path = state_dir / "lock"
        self._archive = archive
        self._file: int | None = None

    def __enter__(self) -> ArchiveLock:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.pread(handle, 100, 0).decode("ascii", "replace").strip()
            os.close(handle)
            raise ArchiveBusy(
                f"Another tracker (process {holder or 'unknown'}) is writing to "
                f"{self._archive}; wait until it has finished.",
                path=self._archive,
            ) from error
        self._file = handle
        try:
            self._wait_for_stream()
            os.ftruncate(handle, 0)
            os.pwrite(handle, str(os.getpid()).encode(), 0)
        except BaseException:
            self.release()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()

    def release(self) -> None:
        """Let others write; also done by the end of the process."""
        if self._file is not None:
            # A child that another thread is just starting holds a copy of the file until it has
            # become git; to close ours would leave the lock with it for that long.
            fcntl.flock(self._file, fcntl.LOCK_UN)
            os.close(self._file)
            self._file = None

    def _wait_for_stream(self) -> None:
        """Wait for git to end that a killed tracker has left: it may move branches, write files."""
        deadline = time.monotonic() + _PATIENCE
        handle = lock_stream(self._path.parent, fcntl.LOCK_EX)
        while handle is None:
            if time.monotonic() > deadline:
                raise ArchiveBusy(
                    f"A git that an earlier tracker has left is still writing to {self._archive}; "
                    "wait until it has finished, or end that git (`git fast-import`, or "
                    "`git checkout-index`).",
                    path=self._archive,
                )
            time.sleep(_PAUSE)
            handle = lock_stream(self._path.parent, fcntl.LOCK_EX)
        os.close(handle)


def lock_stream(state_dir: Path, mode: int = fcntl.LOCK_SH) -> int | None:
    """Open and lock the file that tells whether a git is writing; None where it is taken.

    The lock holds as long as any process has the descriptor open.
    """
    state_dir.mkdir(parents=True, exist_ok=True)
    handle = os.open(state_dir / STREAM, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(handle, mode | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    return handle
