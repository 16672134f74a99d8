"""Audit one archive, and keep the record on its branch `audits`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import msgspec

from tracker import __version__
from tracker.archive.audits import OPEN, OUTBOX, RECORD, REPORT, write_audits
from tracker.archive.layout import canonical_json
from tracker.archive.repository import Archive
from tracker.audit.judging import judge
from tracker.audit.ledger import Ledger, Outbox, Waiting, read_ledger
from tracker.audit.policy import Policy
from tracker.audit.seeing import base_before
from tracker.audit.settling import Settled, settle
from tracker.edits.values import RULES_VERSION
from tracker.findings import AuditRecord, Base, Inputs, gravest_first
from tracker.model import stamp
from tracker.report.audit.record import render_record
from tracker.report.audit.words import count_record, counts_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """How an archive is audited.

    Args:
        run: id of the run.
        policy: ready for use.
        at: now.
        since: for a first audit, where it begins; where there were audits, what is looked at once
            more, and nothing is kept of that.
        channels: names of the channels that are told of news.
        sign: with the user's git signing key.
    """

    run: str
    policy: Policy
    at: datetime
    since: datetime | str | None = None
    channels: tuple[str, ...] = ()
    sign: bool = False


def audit_archive(archive: Archive, audit: Audit, inputs: Inputs) -> tuple[AuditRecord, str]:
    """Judge what is new, and commit the record.

    Record, open findings and base go into one commit: a run that dies leaves all of it or none.

    Args:
        archive: locked by the caller.
        audit: how.
        inputs: what is known besides; `undelivered` is taken from the branch.

    Returns:
        The record, and the id of its commit; empty where nothing is kept.
    """
    ledger = read_ledger(archive)
    keeps = audit.since is None or ledger.record is None
    whole = msgspec.structs.replace(inputs, undelivered=ledger.outbox.failures())
    base = ledger.record.audited if ledger.record is not None else Base()
    if audit.since is not None:
        base = base_before(archive, audit.since)
    begun = ledger if keeps else Ledger(commit=ledger.commit, record=ledger.record)
    record, settled = make_record(archive, audit, begun, base=base, inputs=whole)
    if not keeps:
        return record, ""
    return record, _keep(archive, audit, ledger, record, settled)


def make_record(
    archive: Archive, audit: Audit, ledger: Ledger, *, base: Base, inputs: Inputs
) -> tuple[AuditRecord, Settled]:
    """Judge an archive, without writing anything."""
    name = archive.path.name
    judged = judge(archive, audit.policy, ledger, name=name, now=audit.at, inputs=inputs, base=base)
    settled = settle(judged, ledger, audit.policy, site=name, now=audit.at)
    record = AuditRecord(
        run=audit.run,
        site=name,
        url=str(archive.site().get("url") or ""),
        at=stamp(audit.at),
        tool=__version__,
        rules=RULES_VERSION,
        policy=audit.policy.as_data(),
        policy_name=audit.policy.name,
        base=base,
        audited=judged.audited,
        inputs=inputs,
        posts=judged.posts,
        edits=judged.edits,
        new=gravest_first(settled.new),
        resolved=tuple(settled.resolved),
        reminded=tuple(settled.reminded),
        suppressed=tuple(settled.suppressed),
        open=len(settled.open),
    )
    return record, settled


def _keep(
    archive: Archive, audit: Audit, ledger: Ledger, record: AuditRecord, settled: Settled
) -> str:
    waiting = ledger.outbox.waiting
    if record.has_news and audit.channels:
        waiting = (*waiting, Waiting(run=audit.run, channels=audit.channels))
    files = {
        RECORD: canonical_json(msgspec.to_builtins(record)),
        REPORT: render_record(record).encode("utf-8", "replace"),
        OPEN: canonical_json(msgspec.to_builtins(settled.open_findings())),
        OUTBOX: canonical_json(msgspec.to_builtins(Outbox(waiting=waiting))),
    }
    message = (
        f"Audit: {counts_text(count_record(record))}\n\n"
        f"Run: {record.run}\n"
        f"Policy: {record.policy_name}\n"
        f"Audited: {record.audited.main or 'nothing yet'}\n"
        f"Rules: {record.rules}\n"
        f"Tool: tracker {record.tool}\n"
    )
    return write_audits(
        archive, files, parent=ledger.commit, message=message, at=audit.at, sign=audit.sign
    )
