"""A date that the site claims was put into the past."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from tracker.audit.amounts import length_words
from tracker.audit.rule import EditRule, Found, Options
from tracker.audit.views import EditSeen
from tracker.audit.wording import evidence_of, moment_words
from tracker.edits.contradictions import CACHED, ContradictionKind, contradictions_at
from tracker.edits.values import Disclosure, Evidence
from tracker.findings import Level
from tracker.model import utc_or_none

_UNMOVED = (Disclosure.MASKED, Disclosure.MASKED_OR_DERIVED, Disclosure.DERIVED)
"""Here the claimed time stayed or went back, of which masked-edit tells where it is proved."""


def _find(seen: EditSeen, options: Options) -> Iterable[Found]:
    yield from _publication(seen)
    if seen.after.evidence is Evidence.REVISION:
        yield from _revision(seen)
    else:
        yield from _last_change(seen)


def _publication(seen: EditSeen) -> Iterator[Found]:
    """The publication date was moved back: by the site's clock, and in UTC."""
    before, after = seen.post.fields_at(seen.index - 1), seen.after.fields or {}
    old, new = utc_or_none(before.get("date_gmt")), utc_or_none(after.get("date_gmt"))
    local = utc_or_none(before.get("date")), utc_or_none(after.get("date"))
    if _is_back(*local) and _is_back(old, new):
        assert old is not None
        assert new is not None
        yield Found(
            words=f"had its publication date moved back by {length_words(old - new)}, from "
            f"{moment_words(old)} to {moment_words(new)}",
            evidence=evidence_of(seen.said),
            detail="publication",
        )


def _is_back(old: datetime | None, new: datetime | None) -> bool:
    return old is not None and new is not None and new < old


def _revision(seen: EditSeen) -> Iterator[Found]:
    """A revision claims a time at which the newest public one was older than it."""
    states = [edit.recorded.state for edit in seen.post.edits]
    for found in contradictions_at(seen.index, states):
        if found.kind is ContradictionKind.BACKDATED and seen.after.claimed is not None:
            yield Found(
                words=f"has revision {seen.after.revision}, which claims "
                f"{moment_words(seen.after.claimed)} and was not there when the post was read "
                "later: it was backdated, or made by an import",
                evidence=(found.words,),
                detail="revision",
            )


def _last_change(seen: EditSeen) -> Iterator[Found]:
    """`modified` moved to a time after which the old words were still read."""
    claimed, said = seen.after.claimed, seen.said
    read = seen.after.last_observed or seen.before.observed
    if claimed is None or claimed == seen.before.claimed or read is None:
        return
    if not seen.is_edit_of_words or said.disclosure in _UNMOVED or claimed + CACHED >= read:
        return
    yield Found(
        words=f"claims {moment_words(claimed)} as the time of its last change, and "
        f"{length_words(read - claimed)} later it was still read as it was before",
        evidence=evidence_of(
            said,
            f"the words before were read at {moment_words(read)}",
            "the time was put back, or a cache served what was there before for so long",
        ),
        detail="modified",
    )


RULE = EditRule(
    name="backdated",
    summary="The publication date was moved back, or a revision or the time of the last change "
    "claims a time at which an earlier reading saw otherwise.",
    level=Level.WARNING,
    find=_find,
)
