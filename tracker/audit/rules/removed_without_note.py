"""A post went, and its last state said nothing of it."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.archive.held import FORGOTTEN
from tracker.assessing import AssessedEdit
from tracker.audit.rule import EditRule, Found, Options
from tracker.audit.undone import proof
from tracker.audit.views import EditSeen
from tracker.audit.wording import evidence_of, line
from tracker.edits.values import Disclosure, EditKind
from tracker.findings import Level

_MEANING = {
    "unpublished": "the site keeps it from the public",
    "erased": "the site knows no such post",
}
_SAID = ("no longer public", "no note seen")
"""How reasons begin that the words of the finding say."""


def _find(seen: EditSeen, options: Options) -> Iterable[Found]:
    said = seen.said
    if said.kind is not EditKind.REMOVAL or said.disclosure is not Disclosure.SILENT:
        return
    if seen.before.away or seen.after.away == FORGOTTEN:
        return  # it was away before; or its record was taken out of the archive, by its keeper
    if _there_again(seen) is not None:
        return
    reason = line(seen.after.away)
    meaning = _MEANING.get(seen.after.away)
    yield Found(
        words="is no longer public, and no note was seen in its last state "
        f"({reason}{f': {meaning}' if meaning else ''})",
        evidence=tuple(each for each in evidence_of(said) if not each.startswith(_SAID)),
    )


def _there_again(seen: EditSeen) -> AssessedEdit | None:
    return next((one for one in seen.later if _is_there(one.recorded.state.away)), None)


def _ended(seen: EditSeen) -> str:
    there = _there_again(seen)
    if there is None:
        return ""
    away = there.recorded.state.away
    if away:
        return f"it lives on ({line(away)}; {proof(there)})"
    return f"it is public again ({proof(there)})"


def _is_there(away: str) -> bool:
    return not away or away.startswith("moved")


RULE = EditRule(
    name="removed-without-note",
    summary="A post is no longer public, and its last state bore no retraction.",
    level=Level.ERROR,
    resolves="it is public again, or lives on under another type",
    find=_find,
    ended=_ended,
)
