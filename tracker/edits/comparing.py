"""Take two states apart: what came and went of the story, and of its notes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tracker.diff import Change, ProseDiff, diff_text
from tracker.edits.bounds import Bounds, ClaimVerdict
from tracker.edits.claims import ClaimCheck, check_claim
from tracker.edits.facts import body_of
from tracker.edits.fields import FieldChange, changed_fields
from tracker.edits.paragraphs import notes_of
from tracker.edits.sorting import NotePair, sort_out
from tracker.edits.values import Edit, Evidence, NoteChange, Setting, Span, State
from tracker.model import stamp

_SLACK = timedelta(hours=24)
"""How long a stamp may lie before the edit that brings it: people round, and zones differ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What differs between two states.

    Args:
        diff: of the bodies.
        story: changed sentences that are no notes.
        notes: notes that came, went, moved or changed.
        fields: changed fields, the headline included.
        span: when the edit happened.
    """

    diff: ProseDiff
    story: tuple[Change, ...]
    notes: tuple[NoteChange, ...]
    fields: tuple[FieldChange, ...]
    span: Span

    @property
    def headline(self) -> bool:
        """Whether the headline or a manual excerpt has other words."""
        return any(change.name in ("title", "excerpt") for change in self.fields)


def compare(before: State, edit: Edit, setting: Setting) -> Compared:
    """Compare the states of an edit that has both."""
    after = edit.after
    diff = diff_text(body_of(before.text), body_of(after.text))
    span = span_of(edit)
    story, notes = sort_out(diff, setting.rules)
    bounds = _bounds(before, after)
    return Compared(
        diff=diff,
        story=story,
        notes=tuple(_checked(pair, bounds, span, setting) for pair in notes),
        fields=_fields(before, after),
        span=span,
    )


def standing_notes(state: State, setting: Setting) -> tuple[NoteChange, ...]:
    """List the notes of a state that nothing is compared with, their claims checked."""
    bounds = _bounds(None, state)
    span = Span(earliest=None, latest=state.moment)
    lines = body_of(state.text).split("\n")
    return tuple(
        _checked(NotePair(before=None, after=note), bounds, span, setting)
        for note in notes_of(lines, setting.rules)
    )


def span_of(edit: Edit) -> Span:
    """Bound the time of an edit: a revision claims a moment, observations give an interval.

    Where both tell, the claim counts if it lies within the interval: an edit may have left it
    where it was.
    """
    before, after = edit.before, edit.after
    claimed = None if after.away else after.claimed
    if after.evidence is Evidence.REVISION and claimed is not None:
        return Span(earliest=claimed, latest=claimed)
    earliest = after.last_observed or (before.moment if before is not None else None)
    latest = after.observed or after.claimed
    if (
        after.evidence is Evidence.BOTH
        and None not in (claimed, earliest, latest)
        and earliest <= claimed <= latest  # type: ignore[operator]
    ):
        return Span(earliest=claimed, latest=claimed)
    return Span(earliest=earliest, latest=latest)


def field_signature(change: FieldChange) -> str:
    """Write a change of a field so that the same change on another post reads the same."""
    return f"{change.name}: {change.before!r} -> {change.after!r}"


def changed_lines(before: State, after: State) -> frozenset[str]:
    """List what came or went with an edit, to find what other posts share.

    Lines of the text, and changes of fields that say nothing of the post itself.
    """
    lines: frozenset[str] = frozenset()
    if before.text != after.text:
        lines = frozenset(body_of(before.text).split("\n")) ^ frozenset(
            body_of(after.text).split("\n")
        )
    fields = _fields(before, after)
    return lines | {field_signature(each) for each in fields if each.name == "author"}


def _fields(before: State, after: State) -> tuple[FieldChange, ...]:
    if before.fields is not None and after.fields is not None:
        return changed_fields(before.fields, after.fields, body=after.text)
    if before.title == after.title:
        return ()
    return (FieldChange(name="title", before=before.title, after=after.title),)


def _bounds(before: State | None, after: State) -> Bounds:
    """Take `modified` for the time of the save only where this edit moved it."""
    moved = before is None or before.claimed != after.claimed
    saved = moved and after.claimed is not None
    seen = after.claimed if saved else after.observed or after.claimed
    published = after.published or (before.published if before else None)
    return Bounds(published=published, seen=seen, saved=saved)


def _checked(pair: NotePair, bounds: Bounds, span: Span, setting: Setting) -> NoteChange:
    """Check the time that a new note claims, and whether it can speak of this edit."""
    if pair.after is None or pair.moved:
        return NoteChange(before=pair.before, after=pair.after, moved=pair.moved)
    check = check_claim(pair.after, bounds, zone=setting.zone, language=setting.language)
    fits = True
    if check is not None:
        fits = check.verdict not in (ClaimVerdict.BEFORE_PUBLICATION, ClaimVerdict.AFTER_SEEN)
        if fits and span.earliest is not None and _end(check) < span.earliest - _SLACK:
            fits = False
            stood = f"but the old words still stood at {stamp(span.earliest)}"
            check = replace(check, reason=f"{check.reason}, {stood}")
    return NoteChange(before=pair.before, after=pair.after, check=check, fits=fits)


def _end(check: ClaimCheck) -> datetime:
    length = {"day": timedelta(days=1), "month": timedelta(days=31)}.get(check.precision)
    return check.moment + (length or timedelta())
