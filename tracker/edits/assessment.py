"""Assess one edit: its kind, its severity, its disclosure, and why."""

from __future__ import annotations

from datetime import timedelta

from tracker.diff import Change, Kind
from tracker.edits.comparing import Compared, compare, field_signature, span_of, standing_notes
from tracker.edits.disclosure import disclose
from tracker.edits.facts import field_fact
from tracker.edits.labels import NoteKind
from tracker.edits.listings import Listings
from tracker.edits.names import KnownNames
from tracker.edits.sentences import readable, shortened
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

_SHOWN_ATOMS = 6
_SHOWN = 100
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
        reasons=(*_what(before, edit, compared, weighed, atoms, kind, setting), *why),
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
        reasons=("met for the first time", *_note_reasons(notes)),
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
        disclosure, why = Disclosure.DISCLOSED, f"its last state said: {_cut(told[0].text)}"
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


def _what(
    before: State,
    edit: Edit,
    compared: Compared,
    weighed: list[Weighed],
    atoms: tuple[AtomChange, ...],
    kind: EditKind,
    setting: Setting,
) -> tuple[str, ...]:
    """Say what changed, the facts first."""
    after = edit.after
    reasons = ["public again"] if kind is EditKind.RESTORATION else []
    reasons += [str(atom) for atom in atoms[:_SHOWN_ATOMS]]
    if len(atoms) > _SHOWN_ATOMS:
        reasons.append(f"and {len(atoms) - _SHOWN_ATOMS} more facts")
    reasons += [field_fact(change, setting.names) for change in compared.fields]
    reasons += [_date_words(before, after)] * (
        any(change.name == "date" for change in compared.fields)
        and None not in (before.published, after.published)
        and before.published != after.published
    )
    if any(field_signature(change) in edit.shared for change in compared.fields):
        reasons.append("the same change of fields was made on other posts")
    reasons += _sentence_reasons([each.change for each in weighed])
    reasons += _note_reasons(compared.notes)
    if kind is EditKind.TOUCH:
        reasons.append("only dates or counters moved")
    if kind is EditKind.MARKUP:
        reasons.append("the words are the same; their markup or their breaks changed")
    return tuple(reasons)


def _date_words(before: State, after: State) -> str:
    old, new = before.published, after.published
    way = "forward" if old is not None and new is not None and new > old else "back"
    return f"the publication date was moved {way}"


def _sentence_reasons(changes: list[Change]) -> list[str]:
    """Count the changed sentences by kind, and show the first of each."""
    reasons = []
    for kind in (Kind.EDITED, Kind.ADDED, Kind.DELETED, Kind.MOVED, Kind.SPLIT, Kind.MERGED):
        found = [change for change in changes if change.kind is kind]
        if found:
            shown = (found[0].after or found[0].before)[0].text
            count = f"{len(found)} sentences {kind}, the first" if found[1:] else f"sentence {kind}"
            reasons.append(f"{count}: {_cut(shown)}")
    return reasons


def _note_reasons(notes: tuple[NoteChange, ...]) -> list[str]:
    reasons = []
    for change in notes:
        if change.after is None:
            reasons.append(f"note taken away: {_cut(change.before.text if change.before else '')}")
        elif change.moved:
            reasons.append(f"note moved: {_cut(change.after.text)}")
        if change.check is not None:
            reasons.append(change.check.reason)
    return reasons


def _cut(text: str) -> str:
    return shortened(readable(text).strip(), _SHOWN)
