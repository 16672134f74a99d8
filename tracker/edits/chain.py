"""Assess the whole history of a post: reverts, later notes, unseen saves, contradictions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from tracker.edits.activity import coverage, coverage_words
from tracker.edits.assessment import assess
from tracker.edits.contradictions import contradictions
from tracker.edits.disclosure import telling_notes
from tracker.edits.facts import body_of
from tracker.edits.naming import names_atom, names_change
from tracker.edits.notes import Note
from tracker.edits.values import (
    Assessment,
    Disclosure,
    Edit,
    EditKind,
    Evidence,
    Lag,
    Setting,
    Severity,
    Span,
    State,
)

_OPEN = (
    Disclosure.SILENT,
    Disclosure.PARTLY,
    Disclosure.MASKED,
    Disclosure.MASKED_OR_DERIVED,
)
_STALE = "it came back with the time that it claimed then: a restored or a stale copy looks so"
_ROUNDED = timedelta(minutes=35)


def assess_history(
    states: Sequence[State], setting: Setting | None = None, shared: frozenset[str] = frozenset()
) -> tuple[Assessment, ...]:
    """Assess every edit of one post, oldest first: one assessment a state.

    Args:
        states: in their order; the first is met for the first time. One that is away keeps the
            text, title and fields of the live one before it.
        shared: lines that changed in other posts as well, see `changed_lines`.
    """
    setting = setting or Setting()
    found = []
    before: State | None = None
    for after in states:
        found.append(assess(Edit(before=before, after=after, shared=shared), setting))
        before = after
    found = _with_reverts(states, found)
    found = _with_coverage(states, found)
    for place, words in contradictions(states):
        known = found[place].contradictions
        found[place] = replace(found[place], contradictions=(*known, words))
    return tuple(_with_later_notes(found, setting))


def _with_reverts(states: Sequence[State], found: list[Assessment]) -> list[Assessment]:
    """Mark the edits that brought back an earlier state."""
    last: dict[tuple[str, str], int] = {}
    for place, state in enumerate(states):
        words = (state.title, body_of(state.text))
        earlier = last.get(words)
        one = found[place]
        if earlier is not None and earlier < place - 1 and one.kind is EditKind.TEXT:
            found[place] = _reverted(one, earlier, states)
            if one.disclosure is Disclosure.MASKED and state.claimed == states[earlier].claimed:
                found[place] = replace(
                    found[place],
                    disclosure=Disclosure.MASKED_OR_DERIVED,
                    reasons=(*found[place].reasons, _STALE),
                )
        last[words] = place
    return found


def _reverted(one: Assessment, earlier: int, states: Sequence[State]) -> Assessment:
    """Say which state came back."""
    moment = states[earlier].moment
    when = f" of {moment:%Y-%m-%d %H:%M} UTC" if moment is not None else f" number {earlier + 1}"
    reasons = (f"back to the state{when}", *one.reasons)
    return replace(one, kind=EditKind.REVERT, reverts_to=earlier, reasons=reasons)


def _with_coverage(states: Sequence[State], found: list[Assessment]) -> list[Assessment]:
    """Compare revision activity between observations with the states held."""
    last: int | None = None
    for place, state in enumerate(states):
        if state.away or state.fields is None or state.evidence is Evidence.REVISION:
            continue
        if last is not None:
            between = found[last + 1 : place + 1]
            held = sum(_makes_revision(one) for one in between)
            bound = coverage(states[last].fields, state.fields, held)
            if bound is not None:
                words = coverage_words(bound)
                reasons = (*found[place].reasons, *([words] if words else []))
                found[place] = replace(found[place], coverage=bound, reasons=reasons)
        last = place
    return found


def _makes_revision(one: Assessment) -> bool:
    """Tell whether an edit makes a revision: of title, content or excerpt."""
    worded = any(change.name in ("title", "excerpt") for change in one.field_changes)
    return bool(one.changes or one.notes or worded) or one.kind is EditKind.MARKUP


def _with_later_notes(found: list[Assessment], setting: Setting) -> list[Assessment]:
    """Let later notes disclose earlier edits, the nearest note winning."""
    still_open: list[int] = []
    for place, one in enumerate(found):
        notes = [change for change in telling_notes(one.notes) if one.kind is not EditKind.FIRST]
        if notes:
            for earlier in list(still_open):
                told = found[earlier]
                newest = earlier == still_open[-1]
                if any(
                    change.after is not None and _tells_of(change.after, told, one, newest, setting)
                    for change in notes
                ):
                    found[earlier] = replace(
                        told, disclosed_by=place, lag=_lag(told.span, one.span)
                    )
                    still_open.remove(earlier)
        if one.severity is Severity.SUBSTANCE and one.disclosure in _OPEN:
            still_open.append(place)
    return found


def _tells_of(note: Note, told: Assessment, by: Assessment, newest: bool, setting: Setting) -> bool:
    """Tell whether the note of a later edit speaks of an earlier one."""
    if not note.general:
        return any(
            atom.before and names_atom(note.text, atom) and _is_fact(atom.kind)
            for atom in told.atoms
        ) or any(
            names_change(note.text, change, setting.language)
            for change in told.changes
            if not told.atoms
        )
    for change in by.notes:
        if change.after == note and change.check is not None and told.span.latest is not None:
            earliest = (told.span.earliest or told.span.latest) - _ROUNDED
            if change.check.zone_known != "not known" and (
                earliest <= change.check.moment <= told.span.latest + _ROUNDED
            ):
                return True
    # A note without a time, in an edit that changes nothing else, speaks of the one before it.
    return newest and not note.when and not by.changes


def _is_fact(kind: str) -> bool:
    return kind not in ("negation", "hedge", "attribution", "link")


def _lag(edit: Span, note: Span) -> Lag | None:
    """Bound how long readers were not told."""
    if note.latest is None or edit.latest is None:
        return None
    first = note.earliest or note.latest
    least = max(first - edit.latest, timedelta())
    most = None if edit.earliest is None else note.latest - edit.earliest
    return Lag(least=least, most=most)
