"""Audit one archive, and keep the record on its branch `audits`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec

from tracker import __version__
from tracker.archive.audit_commit import audit_message, record_files
from tracker.archive.audits import OPEN, OUTBOX, newest_audits, write_audits
from tracker.archive.layout import canonical_json
from tracker.archive.repository import Archive
from tracker.archive.syncs import iter_syncs
from tracker.audit.judging import judge
from tracker.audit.ledger import Ledger, Waiting, read_ledger
from tracker.audit.policy import Policy
from tracker.audit.seeing import base_before
from tracker.audit.settling import Settled, settle
from tracker.audit.standing import Standing, read_standing
from tracker.edits.values import RULES_VERSION
from tracker.findings import AuditRecord, Base, Inputs, gravest_first
from tracker.model import stamp, utc
from tracker.text import one_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """How an archive is audited.

    Args:
        run: id of the run.
        policy: ready for use.
        own: whether it is the policy of the site, and not one that is asked for this time.
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
    own: bool = True


def audit_archive(archive: Archive, audit: Audit, inputs: Inputs) -> tuple[AuditRecord, str]:
    """Judge what is new, and commit the record.

    Record, open findings and base go into one commit: a run that dies leaves all of it or none.

    Args:
        archive: locked by the caller, unless it `looks_back`.
        audit: how.
        inputs: what is known besides; `undelivered` and `unpushed` are taken from the branch.

    Returns:
        The record, and the id of its commit; empty where nothing is kept.
    """
    ledger = read_ledger(archive)
    whole = _whole(archive, ledger, inputs)
    if audit.since is not None and ledger.record is not None:
        return _look_back(archive, audit, ledger, whole), ""
    standing = read_standing(archive, ledger, own=audit.own)
    base = base_of(ledger, standing, own=audit.own)
    if audit.since is not None:
        base = base_before(archive, audit.since)
    record, settled = make_record(
        archive, audit, ledger, base=base, inputs=whole, standing=standing
    )
    return record, _keep(archive, audit, ledger, record, settled)


def looks_back(archive: Archive, audit: Audit) -> bool:
    """Tell whether an audit keeps nothing, and needs no lock: it looks at what was judged."""
    return audit.since is not None and newest_audits(archive) is not None


def base_of(ledger: Ledger, standing: Standing, *, own: bool) -> Base:
    """Tell where an audit goes on: the site's own policy where it was, others at the newest."""
    if ledger.record is None or (own and standing.aside):
        return standing.base
    return ledger.record.audited


def _look_back(archive: Archive, audit: Audit, ledger: Ledger, inputs: Inputs) -> AuditRecord:
    """Judge once more what came since, as if nothing were open, and nothing had been told."""
    base = base_before(archive, audit.since) if audit.since is not None else Base()
    begun = Ledger(commit=ledger.commit, record=ledger.record)
    record, _ = make_record(archive, audit, begun, base=base, inputs=inputs, standing=Standing())
    return _as_known(record, ledger)


def _whole(archive: Archive, ledger: Ledger, inputs: Inputs) -> Inputs:
    """Add what the branch knows: what could not be delivered, and, if none was tried, of syncs."""
    sync = inputs.sync
    before = ledger.record
    if not inputs.tried and before is not None and before.inputs.sync:
        sync = "" if _has_synced(archive, before.audited.syncs) else before.inputs.sync
    failures = ledger.outbox.failures()
    return Inputs(
        sync=one_line(sync),
        tried=inputs.tried,
        undelivered=failures,
        unpushed=one_line(ledger.outbox.unpushed),
    )


def _has_synced(archive: Archive, since: str) -> bool:
    """Tell whether a sync worked since the runs stood at a commit."""
    return any(run.kind == "sync" for run in iter_syncs(archive, since=since or None))


def _as_known(record: AuditRecord, ledger: Ledger) -> AuditRecord:
    """Give what a look back finds once more the identity under which it is open."""
    known = {one.subject: one for one in ledger.open.findings}
    new = tuple(known.get(one.subject, one) for one in record.new)
    return msgspec.structs.replace(record, new=new)


def make_record(
    archive: Archive,
    audit: Audit,
    ledger: Ledger,
    *,
    base: Base,
    inputs: Inputs,
    standing: Standing,
    name: str | None = None,
) -> tuple[AuditRecord, Settled]:
    """Judge an archive, without writing anything.

    Args:
        archive: where.
        audit: how; its time counts to the second, as it is recorded.
        ledger: what is open.
        base: from where.
        inputs: what is known besides.
        standing: what the last audit by the site's own policy has left.
        name: of the archive, where its folder is called otherwise.
    """
    name = name or archive.path.name
    now = audit.at.astimezone(UTC).replace(microsecond=0)
    judged = judge(
        archive, audit.policy, ledger, name=name, now=now, inputs=inputs, base=base,
        standing=standing,
    )  # fmt: skip
    settled = settle(
        judged, ledger, audit.policy, site=name, now=now, standing=standing, own=audit.own
    )
    record = AuditRecord(
        run=audit.run,
        site=name,
        url=one_line(str(archive.site().get("url") or "")),
        at=stamp(now),
        tool=__version__,
        rules=RULES_VERSION,
        policy=audit.policy.as_data(),
        policy_name=one_line(audit.policy.name),
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
        aside=0 if audit.own else standing.aside + 1,
    )
    return record, settled


def _keep(
    archive: Archive, audit: Audit, ledger: Ledger, record: AuditRecord, settled: Settled
) -> str:
    waiting = ledger.outbox.waiting
    if record.has_news and audit.channels:
        waiting = (*waiting, Waiting(run=audit.run, channels=audit.channels))
    files = {
        **record_files(record),
        OPEN: canonical_json(msgspec.to_builtins(settled.open_findings())),
        OUTBOX: canonical_json(
            msgspec.to_builtins(msgspec.structs.replace(ledger.outbox, waiting=waiting))
        ),
    }
    return write_audits(
        archive,
        files,
        parent=ledger.commit,
        message=audit_message(record),
        at=utc(record.at),
        sign=audit.sign,
    )
