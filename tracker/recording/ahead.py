"""Compare the states of new posts ahead of their turn, in other processes.

Nearly all that an import costs is reading contents and comparing them, which is pure: it depends
on one post and nothing else. Writing stays in one process and in one order, so the archive is the
same, byte for byte, however many processes help.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from types import TracebackType
from typing import Generic, TypeVar

import msgspec

from tracker.packing import Unpacker
from tracker.recording.chain import Chain
from tracker.recording.readings import StoredReading
from tracker.recording.states import Context
from tracker.recording.worker import receive, send

_TOGETHER = 40
"""Observations that are sent together: fewer cost more messages, more cost memory."""
_LARGE = 1 << 20
"""Bytes that are sent together at most, but for a single post."""
_UNDER_WAY = 3
"""Groups on their way for each process, so that none of them has to wait for work."""
_MOST = 6
"""Processes that one can keep busy, which writes all that they compare."""

_START = (
    "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); "
    "from tracker.recording.worker import main; main()"
)

_CHAINS = Unpacker(list[Chain])

Work = TypeVar("Work")


def helpers() -> int:
    """Tell how many processes are of use: one a processor, and none where there is only one."""
    processors = os.cpu_count() or 1
    return min(processors, _MOST) if processors > 1 else 0


class Ahead(Generic[Work]):
    """Other processes that compare states; without any, nothing is done ahead.

    Works go in with `give`, and come out in the same order with `taken`: readings of posts of
    which nothing is held, each post once, with the chains that were made of them; anything else
    only waits for its turn.

    Args:
        workers: how many processes, once they are started.
    """

    def __init__(self, *, workers: int) -> None:
        self._workers = workers if sys.executable else 0
        self._idle: SimpleQueue[subprocess.Popen[bytes]] = SimpleQueue()
        self._threads = ThreadPoolExecutor(max(1, workers))
        self._waiting: deque[tuple[list[StoredReading | Work], Future[bytes | None]]] = deque()
        self.processes: list[subprocess.Popen[bytes]] = []

    def start(self) -> None:
        """Start the processes, which get ready while the caller still reads what to compare."""
        with contextlib.suppress(OSError):
            while len(self.processes) < self._workers:
                self.processes.append(_start())

    def __enter__(self) -> Ahead[Work]:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in self.processes:
            worker.kill()  # it holds nothing that could be lost
            worker.wait()
            for pipe in (worker.stdin, worker.stdout):
                if pipe is not None:
                    with contextlib.suppress(OSError):
                        pipe.close()

    def chains(
        self, works: Iterable[StoredReading | Work], context: Context
    ) -> Iterator[tuple[StoredReading | Work, Chain | None]]:
        """Iterate over works in their order, readings with the chains that were made of them.

        Args:
            works: see `give`.
            context: stays the same.

        Returns:
            no chain where no process could help: the caller compares it.
        """
        if not self.processes:
            yield from ((work, None) for work in works)
            return
        self.begin(context)
        for group in _groups(works):
            self.give(group)
            yield from self.taken()
        yield from self.taken(all_of_them=True)

    def begin(self, context: Context) -> None:
        """Tell the processes what stays the same; once, and before the first work."""
        pickled = pickle.dumps(context, pickle.HIGHEST_PROTOCOL)
        for worker in self.processes:
            assert worker.stdin is not None
            with contextlib.suppress(OSError):
                send(worker.stdin, pickled)
            self._idle.put(worker)

    def give(self, works: Iterable[StoredReading | Work]) -> None:
        """Hand over works, which come out of `taken`."""
        for group in _groups(works):
            readings = [work for work in group if isinstance(work, StoredReading)]
            message = msgspec.msgpack.encode(readings)
            self._waiting.append((group, self._threads.submit(self._ask, message)))

    def taken(
        self, *, all_of_them: bool = False
    ) -> Iterator[tuple[StoredReading | Work, Chain | None]]:
        """Iterate over works that are done, in order; wait for those that have to be done by now.

        Args:
            all_of_them: wait for all, not only until the processes have enough to do and no more.
        """
        most = 0 if all_of_them else _UNDER_WAY * len(self.processes)
        while len(self._waiting) > most:
            yield from _joined(*self._waiting.popleft())

    def _ask(self, message: bytes) -> bytes | None:
        worker = self._idle.get()
        answer = None
        # One that has ended answers nothing, at once; its share is compared by the caller.
        with contextlib.suppress(OSError, ValueError):
            assert worker.stdin is not None
            assert worker.stdout is not None
            send(worker.stdin, message)
            answer = receive(worker.stdout)
        self._idle.put(worker)
        return answer


def _start() -> subprocess.Popen[bytes]:
    worker = subprocess.Popen(
        [sys.executable, "-c", _START],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert worker.stdin is not None
    with contextlib.suppress(OSError):
        worker.stdin.write(pickle.dumps(sys.path))
        worker.stdin.flush()
    return worker


def _groups(works: Iterable[StoredReading | Work]) -> Iterator[list[StoredReading | Work]]:
    group: list[StoredReading | Work] = []
    observations = size = 0
    for work in works:
        group.append(work)
        if isinstance(work, StoredReading):
            observations += len(work.observations)
            size += sum(map(len, work.observations))
        if observations >= _TOGETHER or size >= _LARGE or len(group) >= _TOGETHER:
            yield group
            group, observations, size = [], 0, 0
    if group:
        yield group


def _joined(
    group: list[StoredReading | Work], answer: Future[bytes | None]
) -> Iterator[tuple[StoredReading | Work, Chain | None]]:
    message = answer.result()
    chains = iter(() if message is None else _CHAINS(message))
    for work in group:
        yield work, next(chains, None) if isinstance(work, StoredReading) else None
