"""`tracker audit verify`: repeat past audits from git alone, and say whether they still hold."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec
from git.exc import GitCommandError

from tracker.archive.audits import RECORD, iter_audits, newest_audits
from tracker.archive.repository import MAIN, SYNCS, Archive, open_archive, reason_of
from tracker.audit.auditing import Audit, make_record
from tracker.audit.ledger import Ledger, read_ledger
from tracker.audit.policy import policy_from
from tracker.edits.values import RULES_VERSION
from tracker.errors import ArchiveError, ConfigError, TrackerError
from tracker.findings import AuditRecord, Finding
from tracker.model import utc


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
    for audit, parent, _ in iter_audits(archive, tip):
        if commit is not None and not audit.startswith(commit):
            continue
        found = True
        yield _verify(archive, audit, parent)
        if not every:
            break
    if not found:
        raise ConfigError(
            f"There is no audit {commit} in {archive.path}; `git log audits` there lists them."
        )


def _verify(archive: Archive, commit: str, parent: str) -> Verified:
    data = archive.read_file(commit, RECORD) or b""
    try:
        record = msgspec.json.decode(data, type=AuditRecord)
    except msgspec.MsgspecError as error:
        raise ArchiveError(
            f"{RECORD} of the audit {commit[:12]} is not one of tracker ({error}).",
            path=archive.path,
        ) from error
    signature = _signature(archive, commit)
    try:
        again = _repeat(archive, record, parent)
    except TrackerError as error:
        return Verified(commit=commit, record=record, problem=str(error), signature=signature)
    differences = tuple(_differences(record, again))
    return Verified(commit=commit, record=record, differences=differences, signature=signature)


def _repeat(archive: Archive, record: AuditRecord, parent: str) -> AuditRecord:
    """Judge the archive as it was then, in a repository of its own that borrows the objects."""
    for what, wanted in (("main", record.audited.main), ("syncs", record.audited.syncs)):
        if wanted and archive.resolve(wanted) is None:
            raise ArchiveError(
                f"The commit {wanted[:12]} of {what} that was audited is no more: the history "
                "was rewritten (`tracker forget`), or the clone has only a part of it.",
                path=archive.path,
            )
    policy = policy_from(record.policy_name, record.policy)
    ledger = read_ledger(archive, parent) if parent else Ledger()
    with tempfile.TemporaryDirectory(prefix="tracker-") as folder:
        path = Path(folder) / record.site
        try:
            archive.repo.git.clone(
                "--bare", "--shared", "--quiet", "--no-tags", "--", str(archive.git_dir), str(path)
            )
        except GitCommandError as error:
            raise ArchiveError(
                f"{archive.path} cannot be read ({reason_of(error)}).", path=archive.path
            ) from error
        with open_archive(path) as then:
            _set_back(then, record)
            audit = Audit(run=record.run, policy=policy, at=utc(record.at))
            again, _ = make_record(then, audit, ledger, base=record.base, inputs=record.inputs)
    return again


def _set_back(archive: Archive, record: AuditRecord) -> None:
    """Give a repository the refs of the moment of the audit, and no others."""
    git = archive.repo.git
    for ref in str(git.for_each_ref("--format=%(refname)")).split():
        git.update_ref("-d", ref)
    for ref, commit in ((MAIN, record.audited.main), (SYNCS, record.audited.syncs)):
        if commit:
            git.update_ref(ref, commit)


def _differences(kept: AuditRecord, again: AuditRecord) -> Iterator[str]:
    """Compare two records of one audit."""
    for what, old, new in (
        ("new", kept.new, again.new),
        ("told again", kept.reminded, again.reminded),
        ("resolved", _inside(kept.resolved), _inside(again.resolved)),
        ("suppressed", _inside(kept.suppressed), _inside(again.suppressed)),
    ):
        before, after = {one.id: one for one in old}, {one.id: one for one in new}
        for id in before.keys() - after.keys():
            yield f"{what}: the finding {id} ({before[id].rule}) is not found again"
        for id in after.keys() - before.keys():
            yield f"{what}: the finding {id} ({after[id].rule}) is found, and was not recorded"
        for id in sorted(before.keys() & after.keys()):
            if before[id] != after[id]:
                names = ", ".join(
                    name
                    for name in Finding.__struct_fields__
                    if getattr(before[id], name) != getattr(after[id], name)
                )
                yield f"{what}: the finding {id} ({before[id].rule}) has another {names}"
    for name in ("posts", "edits", "open"):
        if getattr(kept, name) != getattr(again, name):
            yield f"{name}: {getattr(kept, name)} were recorded, {getattr(again, name)} are found"


def _inside(wrapped: tuple[object, ...]) -> tuple[Finding, ...]:
    return tuple(one.finding for one in wrapped)  # type: ignore[attr-defined]


def _signature(archive: Archive, commit: str) -> str:
    """Say what git says of a signature: good, bad, by whom."""
    said: str = archive.repo.git.log("-1", "--no-show-signature", "--format=%G?%n%GS", commit, "--")
    state, _, signer = said.partition("\n")
    words = {
        "G": "good signature", "B": "BAD signature", "U": "good signature of unknown validity",
        "X": "good signature that has expired", "Y": "good signature of an expired key",
        "R": "good signature of a revoked key", "E": "signature that cannot be checked here",
    }  # fmt: skip
    return f"{words[state]}{f' of {signer}' if signer else ''}" if state in words else ""
