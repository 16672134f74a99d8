"""Calls over several connections, results in order."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from queue import SimpleQueue
from typing import Any, TypeVar

from tracker.errors import SiteError

Result = TypeVar("Result")
Task = tuple["Future[Any]", Callable[[], Any]] | None


def fetch_in_order(
    calls: Iterable[Callable[[], Result]], *, connections: int
) -> Iterator[Result | SiteError]:
    """Run calls on some threads and yield their results in the order of the calls.

    Args:
        calls: read lazily, at most `2 * connections` ahead of the result that is awaited.
        connections: number of threads.

    A `SiteError` of one call is yielded at its place; any other exception is raised there.
    Leaving early (an exception, Ctrl-C, `close()`) drops what has not begun. The threads are
    daemons: a stalled answer must not keep an interrupted program alive, which the threads of
    `ThreadPoolExecutor` would, for the interpreter joins them at exit.
    """
    tasks: SimpleQueue[Task] = SimpleQueue()
    under_way: deque[Future[Result]] = deque()
    waiting = iter(calls)
    threads = 0
    try:
        while True:
            while len(under_way) < 2 * connections and (call := next(waiting, None)) is not None:
                future: Future[Result] = Future()
                under_way.append(future)
                tasks.put((future, call))
                if threads < connections:
                    threading.Thread(target=_work, args=(tasks,), daemon=True).start()
                    threads += 1
            if not under_way:
                return
            yield _result(under_way.popleft())
    finally:
        for future in under_way:
            future.cancel()
        for _ in range(threads):
            tasks.put(None)


def _result(future: Future[Any]) -> Any:
    try:
        return future.result()
    except SiteError as error:
        return error


def _work(tasks: SimpleQueue[Task]) -> None:
    while (task := tasks.get()) is not None:
        future, call = task
        if not future.set_running_or_notify_cancel():
            continue
        try:
            future.set_result(call())
        except BaseException as error:
            future.set_exception(error)
