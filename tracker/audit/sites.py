"""Audit one site of a run: sync, judge, keep; whatever goes wrong becomes part of the result."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from tracker.archive.repository import open_archive
from tracker.audit.auditing import Audit, audit_archive, looks_back
from tracker.audit.due import is_due
from tracker.audit.patience import Patience
from tracker.errors import ArchiveBusy, ConfigError, SiteError, TrackerError
from tracker.findings import Inputs, SiteAudit, SiteStatus
from tracker.outcome import Outcome
from tracker.watching import Cadence
from tracker.wordpress.failures import OutOfTime

Syncing = Callable[[Patience], Outcome]
"""Brings an archive up to date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteTask:
    """One site that a run looks at.

    Args:
        name: of its archive, or what stands for it before there is one.
        url: of the site.
        path: of its archive; None where it is not known before the first sync.
        audit: how it is audited.
        sync: brings the archive up to date; called with what it tells of its steps, pauses with,
            and ends by; None where that is not wanted.
        cadence: with it, the site is left alone until it is due.
        push: a remote that is pushed to afterwards; empty for none.
        timeout: how long its sync may take; what was read by then is not lost.
        grace: how much longer the run waits for a sync that does not end then.
    """

    name: str
    url: str
    path: Path | None
    audit: Audit
    sync: Syncing | None = None
    cadence: Cadence | None = None
    push: str = ""
    timeout: timedelta = timedelta(minutes=30)
    grace: timedelta = timedelta(minutes=1)


def run_site(task: SiteTask, *, now: Callable[[], datetime], patience: Patience) -> SiteAudit:
    """Sync and audit one site; nothing that is wrong with it is raised.

    Args:
        task: the site.
        now: the wall clock.
        patience: ends the sync, where it takes too long or the run is interrupted.
    """
    started = time.monotonic()
    try:
        found = _run(task, now, patience)
    except Exception as error:
        found = _failure(task, error)
    return msgspec.structs.replace(found, seconds=round(time.monotonic() - started, 3))


def _run(task: SiteTask, now: Callable[[], datetime], patience: Patience) -> SiteAudit:
    if task.cadence is not None and task.path is not None and task.path.exists():
        with open_archive(task.path) as archive:
            if not is_due(archive, task.cadence, now()):
                return _result(task, SiteStatus.NOT_DUE)
    path, trouble, recorded = task.path, "", {}
    patience.begin()
    if task.sync is not None:
        try:
            outcome = task.sync(patience)
            path, recorded = outcome.archive, {k: n for k, n in outcome.recorded.items() if n}
        except OutOfTime:
            trouble = str(patience.too_long())
        except (SiteError, ConfigError) as error:
            trouble = str(error)
    patience.end()
    if path is None or not path.exists():
        return _result(task, SiteStatus.UNREACHABLE, error=trouble or "There is no archive yet.")
    inputs = Inputs(sync=trouble, tried=task.sync is not None)
    with open_archive(path) as archive, ExitStack() as held:
        if not looks_back(archive, task.audit):
            held.enter_context(archive.lock())
        record, commit = audit_archive(archive, replace(task.audit, at=now()), inputs)
    return SiteAudit(
        site=path.name,
        url=record.url or task.url,
        status=SiteStatus.UNREACHABLE if trouble else SiteStatus.AUDITED,
        record=record,
        commit=commit,
        error=trouble,
        recorded=recorded,
    )


def left_behind(task: SiteTask, reason: str) -> SiteAudit:
    """Say of a site that the run waits for it no longer."""
    return _result(task, SiteStatus.UNREACHABLE, error=reason)


def _failure(task: SiteTask, error: Exception) -> SiteAudit:
    """Say what ended the audit of a site."""
    if isinstance(error, ArchiveBusy):
        return _result(task, SiteStatus.BUSY, error=str(error))
    if isinstance(error, TrackerError):
        return _result(task, SiteStatus.FAILED, error=str(error))
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        said = f"{where}{error.strerror or error}; nothing that was recorded is lost."
        return _result(task, SiteStatus.FAILED, error=said)
    said = f"An error that was not foreseen: {type(error).__name__}: {error}."
    return _result(task, SiteStatus.FAILED, error=said)


def _result(task: SiteTask, status: SiteStatus, *, error: str = "") -> SiteAudit:
    return SiteAudit(site=task.name, url=task.url, status=status, error=error)
