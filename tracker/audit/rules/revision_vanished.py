"""Revisions that the site had are no longer counted there."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.audit.rule import EditRule, Found, Options
from tracker.audit.views import EditSeen
from tracker.audit.wording import counted, evidence_of
from tracker.edits.contradictions import ContradictionKind, contradictions_at
from tracker.findings import Level

_WHY = "deleted there, or kept to a limit"
_AUTOSAVE = "autosaves are counted, too, and WordPress deletes them by itself"


def _find(seen: EditSeen, options: Options) -> Iterable[Found]:
    covered = seen.said.coverage
    fell = -covered.moved if covered is not None and covered.moved is not None else 0
    states = [edit.recorded.state for edit in seen.post.edits]
    held = [
        found.words
        for found in contradictions_at(seen.index, states)
        if found.kind is ContradictionKind.VANISHED
    ]
    if fell <= 0 and not held:
        return
    if fell > 0:
        what = f"has {fell} fewer public {'revision' if fell == 1 else 'revisions'} than before"
    else:
        what = "has fewer revisions than are held of it"
    doubt = () if held else (f"{counted(fell, 'revision')} at least; {_AUTOSAVE}",)
    why = _WHY if held or fell > 1 else "deleted there, kept to a limit, or an autosave"
    yield Found(words=f"{what}: {why}", evidence=evidence_of(seen.said, *held, *doubt))


RULE = EditRule(
    name="revision-vanished",
    summary="The public count of revisions fell, or is less than the revisions that are held.",
    level=Level.WARNING,
    find=_find,
)
