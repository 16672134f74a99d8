"""Rewrite the branch `audits` without one post."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from tracker.archive.aside import ASIDE
from tracker.archive.audit_branch import AuditCommit, iter_branch, read_commit
from tracker.archive.audit_commit import audit_message, is_of_outbox, record_files
from tracker.archive.audits import OPEN, OUTBOX, RECORD, commit_moment, read_audit_files
from tracker.archive.layout import canonical_json, decode_json
from tracker.archive.repository import Archive
from tracker.archive.stream import ImportStream
from tracker.errors import ArchiveError
from tracker.findings import AuditRecord
from tracker.model import PostKey, stamp

_IDS = re.compile(r"\b[0-9a-f]{12,64}\b")
_SHORT = 12
_STRANGE = "A commit that no audit made\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleansed:
    """What became of the branch.

    Args:
        tip: its newest commit now.
        changed: the oldest commit that is another one now, by its id before; None where none is.
    """

    tip: str
    changed: str | None


@dataclass(slots=True)
class _Cleansing:
    """What is known while commit after commit is written anew."""

    archive: Archive
    key: PostKey
    commits: Mapping[str, str]
    short: Mapping[str, str]
    silent: set[str] = field(default_factory=set)
    """Runs that have nothing to tell any more."""


def audits_without(
    archive: Archive, key: PostKey, tip: str, commits: Mapping[str, str]
) -> Cleansed:
    """Write the branch anew: no finding of a post, and the commits of main by their new ids.

    What comes before the first commit that names the post, or a commit of main that is another
    one now, stays as it is. The branch itself is not moved.

    Args:
        archive: locked by the caller.
        key: the post.
        tip: the newest commit of the branch.
        commits: what became of the commits of main, id before -> id now.

    Raises:
        ArchiveError: where a record is not one that this tracker can write anew.
    """
    moved = {old: new for old, new in commits.items() if old != new}
    short = {old[:_SHORT]: new[:_SHORT] for old, new in moved.items()}
    work = _Cleansing(archive=archive, key=key, commits=moved, short=short)
    parent, changed = "", None
    with ImportStream(archive.repo) as stream:
        for commit, _, run in reversed(list(iter_branch(archive, tip))):
            files = read_audit_files(archive, commit)
            new = _cleanse(work, files, run, where=commit)
            if changed is None and new == files:
                parent = commit
                continue
            changed = changed or commit
            parent = _send(stream, read_commit(archive, commit), new, run, parent)
        stream.finish()
    found = archive.resolve(f"{ASIDE}/audits") if changed else tip
    assert found is not None, "git has just written it"
    return Cleansed(tip=found, changed=changed)


def _send(
    stream: ImportStream, old: AuditCommit, files: Mapping[str, bytes], run: str, parent: str
) -> str:
    message = old.message if is_of_outbox(old.message) else _STRANGE
    if run and RECORD in files:
        message = audit_message(msgspec.json.decode(files[RECORD], type=AuditRecord))
    # Blobs first: git refuses one within a commit.
    changes: list[tuple[str, str | None]] = [
        (name, stream.blob(data)) for name, data in sorted(files.items())
    ]
    changes += [(name, None) for name in sorted(old.names - files.keys())]
    return stream.commit(
        f"{ASIDE}/audits",
        author=old.author,
        authored=old.authored,
        committed=old.committed,
        message=message.encode(),
        changes=changes,
        parents=(parent,) if parent else (),
    )


def _cleanse(
    work: _Cleansing, files: Mapping[str, bytes], run: str, *, where: str
) -> dict[str, bytes]:
    """Take a post out of the files of one commit; the same bytes where it is not in them."""
    data = {
        name: decode_json(files[name], where=f"{name} of {where[:_SHORT]}")
        for name in (RECORD, OPEN, OUTBOX)
        if name in files
    }
    before = msgspec.json.encode(data)
    opened = _without(work, data.get(OPEN) or {})
    record = _without(work, data.get(RECORD) or {})
    if RECORD in data:
        _rebase(work, record)
        if record.get("open"):
            record["open"] = len(opened.get("findings") or ())
    if run and not any(record.get(name) for name in ("new", "resolved", "reminded")):
        work.silent.add(run)
    outbox = data.get(OUTBOX) or {}
    after = {RECORD: record, OPEN: opened, OUTBOX: outbox}
    if msgspec.json.encode({name: after[name] for name in data}) == before:
        return dict(files)
    waiting = [one for one in outbox.get("waiting") or () if one["run"] not in work.silent]
    record["forgotten"] = [*(record.get("forgotten") or ()), str(work.key)]
    try:
        whole = record_files(msgspec.convert(record, AuditRecord))
    except msgspec.ValidationError as error:
        raise ArchiveError(
            f"The audit {where[:_SHORT]} of {work.archive.path} is not one that this tracker can "
            f"write anew ({error}); everything is as it was. Delete the branch audits, or "
            "install a newer tracker.",
            path=work.archive.path,
        ) from error
    outbox = {name: value for name, value in outbox.items() if name != "waiting"}
    outbox |= {"waiting": waiting} if waiting else {}
    return {**whole, OPEN: canonical_json(opened), OUTBOX: canonical_json(outbox)}


def _without(work: _Cleansing, document: dict[str, Any]) -> dict[str, Any]:
    """Drop the findings of the post from all lists, and give the others the new ids of commits."""
    made: dict[str, Any] = {}
    gone: set[str] = set()
    for name, value in document.items():
        if name == "policy" or not isinstance(value, list):
            made[name] = value
            continue
        kept = []
        for one in value:
            finding = one.get("finding", one) if isinstance(one, dict) else {}
            if finding.get("post") == str(work.key):
                gone.add(str(finding.get("id")))
            else:
                kept.append(_renamed(work, one))
        if kept:
            made[name] = kept
    if "told" in made:
        made["told"] = {id: at for id, at in made["told"].items() if id not in gone}
        if not made["told"]:
            del made["told"]
    return made


def _renamed(work: _Cleansing, value: Any) -> Any:
    """Put the new ids of commits into all words; ids of findings are no ids of commits."""
    if isinstance(value, str):
        return _IDS.sub(lambda found: _new_id(work, found[0]), value)
    if isinstance(value, list):
        return [_renamed(work, one) for one in value]
    if isinstance(value, dict):
        return {name: one if name == "id" else _renamed(work, one) for name, one in value.items()}
    return value


def _new_id(work: _Cleansing, id: str) -> str:
    return work.commits.get(id) or work.short.get(id) or id


def _rebase(work: _Cleansing, record: dict[str, Any]) -> None:
    for name in ("base", "audited"):
        base = record.get(name) or {}
        main = str(base.get("main") or "")
        if main in work.commits:
            new = work.commits[main]
            observed = stamp(commit_moment(work.archive, new)) if new else ""
            kept = {**base, "main": new, "observed": observed}
            record[name] = {part: value for part, value in kept.items() if value}
