"""`tracker audit verify`: repeat past audits from git alone, and say whether they still hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import msgspec

from tracker import __version__
from tracker.archive.audit_branch import changed_files, iter_branch, read_commit, signature_of
from tracker.archive.audit_commit import (
    audit_message,
    audit_trailers,
    read_trailers,
    record_files,
)
from tracker.archive.audits import OUTBOX, REPORT, newest_audits
from tracker.archive.borrowing import as_it_was
from tracker.archive.repository import MAIN, Archive
from tracker.audit.auditing import Audit, base_of, make_record
from tracker.audit.differing import differences_of, open_differences
from tracker.audit.ledger import Ledger, OpenFindings, check_base, read_ledger, read_record
from tracker.audit.policy import policy_from
from tracker.audit.standing import Standing, read_standing
from tracker.edits.values import RULES_VERSION
from tracker.errors import ArchiveError, ConfigError, TrackerError
from tracker.findings import AuditRecord, Base
from tracker.model import stamp, utc_or_none
from tracker.text import one_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What became of repeating one audit.

    Args:
        commit: on the branch `audits`.
        record: as it is kept.
        differences: in words; empty where it still holds.
        problem: why it cannot be repeated; empty where it was.
        rules: version of the rules that it was repeated with.
        signature: what git says of the signature; empty where there is none.
    """

    commit: str
    record: AuditRecord
    differences: tuple[str, ...] = ()
    problem: str = ""
    rules: int = RULES_VERSION
    signature: str = ""

    @property
    def holds(self) -> bool:
        """Whether the same was found again."""
        return not self.differences and not self.problem

    @property
    def remark(self) -> str:
        """What cannot be compared, because posts were forgotten since; empty where all can."""
        if not self.record.forgotten:
            return ""
        posts = ", ".join(map(one_line, self.record.forgotten))
        return (
            f"{posts} was taken out of it later (`tracker forget`): how many posts and edits it "
            "judged is not compared, and findings about the site that counted them can differ"
        )


def verify_audits(
    archive: Archive, commit: str | None, *, every: bool = False
) -> Iterator[Verified]:
    """Repeat audits: the newest, a given one, or all, newest first.

    Args:
        archive: not written to.
        commit: the first digits of the id of an audit; None for the newest.
        every: all of them.

    Raises:
        ConfigError: where there is no such audit.
    """
    tip = newest_audits(archive)
    if tip is None:
        raise ConfigError(f"{archive.path} was never audited; `tracker audit` does.")
    found = False
    between: list[tuple[str, str]] = []
    for audit, parent, run in iter_branch(archive, tip):
        if not run:
            between.append((audit, parent))
            continue
        later, between = between, []
        if commit is not None and not audit.startswith(commit):
            continue
        found = True
        yield _with(_verify(archive, audit, parent, run), _strange(archive, later))
        if not every:
            break
    if not found:
        raise ConfigError(
            f"There is no audit {commit} in {archive.path}; `git log audits` there lists them."
        )


def _with(verified: Verified, more: Iterable[str]) -> Verified:
    return replace(verified, differences=(*verified.differences, *more))


def _verify(archive: Archive, commit: str, parent: str, run: str) -> Verified:
    signature = signature_of(archive, commit)
    record = AuditRecord(
        run=run, site=archive.path.name, at="", tool="", rules=0, policy={}, policy_name="",
        audited=Base(),
    )  # fmt: skip
    try:
        record = read_record(archive, commit)
        differences = tuple(_compare(archive, commit, parent, record))
    except TrackerError as error:
        return Verified(commit=commit, record=record, problem=str(error), signature=signature)
    return Verified(commit=commit, record=record, differences=differences, signature=signature)


def _compare(archive: Archive, commit: str, parent: str, record: AuditRecord) -> Iterator[str]:
    """Judge the archive as it was then, and compare all that the commit says."""
    ledger = read_ledger(archive, parent) if parent else Ledger()
    kept = read_ledger(archive, commit)
    check_base(archive, record.base)
    standing = read_standing(archive, ledger, own=not record.aside)
    again, opened = _repeat(archive, record, ledger, standing)
    if record.forgotten:
        # What other posts share with one that is no more cannot be counted.
        again = msgspec.structs.replace(again, posts=record.posts, edits=record.edits)
    yield from differences_of(record, again)
    yield from open_differences(kept.open, opened)
    if not _is_in_main(archive, record.audited.main):
        yield "audited: what was looked at is not in the history of main, which was rewritten"
    begun = base_of(ledger, standing, own=not record.aside)
    if ledger.record is not None and record.base != begun:
        yield "base: it does not begin where the audit before it ended"
    if record.inputs.undelivered != ledger.outbox.failures():
        yield "inputs: the audit before it noted other messages that could not be delivered"
    if record.inputs.unpushed != ledger.outbox.unpushed:
        yield "inputs: another end of the last push was noted before it"
    yield from _beside(archive, commit, record)


def _is_in_main(archive: Archive, commit: str) -> bool:
    """Tell whether main goes on from a commit; a clone may be behind it."""
    tip = archive.resolve(MAIN)
    if not commit or tip is None:
        return True
    return archive.is_ancestor(commit, tip) or archive.is_ancestor(tip, commit)


def _repeat(
    archive: Archive, record: AuditRecord, ledger: Ledger, standing: Standing
) -> tuple[AuditRecord, OpenFindings]:
    """Judge the archive as it was then, in a repository of its own that borrows the objects."""
    for what, wanted in (("main", record.audited.main), ("syncs", record.audited.syncs)):
        if wanted and archive.resolve(wanted) is None:
            raise ArchiveError(
                f"The commit {wanted[:12]} of {what} that was audited is not here: the history "
                "was rewritten (`tracker forget`), or this clone has only a part of it (`git "
                "fetch origin 'refs/tracker/*:refs/tracker/*'` brings what is known of syncs).",
                path=archive.path,
            )
    policy = policy_from(record.policy_name, record.policy)
    audit = Audit(run=record.run, policy=policy, at=_moment(archive, record), own=not record.aside)
    with as_it_was(archive, main=record.audited.main, syncs=record.audited.syncs) as then:
        again, settled = make_record(
            then, audit, ledger, base=record.base, inputs=record.inputs, standing=standing,
            name=record.site,
        )  # fmt: skip
    return again, settled.open_findings()


def _moment(archive: Archive, record: AuditRecord) -> datetime:
    moment = utc_or_none(record.at)
    if moment is None:
        raise ArchiveError(
            f"The time of the audit {record.run} is none: {one_line(record.at)!r}.",
            path=archive.path,
        )
    return moment


def _beside(archive: Archive, commit: str, record: AuditRecord) -> Iterator[str]:
    """Compare what stands beside the record with it; another version words it otherwise."""
    made = read_commit(archive, commit)
    moment = stamp(datetime.fromtimestamp(made.authored, UTC))
    if moment != record.at:
        yield f"time: the commit is of {moment}, and the record of {one_line(record.at)}"
    said = read_trailers(made.message)
    strange = {
        name: value
        for name, value in audit_trailers(record).items()
        if said.get(name, value) != value
    }
    for name, value in strange.items():
        yield f"message: its trailer {name} says {one_line(said[name])}, and the record {value}"
    if (record.tool, record.rules) != (__version__, RULES_VERSION):
        return
    if not strange and made.message != audit_message(record):
        yield "message: the commit says something else than the record"
    if archive.read_file(commit, REPORT) != record_files(record)[REPORT]:
        yield f"report: {REPORT} says something else than the record"


def _strange(archive: Archive, commits: list[tuple[str, str]]) -> Iterator[str]:
    """Name commits of the branch that are no audits, and change more than what was delivered."""
    for commit, parent in commits:
        if changed_files(archive, commit, parent) - {OUTBOX}:
            yield f"branch: the commit {commit[:12]} changes what only audits do"
