"""Compare what an audit kept with what repeating it gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tracker.audit.ledger import OpenFindings
from tracker.findings import AuditRecord, Base, Finding, Resolved, Suppressed
from tracker.model import utc_or_none
from tracker.text import one_line

_ALIKE = ("site", "url", "posts", "edits", "open", "aside")
_OTHER = {
    "words": "other words",
    "evidence": "other evidence",
    "reported": "another time of its first report",
    "lasting": "another say whether it stays open",
}
_SHOWN = 12


def differences_of(kept: AuditRecord, again: AuditRecord) -> Iterator[str]:
    """Say in words how two records of one audit differ."""
    yield from _findings("new", kept.new, again.new)
    yield from _findings("told again", kept.reminded, again.reminded)
    yield from _wrapped("resolved", kept.resolved, again.resolved)
    yield from _wrapped("suppressed", kept.suppressed, again.suppressed)
    for name in _ALIKE:
        if getattr(kept, name) != getattr(again, name):
            yield f"{name}: {getattr(kept, name)} recorded, {getattr(again, name)} found"
    for name in Base.__struct_fields__:
        old, new = getattr(kept.audited, name), getattr(again.audited, name)
        if old != new:
            yield f"audited: {name} {_short(old)} recorded, {_short(new)} found"


def _short(value: str) -> str:
    """Cut the id of a commit, and leave a time as it is."""
    words = one_line(value)
    return (words if utc_or_none(words) else words[:_SHOWN]) or "nothing"


def open_differences(kept: OpenFindings, again: OpenFindings) -> Iterator[str]:
    """Say in words how what is noted as open differs."""
    yield from _findings("open", kept.findings, again.findings)
    yield from _wrapped("open, suppressed", kept.suppressed, again.suppressed)
    if kept.told != again.told:
        yield "open: other times of reminders were noted than are found"


def _wrapped(
    what: str, old: Iterable[Resolved | Suppressed], new: Iterable[Resolved | Suppressed]
) -> Iterator[str]:
    before, after = list(old), list(new)
    yield from _findings(what, [one.finding for one in before], [one.finding for one in after])
    reasons = {one.finding.id: one.reason for one in after}
    for one in before:
        if reasons.get(one.finding.id, one.reason) != one.reason:
            yield f"{what}: the finding {one.finding.id} has another reason"


def _findings(what: str, old: Iterable[Finding], new: Iterable[Finding]) -> Iterator[str]:
    before, after = {one.id: one for one in old}, {one.id: one for one in new}
    for id in sorted(before.keys() - after.keys()):
        yield f"{what}: the finding {id} ({before[id].rule}) is not found again"
    for id in sorted(after.keys() - before.keys()):
        yield f"{what}: the finding {id} ({after[id].rule}) is found, and was not recorded"
    for id in sorted(before.keys() & after.keys()):
        names = ", ".join(
            _OTHER.get(name, f"another {name}")
            for name in Finding.__struct_fields__
            if getattr(before[id], name) != getattr(after[id], name)
        )
        if names:
            yield f"{what}: the finding {id} ({before[id].rule}) has {names}"
