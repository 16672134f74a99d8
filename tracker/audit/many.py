"""Audit many sites at once: a bounded pool of threads, one result a site."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import datetime

from tracker.audit.sites import SiteTask, push_site, run_site
from tracker.findings import SiteAudit

Tell = Callable[[SiteAudit, int, int], None]
"""Called as each site is done, with how many are done and how many there are."""


def silent(site: SiteAudit, done: int, total: int) -> None:
    """Tell nobody."""


def run_sites(
    tasks: Sequence[SiteTask],
    *,
    parallel: int,
    now: Callable[[], datetime],
    tell: Tell = silent,
) -> tuple[SiteAudit, ...]:
    """Audit sites, and give the results in the order of the tasks.

    Most of the time of a site is waiting for it, so one thread a site serves, and slow sites
    hold up no more than their own. An interruption ends every sync at its next step.

    Args:
        tasks: the sites.
        parallel: how many at once.
        now: the wall clock.
        tell: called from this thread.
    """
    stop = threading.Event()
    results: dict[int, SiteAudit] = {}
    pool = ThreadPoolExecutor(max_workers=max(1, min(parallel, len(tasks) or 1)))
    try:
        left: dict[Future[SiteAudit], int] = {
            pool.submit(run_site, task, now=now, stop=stop): number
            for number, task in enumerate(tasks)
        }
        while left:
            done, _ = wait(left, return_when=FIRST_COMPLETED)
            for future in done:
                number = left.pop(future)
                results[number] = future.result()
                tell(results[number], len(results), len(tasks))
    finally:
        stop.set()
        pool.shutdown(wait=True, cancel_futures=True)
    return tuple(results[number] for number in range(len(tasks)))


def push_sites(
    tasks: Sequence[SiteTask], results: Sequence[SiteAudit], *, parallel: int
) -> tuple[SiteAudit, ...]:
    """Push the archives that are to be pushed, several at once."""
    if not any(task.push for task in tasks):
        return tuple(results)
    with ThreadPoolExecutor(max_workers=max(1, parallel)) as pool:
        return tuple(pool.map(push_site, tasks, results))
