"""A post was made to look new, and not one word of it changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from tracker.audit.rule import EditRule, Found, Options
from tracker.audit.views import EditSeen
from tracker.audit.wording import evidence_of, moment_words, quoted
from tracker.edits.claims import ClaimCheck
from tracker.edits.disclosure import telling_notes
from tracker.edits.moments import Precision
from tracker.edits.values import EditKind
from tracker.findings import Level

_WORDED = (EditKind.TEXT, EditKind.NOTE, EditKind.REVERT, EditKind.RESTORATION)
_LENGTH = {Precision.DAY: timedelta(days=1), Precision.MONTH: timedelta(days=31)}


def _find(seen: EditSeen, options: Options) -> Iterable[Found]:
    if seen.said.kind is not EditKind.REFRESH or _tells_of_an_edit(seen):
        return
    what = list(_refreshed(seen))
    if what:
        yield Found(
            words=f"was refreshed, and not one word of its story changed: {'; '.join(what)}",
            evidence=evidence_of(seen.said),
        )


def _refreshed(seen: EditSeen) -> Iterator[str]:
    old, new = seen.before.published, seen.after.published
    dated = any(change.name == "date" for change in seen.said.field_changes)
    if dated and old is not None and new is not None and new > old:
        yield f"publication date {moment_words(old)} -> {moment_words(new)}"
    for change in seen.said.notes:
        if change.after is not None and not change.moved:
            before = f"{quoted(change.before.text)} -> " if change.before is not None else ""
            yield f"note {before}{quoted(change.after.text)}"


def _tells_of_an_edit(seen: EditSeen) -> bool:
    """Tell whether a note, or a new date, can be about words that changed before it."""
    if any(_is_before_all(seen, change.check) for change in seen.said.notes if change.check):
        return True
    for edit in reversed(seen.post.edits[1 : seen.index]):
        said = edit.assessment
        if said.disclosed_by == seen.index:
            return True
        if said.kind is EditKind.REFRESH or telling_notes(said.notes):
            return False  # what came before has had its note
        if said.kind in _WORDED:
            return True
    return False


def _is_before_all(seen: EditSeen, check: ClaimCheck) -> bool:
    """Tell whether a note claims a time before the first state that is known."""
    first = seen.post.edits[0].recorded.state.moment
    length = _LENGTH.get(check.precision, timedelta())
    return first is not None and check.moment + length <= first


RULE = EditRule(
    name="refresh-only",
    summary="The publication date was put forward, or a note says that something was changed, "
    "and not one word of the story was.",
    level=Level.INFO,
    find=_find,
)
