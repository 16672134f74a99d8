"""Assess one edit: its kind, its severity, its disclosure, and why."""

from __future__ import annotations

from datetime import timedelta

from tracker.edits.comparing import Compared, compare, field_signature, span_of, standing_notes
from tracker.edits.disclosure import disclose
from tracker.edits.labels import NoteKind
from tracker.edits.listings import Listings
from tracker.edits.names import KnownNames
from tracker.edits.reasons import cut, note_reasons, what_changed
from tracker.edits.severity import Weighed, heaviest, weigh, weigh_fields
from tracker.edits.speaking import language_of
from tracker.edits.values import (
    Assessment,
    AtomChange,
    Disclosure,
    Edit,
    EditKind,
    Lag,
    NoteChange,
    Setting,
    Severity,
    State,
)

_AT_ONCE = Lag(least=timedelta(), most=timedelta())
_DATED = frozenset({"date", "link"})


def assess(edit: Edit, setting: Setting | None = None) -> Assessment:
    """Assess one edit by its two states alone.

    What only the history of the post tells (reverts, later notes, contradictions) is added by
    `assess_history`.
    """
    setting = setting or Setting()
    before, after = edit.before, edit.after
    if before is None:
        return _first(edit, setting)
    if after.away:
        return _removal(before, edit, setting)
    compared = compare(before, edit, setting)
    known = KnownNames(before.text, after.text)
    listings = Listings(compared.diff)
    language = setting.language
    if compared.story or compared.headline:
        language = language_of((after.text, before.text), language)
    weighed = [weigh(change, language, known, listings) for change in compared.story]
    own = tuple(each for each in compared.fields if field_signature(each) not in edit.shared)
    field_severity, field_atoms = weigh_fields(own, language, known)
    atoms = (*field_atoms, *(atom for each in weighed for atom in each.atoms))
    kind = _kind(before, after, compared)
    severity = _severity(kind, compared, weighed, field_severity)
    disclosure, why = _disclosure(before, edit, compared, weighed, atoms, kind, severity, setting)
    return Assessment(
        kind=kind,
        severity=severity,
        disclosure=disclosure,
        reasons=(*what_changed(before, edit, compared, weighed, atoms, kind, setting), *why),
        notes=compared.notes,
        atoms=atoms,
        changes=compared.story,
        field_changes=compared.fields,
        diff=compared.diff,
        span=compared.span,
        lag=_AT_ONCE if disclosure is Disclosure.DISCLOSED else None,
    )


def _first(edit: Edit, setting: Setting) -> Assessment:
    notes = standing_notes(edit.after, setting)
    return Assessment(
        kind=EditKind.FIRST,
        severity=Severity.NONE,
        disclosure=Disclosure.NOT_NEEDED,
        reasons=("met for the first time", *note_reasons(notes)),
        notes=notes,
        span=span_of(edit),
    )


def _removal(before: State, edit: Edit, setting: Setting) -> Assessment:
    """Assess a post that went away: only a retraction in its last state tells of it."""
    reason = edit.after.away
    told = [
        change.after
        for change in standing_notes(before, setting)
        if change.after is not None and change.after.kind is NoteKind.RETRACTION
    ]
    if reason.startswith("moved"):
        disclosure, why = Disclosure.NOT_NEEDED, "it lives on elsewhere"
    elif told:
        disclosure, why = Disclosure.DISCLOSED, f"its last state said: {cut(told[0].text)}"
    else:
        disclosure, why = Disclosure.SILENT, "no note seen in its last state"
    return Assessment(
        kind=EditKind.REMOVAL,
        severity=Severity.SUBSTANCE,
        disclosure=disclosure,
        reasons=(f"no longer public: {reason}", why),
        span=span_of(edit),
        lag=_AT_ONCE if disclosure is Disclosure.DISCLOSED else None,
    )


def _kind(before: State, after: State, compared: Compared) -> EditKind:
    names = {change.name for change in compared.fields}
    if before.away:
        return EditKind.RESTORATION
    if compared.story or compared.headline:
        return EditKind.TEXT
    if compared.notes:
        return EditKind.REFRESH if _only_stamps(compared.notes) else EditKind.NOTE
    if "date" in names and names <= _DATED:
        return EditKind.REFRESH
    if names:
        return EditKind.FIELDS
    moved = before.comparison and after.comparison and before.comparison != after.comparison
    return EditKind.MARKUP if moved or compared.diff else EditKind.TOUCH


def _only_stamps(notes: tuple[NoteChange, ...]) -> bool:
    """Tell whether the notes say no more than that, or when, something was changed."""
    return all(
        change.moved or all(note is None or note.general for note in (change.before, change.after))
        for change in notes
    )


def _severity(
    kind: EditKind, compared: Compared, weighed: list[Weighed], fields: Severity
) -> Severity:
    if kind in (EditKind.TOUCH, EditKind.REFRESH):
        return Severity.NONE
    if kind is EditKind.MARKUP:
        return Severity.TYPOGRAPHIC
    if compared.fields and fields is Severity.NONE:
        fields = Severity.STYLE
    severity = heaviest((fields, *(each.severity for each in weighed)))
    specific = any(
        (kind is EditKind.NOTE or change.after is None)
        and not change.moved
        and any(note and not note.general for note in (change.before, change.after))
        for change in compared.notes
    )
    return Severity.SUBSTANCE if specific else severity


def _disclosure(
    before: State,
    edit: Edit,
    compared: Compared,
    weighed: list[Weighed],
    atoms: tuple[AtomChange, ...],
    kind: EditKind,
    severity: Severity,
    setting: Setting,
) -> tuple[Disclosure, tuple[str, ...]]:
    if kind in (EditKind.TOUCH, EditKind.REFRESH, EditKind.MARKUP):
        return Disclosure.NOT_NEEDED, ("not one word of the story changed",)
    if kind is EditKind.RESTORATION and severity is Severity.NONE:
        return Disclosure.NOT_NEEDED, ("it came back as it was",)
    return disclose(before, edit, compared, weighed, atoms, severity, setting)
