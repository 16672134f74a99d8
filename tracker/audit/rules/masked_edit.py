"""Words were changed, and the time of the last change that the site claims says otherwise."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.audit.amounts import length_words
from tracker.audit.rule import EditRule, Found, Options
from tracker.audit.undone import how_ended, is_taken_back
from tracker.audit.views import EditSeen
from tracker.audit.wording import changed_words, evidence_of
from tracker.edits.values import Disclosure
from tracker.findings import Level


def _find(seen: EditSeen, options: Options) -> Iterable[Found]:
    said, before, after = seen.said, seen.before.claimed, seen.after.claimed
    if said.disclosure is not Disclosure.MASKED or said.disclosed_by is not None:
        return
    if before is None or after is None or is_taken_back(seen):
        return
    how = "did not move"
    if after < before:
        back = length_words(before - after)
        how = f"went back by {back} (a restored copy of the site does this, too)"
    yield Found(
        words=f"changed while its claimed time of the last change {how}: {changed_words(said)}",
        evidence=evidence_of(said),
    )


RULE = EditRule(
    name="masked-edit",
    summary="Words were changed, and the claimed time of the last change did not move or went "
    "back; only where revisions or the source prove that it was an edit.",
    level=Level.ERROR,
    resolves="a later note tells of it, or it is taken back",
    find=_find,
    ended=how_ended,
)
