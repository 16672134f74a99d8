"""Tell people: send what waits on the branches `audits`, and note what was delivered.

A message is written from records alone, so one that waits can be written again, with the same
words and the same key. It is taken off the branch only after it was sent: at least once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from tracker.archive.audits import OUTBOX, RECORD, iter_audits, newest_audits, write_audits
from tracker.archive.layout import canonical_json
from tracker.archive.repository import Archive, open_archive
from tracker.audit.ledger import Outbox, Waiting, read_ledger
from tracker.errors import TrackerError
from tracker.findings import AuditRecord, SiteAudit, SiteStatus
from tracker.report.audit.message import Message, message_of

_LOOKED_AT = 500
"""Audits back to which a message that waits is looked for."""

Send = Callable[[Message, Sequence[str]], dict[str, str]]
"""Sends a message to channels by name; gives channel -> why it failed, empty where it worked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Letter:
    """What one archive has to say of one run that not everybody was told of."""

    path: Path
    site: SiteAudit
    waiting: Waiting


def post(
    paths: Iterable[Path],
    *,
    send: Send,
    known: frozenset[str],
    now: Callable[[], datetime],
    strangers: Sequence[SiteAudit] = (),
    run: str = "",
) -> dict[str, str]:
    """Send everything that waits, run by run, oldest first.

    Args:
        paths: archives.
        send: sends one message.
        known: names of the channels that are configured: others are waited for no longer.
        now: the clock.
        strangers: sites of this run without an archive that there is something to say of.
        run: id of this run.

    Returns:
        channel -> why its newest message could not be delivered.
    """
    letters: dict[str, list[_Letter]] = {}
    for path in paths:
        for letter in _letters(path):
            letters.setdefault(letter.waiting.run, []).append(letter)
    if strangers and known:
        letters.setdefault(run, [])
    failed: dict[str, str] = {}
    for one in sorted(letters):
        told = letters[one]
        wanted = {name for letter in told for name in letter.waiting.channels} & known
        sites = [letter.site for letter in told]
        if one == run and strangers:
            wanted, sites = set(known), [*sites, *strangers]
        results = send(message_of(one, sites), sorted(wanted)) if wanted else {}
        failed.update({name: why for name, why in results.items() if why})
        for letter in told:
            _note(letter, results, known, now())
    return failed


def _letters(path: Path) -> list[_Letter]:
    """Read what waits in one archive; one that cannot be read keeps the others from nothing."""
    try:
        with open_archive(path) as archive:
            waiting = read_ledger(archive).outbox.waiting
            if not waiting:
                return []
            sites = _sites_of(archive, {one.run for one in waiting})
    except TrackerError:
        return []
    return [
        _Letter(path=path, site=sites[one.run], waiting=one) for one in waiting if one.run in sites
    ]


def _sites_of(archive: Archive, runs: set[str]) -> dict[str, SiteAudit]:
    found: dict[str, SiteAudit] = {}
    tip = newest_audits(archive)
    audits = iter_audits(archive, tip) if tip is not None else iter(())
    for number, (commit, _, run) in enumerate(audits):
        if run in runs and run not in found:
            data = archive.read_file(commit, RECORD)
            record = msgspec.json.decode(data or b"", type=AuditRecord)
            status = SiteStatus.UNREACHABLE if record.inputs.sync else SiteStatus.AUDITED
            found[run] = SiteAudit(
                site=record.site, url=record.url, status=status, record=record, commit=commit
            )
        if len(found) == len(runs) or number >= _LOOKED_AT:
            break
    return found


def _note(letter: _Letter, results: dict[str, str], known: frozenset[str], at: datetime) -> None:
    """Write to the branch what was delivered; where that fails, it is sent once more."""
    try:
        with open_archive(letter.path) as archive, archive.lock():
            ledger = read_ledger(archive)
            waiting = tuple(
                left
                for one in ledger.outbox.waiting
                if (left := _left(one, results, known) if one.run == letter.waiting.run else one)
            )
            if waiting == ledger.outbox.waiting or ledger.commit is None:
                return
            files = {OUTBOX: canonical_json(msgspec.to_builtins(Outbox(waiting=waiting)))}
            write_audits(
                archive,
                files,
                parent=ledger.commit,
                message=_message(letter.waiting.run, results),
                at=at,
            )
    except TrackerError:
        return


def _left(one: Waiting, results: dict[str, str], known: frozenset[str]) -> Waiting | None:
    """Tell what of a message waits on: channels that failed, and are still configured."""
    left = tuple(name for name in one.channels if name in known and results.get(name, "-"))
    reasons = {name: results[name] for name in left if results.get(name)}
    return Waiting(run=one.run, channels=left, reasons=reasons) if left else None


def _message(run: str, results: dict[str, str]) -> str:
    done = sorted(name for name, why in results.items() if not why)
    left = sorted(name for name, why in results.items() if why)
    parts = [f"to {', '.join(done)}"] * bool(done) + [f"not to {', '.join(left)}"] * bool(left)
    return f"Deliver {run}: {'; '.join(parts) or 'nobody to tell'}\n"
