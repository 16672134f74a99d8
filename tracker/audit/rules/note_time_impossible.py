"""A note claims a time that cannot be."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from tracker.audit.rule import EditRule, Found, Options
from tracker.audit.views import EditSeen
from tracker.audit.wording import evidence_of, line, quoted
from tracker.edits.bounds import ClaimVerdict
from tracker.edits.claims import ClaimCheck
from tracker.edits.notes import Note
from tracker.findings import Level

_HOW = {
    ClaimVerdict.BEFORE_PUBLICATION: "before the post was published",
    ClaimVerdict.AFTER_SEEN: "after the note was already there",
}
_DAY = timedelta(days=1)


def _find(seen: EditSeen, options: Options) -> Iterable[Found]:
    told = set()
    for change in seen.said.notes:
        note, check = change.after, change.check
        if note is None or check is None or change.moved or check.verdict not in _HOW:
            continue
        if _was_published_then(seen, check) or _is_put_right(seen, note):
            continue
        detail = line(note.sentence, 80)
        if detail in told:  # the same words at two places
            continue
        told.add(detail)
        yield Found(
            words=f"bears a note whose time cannot be, {_HOW[check.verdict]}: "
            f"{quoted(note.sentence, 80)}",
            evidence=evidence_of(seen.said, check.reason),
            detail=detail,
        )


def _was_published_then(seen: EditSeen, check: ClaimCheck) -> bool:
    """Tell whether only a publication date that was put forward speaks against the note."""
    first, now = seen.post.published, seen.after.published
    return (
        check.verdict is ClaimVerdict.BEFORE_PUBLICATION
        and first is not None
        and now is not None
        and first < now
        and check.moment >= first - _DAY
    )


def _is_put_right(seen: EditSeen, note: Note) -> bool:
    """Tell whether the note got other words later, or went."""
    return any(
        change.before is not None
        and change.before.sentence == note.sentence
        and (change.after is None or change.after.sentence != note.sentence)
        for later in seen.later
        for change in later.assessment.notes
    )


RULE = EditRule(
    name="note-time-impossible",
    summary="A new note claims a time before the publication, or after it was read, in whichever "
    "zone it is taken.",
    level=Level.WARNING,
    resolves="the note gets other words, or goes",
    find=_find,
)
