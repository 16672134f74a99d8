"""A bounded pool of threads that keeps no interrupted program alive."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Container, Generator, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

Result = TypeVar("Result")

_GRACE = 0.8
"""Seconds that calls under way have to end by themselves after an interruption."""
_BEAT = 0.25
"""Seconds between two looks at what does not end."""

Tasks = SimpleQueue[tuple[Future[Any], Callable[[], Any]]]


def each_done(
    calls: Sequence[Callable[[], Result]],
    *,
    parallel: int,
    stop: threading.Event,
    late: Callable[[int], Result | None] = lambda _: None,
) -> Generator[tuple[int, Result], None, None]:
    """Run calls on some threads, and give the number and the result of each as it is done.

    Leaving early (an exception, Ctrl-C, `close()`) sets `stop`, drops what has not begun, and
    waits a moment for the rest. The threads are daemons: a server that stalls must not keep an
    interrupted program alive, which the threads of `ThreadPoolExecutor` would.

    Args:
        calls: what is run.
        parallel: how many at once.
        stop: tells the calls to end.
        late: asked now and then of each call that is not done; what it gives stands for the result
            of that call, for which nobody waits any more, and another thread takes its place.
    """
    tasks: Tasks = SimpleQueue()
    left: dict[Future[Result], int] = {}
    for number, call in enumerate(calls):
        future: Future[Result] = Future()
        left[future] = number
        tasks.put((future, call))
    abandoned: set[Future[Result]] = set()
    threads = [_thread(tasks, abandoned) for _ in range(max(1, min(parallel, len(calls))))]
    try:
        for thread in threads:
            thread.start()
        while left:
            done, _ = wait(left, timeout=_BEAT, return_when=FIRST_COMPLETED)
            for future in done:
                yield left.pop(future), future.result()
            for future in [one for one in left if one.running()]:
                instead = late(left[future])
                if instead is not None:
                    abandoned.add(future)
                    threads.append(_thread(tasks, abandoned))
                    threads[-1].start()
                    yield left.pop(future), instead
    finally:
        if left:
            stop.set()
            _leave(left, threads)


def _leave(left: Iterable[Future[Any]], threads: Iterable[threading.Thread]) -> None:
    for future in left:
        future.cancel()
    end = time.monotonic() + _GRACE
    for thread in threads:
        if thread.ident is not None:  # it was started
            thread.join(max(0.0, end - time.monotonic()))


def _thread(tasks: Tasks, abandoned: Container[Future[Any]]) -> threading.Thread:
    return threading.Thread(target=_work, args=(tasks, abandoned), daemon=True)


def _work(tasks: Tasks, abandoned: Container[Future[Any]]) -> None:
    future: Future[Any] | None = None
    while future not in abandoned:
        try:
            future, call = tasks.get_nowait()
        except Empty:
            return
        if not future.set_running_or_notify_cancel():
            continue
        try:
            future.set_result(call())
        except BaseException as error:
            future.set_exception(error)
