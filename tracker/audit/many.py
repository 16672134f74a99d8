"""Audit many sites at once: a bounded pool of threads, one result a site."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import datetime
from functools import partial

from tracker.audit.patience import Patience
from tracker.audit.pool import each_done
from tracker.audit.sites import SiteTask, left_behind, run_site
from tracker.findings import SiteAudit
from tracker.syncing.options import Progress, silent

Tell = Callable[[SiteAudit, int, int], None]
"""Called as each site is done, with how many are done and how many there are."""


def run_sites(
    tasks: Sequence[SiteTask],
    *,
    parallel: int,
    now: Callable[[], datetime],
    tell: Tell = lambda *_: None,
    show: Progress = silent,
) -> tuple[SiteAudit, ...]:
    """Audit sites, and give the results in the order of the tasks.

    Most of the time of a site is waiting for it, so one thread a site serves, and slow sites
    hold up no more than their own, and that no longer than they may: see `Patience`. An
    interruption ends every pause at once and every sync at its next step; what still waits for an
    answer then is left to the end of the program.

    Args:
        tasks: the sites.
        parallel: how many at once.
        now: the wall clock.
        tell: called from this thread.
        show: told of the steps of each site, from its thread; for people, where there is one site.
    """
    stop = threading.Event()
    limits = [
        Patience(url=task.url, timeout=task.timeout, grace=task.grace, stop=stop, show=show)
        for task in tasks
    ]
    calls = [
        partial(run_site, task, now=now, patience=limit)
        for task, limit in zip(tasks, limits, strict=True)
    ]

    def late(number: int) -> SiteAudit | None:
        reason = limits[number].give_up()
        return left_behind(tasks[number], reason) if reason else None

    results: dict[int, SiteAudit] = {}
    with closing(each_done(calls, parallel=parallel, stop=stop, late=late)) as done:
        for number, found in done:
            results[number] = found
            tell(found, len(results), len(tasks))
    return tuple(results[number] for number in range(len(tasks)))
