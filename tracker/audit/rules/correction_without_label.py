"""Facts were replaced, and the note that tells of it is not labelled as a correction."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.assessing import AssessedEdit
from tracker.audit.rule import EditRule, Found, Options
from tracker.audit.undone import notes_told, told_by
from tracker.audit.views import EditSeen
from tracker.audit.wording import evidence_of, facts_words, quoted
from tracker.edits.labels import NoteKind
from tracker.edits.naming import names_atom
from tracker.edits.values import Assessment, AtomChange, AtomKind, Disclosure
from tracker.findings import Level

_LABELLED = frozenset(
    {NoteKind.CORRECTION, NoteKind.CLARIFICATION, NoteKind.EDITOR, NoteKind.RETRACTION}
)
_FACTS = frozenset(AtomKind) - {
    AtomKind.NEGATION, AtomKind.HEDGE, AtomKind.ATTRIBUTION, AtomKind.LINK,
}  # fmt: skip
"""Kinds of facts that a correction would name."""


def _find(seen: EditSeen, options: Options) -> Iterable[Found]:
    notes = notes_told(seen.said)
    if not notes or any(note.kind in _LABELLED or not note.general for note in notes):
        return
    facts = _facts(seen)
    if not facts or _labelled_later(seen, facts) is not None:
        return
    said_is = ", ".join(quoted(note.text) for note in notes[:2])
    yield Found(
        words=f"had facts replaced, of which readers are told only {said_is}: {facts_words(facts)}",
        evidence=evidence_of(seen.said),
    )


def _facts(seen: EditSeen) -> list[AtomChange]:
    """List the facts that were replaced, and of which the note tells."""
    return [
        atom
        for said in _told(seen)
        for atom in said.atoms
        if atom.kind in _FACTS and atom.before and atom.after
    ]


def _ended(seen: EditSeen) -> str:
    later = _labelled_later(seen, _facts(seen))
    return told_by("a later note with a label tells of it", later) if later is not None else ""


def _told(seen: EditSeen) -> Iterable[Assessment]:
    """List the edits of which the note of this one tells: itself, and earlier ones."""
    for edit in seen.post.edits[1 : seen.index]:
        if edit.assessment.disclosed_by == seen.index:
            yield edit.assessment
    if seen.said.disclosure is Disclosure.DISCLOSED:
        yield seen.said


def _labelled_later(seen: EditSeen, facts: list[AtomChange]) -> AssessedEdit | None:
    """Find a later note with a label that names one of the facts, or says nothing else."""
    for later in seen.later:
        notes = (note for note in notes_told(later.assessment) if note.kind in _LABELLED)
        if any(note.general or any(names_atom(note.text, one) for one in facts) for note in notes):
            return later
    return None


RULE = EditRule(
    name="correction-without-label",
    summary="Facts were replaced by others, and readers are told only that the post was updated, "
    "not that something was corrected or clarified.",
    level=Level.WARNING,
    resolves="a later note labelled as a correction, clarification or editor's note tells of it",
    find=_find,
    ended=_ended,
)
