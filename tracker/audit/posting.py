"""Tell people: send what waits on the branches `audits`, and note what was delivered.

A message is written from records alone, so one that waits can be written again, with the same
words and the same key. It is taken off the branch only after it was sent: at least once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from tracker import __version__
from tracker.archive.audit_commit import DELIVERY
from tracker.archive.audits import iter_newest_audits
from tracker.archive.repository import Archive, open_archive
from tracker.audit.finding import Source
from tracker.audit.ledger import Waiting, read_ledger, read_record
from tracker.audit.outbox import note_outbox
from tracker.edits.values import RULES_VERSION
from tracker.errors import ArchiveError, TrackerError
from tracker.findings import AuditRecord, Base, Finding, Level, Resolved, SiteAudit, SiteStatus
from tracker.report.audit.message import Message, message_of
from tracker.text import one_line

_FAILURES = 3
"""After so many messages that a channel did not take, the others wait for the next run."""
_NOT_AUDITED = "not-audited"
_LOST = (
    "What this audit found cannot be told any more: it is not on the branch audits of the archive."
)

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
    back: Sequence[SiteAudit] = (),
    run: str = "",
) -> dict[str, str]:
    """Send everything that waits, run by run, oldest first.

    Args:
        paths: archives.
        send: sends one message.
        known: names of the channels that are configured: others are waited for no longer.
        now: the clock.
        strangers: sites of this run that could not be audited, and of which nothing is kept.
        back: sites that were such, and are no more.
        run: id of this run.

    Returns:
        channel -> why its newest message could not be delivered.
    """
    letters: dict[str, list[_Letter]] = {}
    for path in paths:
        for letter in _letters(path):
            letters.setdefault(letter.waiting.run, []).append(letter)
    aside = [_told(one, run) for one in strangers] + [_is_back(one, run) for one in back]
    if aside and known:
        letters.setdefault(run, [])
    failed: dict[str, str] = {}
    failures: Counter[str] = Counter()
    for one in sorted(letters):
        told = letters[one]
        wanted = {name for letter in told for name in letter.waiting.channels} & known
        sites = [letter.site for letter in told]
        if one == run and aside:
            wanted = set(known)
            sites += aside
        tried = sorted(name for name in wanted if failures[name] < _FAILURES)
        results = {name: failed[name] for name in wanted if name not in tried}
        results |= _sent(send, message_of(one, sites), tried) if tried else {}
        failed.update({name: why for name, why in results.items() if why})
        failures.update(name for name in tried if results.get(name))
        for letter in told:
            _note(letter, results, known, now())
    return failed


def _told(site: SiteAudit, run: str) -> SiteAudit:
    """Say of a site without a record why there is none: a message is made of findings."""
    finding = _aside(site, run, f"could not be audited: {site.error}")
    return msgspec.structs.replace(site, record=_record(site, run, new=(finding,)))


def _is_back(site: SiteAudit, run: str) -> SiteAudit:
    """Say of a site that could not be audited that it could now."""
    resolved = Resolved(
        finding=_aside(site, run, "could not be audited"), reason="it can be audited again"
    )
    return msgspec.structs.replace(site, record=_record(site, run, resolved=(resolved,)))


def _aside(site: SiteAudit, run: str, words: str) -> Finding:
    """Make a finding that stands in no ledger."""
    return Finding(
        id=Source(site.url or site.site).id_of(f"{_NOT_AUDITED} {run}"),
        rule=_NOT_AUDITED,
        level=Level.ERROR,
        subject=_NOT_AUDITED,
        words=one_line(words),
    )


def _record(
    site: SiteAudit,
    run: str,
    *,
    new: tuple[Finding, ...] = (),
    resolved: tuple[Resolved, ...] = (),
) -> AuditRecord:
    return AuditRecord(
        run=run, site=site.site, url=site.url, at="", tool=__version__, rules=RULES_VERSION,
        policy={}, policy_name="", audited=Base(), new=new, resolved=resolved,
    )  # fmt: skip


def _sent(send: Send, message: Message, names: Sequence[str]) -> dict[str, str]:
    """Send a message; where that breaks, it is delivered to nobody."""
    try:
        return send(message, names)
    except (TrackerError, OSError) as error:
        return dict.fromkeys(names, str(error) or type(error).__name__)


def _letters(path: Path) -> list[_Letter]:
    """Read what waits in one archive; one that cannot be read keeps the others from nothing."""
    try:
        with open_archive(path) as archive:
            waiting = read_ledger(archive).outbox.waiting
            if not waiting:
                return []
            sites = _sites_of(archive, {one.run for one in waiting})
    except (TrackerError, OSError):
        return []
    lost = _told(SiteAudit(site=path.name, status=SiteStatus.FAILED, error=_LOST), "")
    return [_Letter(path=path, site=sites.get(one.run, lost), waiting=one) for one in waiting]


def _sites_of(archive: Archive, runs: set[str]) -> dict[str, SiteAudit]:
    found: dict[str, SiteAudit] = {}
    for commit, _, run in iter_newest_audits(archive):
        if run in runs and run not in found:
            try:
                record = read_record(archive, commit)
            except ArchiveError:
                continue
            failed = record.inputs.sync and record.inputs.tried
            status = SiteStatus.UNREACHABLE if failed else SiteStatus.AUDITED
            found[run] = SiteAudit(
                site=record.site, url=record.url, status=status, record=record, commit=commit
            )
        if len(found) == len(runs):
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
            outbox = msgspec.structs.replace(ledger.outbox, waiting=waiting)
            message = _message(letter.waiting, results, known)
            note_outbox(archive, ledger, outbox, message=message, at=at)
    except (TrackerError, OSError):
        return


def _left(one: Waiting, results: dict[str, str], known: frozenset[str]) -> Waiting | None:
    """Tell what of a message waits on: channels that failed, and are still configured."""
    left = tuple(name for name in one.channels if name in known and results.get(name, "-"))
    reasons = {name: results[name] for name in left if results.get(name)}
    return Waiting(run=one.run, channels=left, reasons=reasons) if left else None


def _message(letter: Waiting, results: dict[str, str], known: frozenset[str]) -> str:
    gone = sorted(set(letter.channels) - known)
    told = {name: results[name] for name in letter.channels if name in results}
    done = sorted(name for name, why in told.items() if not why)
    left = sorted(name for name, why in told.items() if why)
    parts = [f"to {', '.join(done)}"] * bool(done) + [f"not to {', '.join(left)}"] * bool(left)
    parts += [f"no longer to {', '.join(gone)}, not configured any more"] * bool(gone)
    return one_line(f"{DELIVERY}{letter.run}: {'; '.join(parts) or 'nobody to tell'}") + "\n"
