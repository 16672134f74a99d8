"""Audit archives at moments of a test's choosing, and look at what the branch `audits` has."""

from __future__ import annotations

import subprocess
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from tests.cli.running import git
from tracker.archive.audits import RECORD, iter_audits, newest_audits
from tracker.archive.repository import open_archive
from tracker.audit.auditing import Audit, audit_archive
from tracker.audit.builtin import builtin_policies
from tracker.audit.ledger import Ledger, read_ledger
from tracker.audit.policy import Policy, make_policy
from tracker.audit.specs import PolicySpec
from tracker.audit.verifying import Verified, verify_audits
from tracker.findings import AuditRecord, Inputs
from tracker.model import utc

NOW = utc("2026-03-10T12:00:00Z")
HOUR = timedelta(hours=1)


def policy(name: str = "newsroom", **data: Any) -> Policy:
    """Make a policy of plain data, or a built-in one."""
    known = builtin_policies()
    spec = msgspec.convert(data, PolicySpec) if data else known[name]
    return make_policy(name, spec, known)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An audit: its record, and its commit on the branch."""

    record: AuditRecord
    commit: str

    @property
    def new(self) -> list[str]:
        return sorted(one.subject for one in self.record.new)

    @property
    def rules(self) -> list[str]:
        return sorted(one.rule for one in self.record.new)


def audit(
    path: Path,
    at: datetime = NOW,
    *,
    by: Policy | None = None,
    since: datetime | str | None = None,
    channels: tuple[str, ...] = (),
    sign: bool = False,
    inputs: Inputs | None = None,
    run: str = "",
) -> Kept:
    """Audit an archive as `tracker audit --no-sync` does."""
    how = Audit(
        run=run or f"{at:%Y%m%dT%H%M%SZ}-abcdef",
        policy=by or policy(),
        at=at,
        since=since,
        channels=channels,
        sign=sign,
    )
    with open_archive(path) as archive, archive.lock():
        record, commit = audit_archive(archive, how, inputs or Inputs(tried=False))
    return Kept(record=record, commit=commit)


def ledger_of(path: Path) -> Ledger:
    with open_archive(path) as archive:
        return read_ledger(archive)


def records_of(path: Path) -> list[AuditRecord]:
    """All records of the branch, oldest first."""
    with open_archive(path) as archive:
        tip = newest_audits(archive)
        found = [
            msgspec.json.decode(archive.read_file(commit, RECORD) or b"", type=AuditRecord)
            for commit, _, _ in (iter_audits(archive, tip) if tip else ())
        ]
    return found[::-1]


def told(path: Path) -> Counter[str]:
    """How often each finding was told as a new one, over all records: subject -> times."""
    return Counter(one.subject for record in records_of(path) for one in record.new)


def verified(path: Path, *, every: bool = True) -> list[Verified]:
    with open_archive(path) as archive:
        return list(verify_audits(archive, None, every=every))


def check_holds(path: Path) -> None:
    """All audits can be repeated and give the same."""
    for one in verified(path):
        assert not one.problem, one.problem
        assert one.differences == ()


def everything(path: Path) -> bytes:
    """All objects of a repository and all other files in it, unpacked."""
    names = git(path, "cat-file", "--batch-all-objects", "--batch-check=%(objectname)")
    objects = subprocess.run(
        ["git", "-C", str(path), "cat-file", "--batch"],
        input=names.encode(), capture_output=True, check=True,
    ).stdout  # fmt: skip
    files = [file.read_bytes() for file in path.rglob("*") if file.is_file()]
    return objects + b"".join(files)
