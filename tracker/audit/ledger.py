"""What earlier audits have left on the branch `audits`: how far they looked, what is open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress

import msgspec

from tracker.archive.audits import (
    OPEN,
    OUTBOX,
    RECORD,
    iter_audits,
    newest_audits,
    read_audit_files,
)
from tracker.archive.history import BlobReader
from tracker.archive.repository import Archive
from tracker.errors import ArchiveError
from tracker.findings import FORMAT, AuditRecord, Base, Finding, Suppressed
from tracker.text import one_line

_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


class OpenFindings(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`open.json`: what was found and is not resolved.

    Args:
        findings: that were told.
        suppressed: that are not to be told for the time being.
        told: id -> when it was told last, for findings that are told again and again.
    """

    findings: tuple[Finding, ...] = ()
    suppressed: tuple[Suppressed, ...] = ()
    told: dict[str, str] = {}
    format: int = FORMAT


class Waiting(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A message that is not yet delivered everywhere.

    Args:
        run: of the audit that it tells of.
        channels: where it is still to go.
        reasons: channel -> why it could not be delivered the last time.
    """

    run: str
    channels: tuple[str, ...]
    reasons: dict[str, str] = {}


class Outbox(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`outbox.json`: what did not leave this machine.

    Args:
        waiting: messages, oldest first.
        unpushed: why the last push failed; empty where it worked.
    """

    waiting: tuple[Waiting, ...] = ()
    unpushed: str = ""
    format: int = FORMAT

    def failures(self) -> dict[str, str]:
        """Tell which channels failed, and why, each on one line: the newest reason of each."""
        return {
            one_line(name): one_line(why)
            for one in self.waiting
            for name, why in one.reasons.items()
        }


class Ledger(msgspec.Struct, frozen=True, kw_only=True):
    """What an audit begins with.

    Args:
        commit: the newest of the branch; None before the first audit.
        record: of the newest audit; None before the first.
        open: what is open.
        outbox: what waits to be delivered.
    """

    commit: str | None = None
    record: AuditRecord | None = None
    open: OpenFindings = OpenFindings()
    outbox: Outbox = Outbox()


def read_ledger(archive: Archive, commit: str | None = None) -> Ledger:
    """Read what the newest commit of the branch holds, or a given one.

    Raises:
        ArchiveError: where it is not what this version writes.
    """
    at = commit or newest_audits(archive)
    if at is None:
        return Ledger()
    files = read_audit_files(archive, at)
    for name in (RECORD, OPEN, OUTBOX):
        if name not in files:  # to begin anew would tell everything once more
            raise ArchiveError(
                f"The branch audits of {archive.path} has no {name} that can be read: another "
                "branch of that name, or a damaged repository; `tracker verify` looks at it.",
                path=archive.path,
            )
    try:
        record = msgspec.json.decode(files[RECORD], type=AuditRecord)
        opened = msgspec.json.decode(files[OPEN], type=OpenFindings)
        outbox = msgspec.json.decode(files[OUTBOX], type=Outbox)
    except msgspec.MsgspecError as error:
        raise ArchiveError(
            f"The branch audits of {archive.path} is not what this tracker writes ({error}); a "
            "newer tracker may have written it.",
            path=archive.path,
        ) from error
    if record.format != FORMAT:
        raise ArchiveError(
            f"The branch audits of {archive.path} has format {record.format}, and this tracker "
            f"knows {FORMAT}; install a newer tracker.",
            path=archive.path,
        )
    check_base(archive, record.audited)
    return Ledger(commit=at, record=record, open=opened, outbox=outbox)


def read_record(archive: Archive, commit: str) -> AuditRecord:
    """Read what one audit has recorded.

    Raises:
        ArchiveError: where the commit has no record of tracker.
    """
    return _record(archive, commit, archive.read_file(commit, RECORD) or b"")


def iter_records(archive: Archive, commits: Iterable[str]) -> Iterator[AuditRecord]:
    """Read what audits have recorded, one after the other, with one git for all of them.

    Args:
        archive: where.
        commits: read lazily; what holds no record of tracker, having told nothing, is left out.
    """
    with BlobReader(archive) as blobs:
        for commit in commits:
            try:
                data = blobs.read(f"{commit}:{RECORD}")
            except ArchiveError:  # that git may have ended on a damaged object
                data = archive.read_file(commit, RECORD) or b""
            with suppress(ArchiveError):
                yield _record(archive, commit, data)


def _record(archive: Archive, commit: str, data: bytes) -> AuditRecord:
    try:
        return msgspec.json.decode(data, type=AuditRecord)
    except msgspec.MsgspecError as error:
        raise ArchiveError(
            f"{RECORD} of the audit {commit[:12]} is not one of tracker ({error}).",
            path=archive.path,
        ) from error


def check_base(archive: Archive, base: Base) -> None:
    """Refuse what is no id of a commit: a branch can come from elsewhere.

    Raises:
        ArchiveError: for anything else.
    """
    for named in (base.main, base.syncs):
        if named and not _COMMIT.fullmatch(named):
            raise ArchiveError(
                f"The branch audits of {archive.path} names {one_line(named)!r} as a commit, "
                "which is none.",
                path=archive.path,
            )


def told_ids(archive: Archive, commit: str | None) -> frozenset[str]:
    """List the ids of all findings that were told up to a commit of the branch."""
    if commit is None:
        return frozenset()
    return told_in(archive, (audit for audit, _, _ in iter_audits(archive, commit)))


def told_in(archive: Archive, commits: Iterable[str]) -> frozenset[str]:
    """List the ids of the findings that some audits have told as new."""
    records = iter_records(archive, commits)
    return frozenset(finding.id for record in records for finding in record.new)
