"""Facts were changed and no note tells readers."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.audit.rule import EditRule, Found, Options
from tracker.audit.undone import how_ended, is_taken_back
from tracker.audit.views import EditSeen
from tracker.audit.wording import changed_words, evidence_of
from tracker.edits.values import Disclosure, EditKind
from tracker.findings import Level


def _find(seen: EditSeen, options: Options) -> Iterable[Found]:
    said = seen.said
    if said.kind is EditKind.REMOVAL or not said.undisclosed:
        return
    if said.disclosure is Disclosure.MASKED or is_taken_back(seen):  # masked: a rule of its own
        return
    part = "only some of it is told" if said.disclosure is Disclosure.PARTLY else "no note tells it"
    yield Found(
        words=f"changed without telling readers ({part}): {changed_words(said)}",
        evidence=evidence_of(said),
    )


RULE = EditRule(
    name="silent-substance",
    summary="Substance was changed (a number, a name, a quotation, a denial) and no note says so.",
    level=Level.ERROR,
    resolves="a later note tells of it, or it is taken back",
    find=_find,
    ended=how_ended,
)
