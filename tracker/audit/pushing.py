"""Push the archives of a run, and note on the branch `audits` where that failed.

After people were told: a host that says nothing keeps no message back, and what was delivered is
noted on the branch that is pushed. That a push failed is told by the next audit, with the rule
`push-failed`: once, daily, and when it works again.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import datetime
from functools import partial
from pathlib import Path

import msgspec

from tracker.archive.audit_commit import PUSH_FAILED, PUSH_WORKS
from tracker.archive.pushing import push
from tracker.archive.repository import Archive, open_archive
from tracker.audit.ledger import read_ledger
from tracker.audit.outbox import note_outbox
from tracker.audit.pool import each_done
from tracker.audit.sites import SiteTask
from tracker.errors import ArchiveError, TrackerError
from tracker.findings import SiteAudit
from tracker.text import one_line


def push_sites(
    tasks: Sequence[SiteTask],
    results: Sequence[SiteAudit],
    *,
    parallel: int,
    now: Callable[[], datetime],
) -> dict[str, str]:
    """Push the archives that are to be pushed, several at once.

    Returns:
        site -> why its push failed, for those whose did.
    """
    wanted = [
        (task, task.path.with_name(found.site))
        for task, found in zip(tasks, results, strict=True)
        if task.push and task.path is not None and found.record is not None
    ]
    if not wanted:
        return {}
    calls = [partial(_push, task, path, now) for task, path in wanted]
    with closing(each_done(calls, parallel=parallel, stop=threading.Event())) as done:
        failed = {wanted[number][1].name: why for number, why in done if why}
    return dict(sorted(failed.items()))


def _push(task: SiteTask, path: Path, now: Callable[[], datetime]) -> str:
    """Push one archive; gives why that failed, empty where it worked."""
    reason = ""
    try:
        with open_archive(path) as archive:
            try:
                push(archive, task.push, timeout=task.timeout)
            except (ArchiveError, OSError) as error:
                reason = one_line(str(error))
            _note(archive, reason, now())
    except (TrackerError, OSError) as error:  # busy, or a full disk: the next push notes it
        return reason or one_line(str(error))
    return reason


def _note(archive: Archive, reason: str, at: datetime) -> None:
    """Write to the branch what became of the push, where that is news."""
    if read_ledger(archive).outbox.unpushed == reason:
        return
    with archive.lock():
        ledger = read_ledger(archive)
        outbox = msgspec.structs.replace(ledger.outbox, unpushed=reason)
        message = PUSH_FAILED if reason else PUSH_WORKS
        note_outbox(archive, ledger, outbox, message=message, at=at)
