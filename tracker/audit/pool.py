"""A bounded pool of threads that keeps no interrupted program alive."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

Result = TypeVar("Result")

_GRACE = 0.8
"""Seconds that calls under way have to end by themselves after an interruption."""


def each_done(
    calls: Sequence[Callable[[], Result]], *, parallel: int, stop: threading.Event
) -> Generator[tuple[int, Result], None, None]:
    """Run calls on some threads, and give the number and the result of each as it is done.

    Leaving early (an exception, Ctrl-C, `close()`) sets `stop`, drops what has not begun, and
    waits a moment for the rest. The threads are daemons: a server that stalls must not keep an
    interrupted program alive, which the threads of `ThreadPoolExecutor` would.

    Args:
        calls: what is run.
        parallel: how many at once.
        stop: tells the calls to end.
    """
    tasks: SimpleQueue[tuple[Future[Result], Callable[[], Result]]] = SimpleQueue()
    left: dict[Future[Result], int] = {}
    for number, call in enumerate(calls):
        future: Future[Result] = Future()
        left[future] = number
        tasks.put((future, call))
    threads = [
        threading.Thread(target=_work, args=(tasks,), daemon=True)
        for _ in range(max(1, min(parallel, len(calls))))
    ]
    try:
        for thread in threads:
            thread.start()
        while left:
            done, _ = wait(left, return_when=FIRST_COMPLETED)
            for future in done:
                yield left.pop(future), future.result()
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


def _work(tasks: SimpleQueue[tuple[Future[Any], Callable[[], Any]]]) -> None:
    while True:
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
