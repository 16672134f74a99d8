"""Audit archives at moments of a test's choosing, and look at what the branch `audits` has."""

from __future__ import annotations

import os
import subprocess
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from tests.cli.running import git
from tests.faults.making import Entry, hour, import_entries, item, seen
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


def policy(**data: Any) -> Policy:
    """Make a policy of plain data, or the built-in one for newsrooms."""
    known = builtin_policies()
    spec = msgspec.convert(data, PolicySpec) if data else known["newsroom"]
    return make_policy("watch" if data else "newsroom", spec, known)


def watch(**more: Any) -> Policy:
    """A small policy whose findings are few."""
    names = ("silent-substance", "removed-without-note", "protected-now")
    return policy(rules={name: {} for name in names}, **more)


def story(number: int, sold: int, at: float) -> Entry:
    """A state of a post of the harbour, whose only fact is a number."""
    words = f"The harbour office sold {sold} tickets for the Friday ferry to the outer islands."
    return seen(hour(at), item(number, words, modified=hour(at)))


def more(path: Path, *entries: Entry) -> None:
    """Import more into the archive of the harbour."""
    import_entries(path.parent, *entries)


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
    own: bool = True,
) -> Kept:
    """Audit an archive as `tracker audit --no-sync` does."""
    how = Audit(
        run=run or f"{at:%Y%m%dT%H%M%SZ}-abcdef",
        policy=by or policy(),
        at=at,
        since=since,
        channels=channels,
        sign=sign,
        own=own,
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


def tamper(path: Path, change: Callable[[str], str], *, name: str = RECORD) -> None:
    """Put another commit in the place of the newest one, with other words in one of its files."""
    text = git(path, "show", f"audits:{name}")
    changed = change(text)
    assert changed != text
    tree = path / ".git" / "tampered"
    env = {**os.environ, "GIT_INDEX_FILE": str(tree)}
    run = ["git", "-C", str(path)]
    subprocess.run([*run, "read-tree", "audits"], check=True, env=env)
    blob = subprocess.run(
        [*run, "hash-object", "-w", "--stdin"], input=changed, text=True, check=True,
        capture_output=True, env=env,
    ).stdout.strip()  # fmt: skip
    subprocess.run(
        [*run, "update-index", "--cacheinfo", f"100644,{blob},{name}"], check=True, env=env
    )
    made = subprocess.run(
        [*run, "write-tree"], check=True, capture_output=True, text=True, env=env
    ).stdout.strip()
    tree.unlink()
    raw = git(path, "cat-file", "commit", "audits")
    raw = "\n".join([f"tree {made}", *raw.split("\n")[1:]])
    commit = subprocess.run(
        [*run, "hash-object", "-t", "commit", "-w", "--stdin"], input=raw, text=True, check=True,
        capture_output=True,
    ).stdout.strip()  # fmt: skip
    git(path, "update-ref", "refs/heads/audits", commit)


def everything(path: Path) -> bytes:
    """All objects of a repository and all other files in it, unpacked."""
    names = git(path, "cat-file", "--batch-all-objects", "--batch-check=%(objectname)")
    objects = subprocess.run(
        ["git", "-C", str(path), "cat-file", "--batch"],
        input=names.encode(), capture_output=True, check=True,
    ).stdout  # fmt: skip
    files = [file.read_bytes() for file in path.rglob("*") if file.is_file()]
    return objects + b"".join(files)
