"""Tell whether readers were told of an edit: the rules of docs/edits.md."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from tracker.diff import Kind
from tracker.edits.activity import is_known
from tracker.edits.comparing import Compared
from tracker.edits.labels import NoteKind
from tracker.edits.naming import names_atom, names_change
from tracker.edits.notes import STANDING
from tracker.edits.severity import Weighed
from tracker.edits.values import (
    AtomChange,
    Disclosure,
    Edit,
    Evidence,
    NoteChange,
    Setting,
    Severity,
    State,
)
from tracker.model import revision_activity

Verdict = tuple[Disclosure, tuple[str, ...]]
_SHOWN = 80
_OBVIOUS = frozenset({"status", "protected"})


def disclose(
    before: State,
    edit: Edit,
    compared: Compared,
    weighed: Sequence[Weighed],
    atoms: tuple[AtomChange, ...],
    severity: Severity,
    setting: Setting,
) -> Verdict:
    """Decide on an edit of words or fields.

    Args:
        before: the state before.
        atoms: all changed facts, those of the headline included.
    """
    telling = telling_notes(compared.notes)
    if telling:
        return _by_notes(telling, weighed, atoms, severity, setting)
    if severity.weight < Severity.STYLE.weight:
        return Disclosure.NOT_NEEDED, (f"{severity} changes need no note",)
    found = unmoved(before, edit, compared, weighed)
    if found is not None:
        return found
    if severity is Severity.STYLE:
        return Disclosure.NOT_NEEDED, ("a change of style needs no note",)
    if not compared.story and not compared.headline:
        names = {change.name for change in compared.fields}
        if names & _OBVIOUS and "author" not in names:
            return Disclosure.NOT_NEEDED, ("readers see for themselves that it is so",)
    wrong = [change for change in compared.notes if change.after and not change.fits]
    if wrong:
        return Disclosure.PARTLY, (
            "a note came, and the time it claims cannot be that of this edit",
        )
    gone = [change for change in compared.notes if change.after is None and change.before]
    if gone:
        return Disclosure.SILENT, ("a note was taken away and no new one seen",)
    return Disclosure.SILENT, ("no note seen",)


def telling_notes(notes: Sequence[NoteChange]) -> tuple[NoteChange, ...]:
    """List the new notes that say that something was changed."""
    return tuple(
        change
        for change in notes
        if change.tells and change.after is not None and change.after.kind not in STANDING
    )


def _by_notes(
    telling: Sequence[NoteChange],
    weighed: Sequence[Weighed],
    atoms: tuple[AtomChange, ...],
    severity: Severity,
    setting: Setting,
) -> Verdict:
    """A general note tells of the whole edit, a specific one of what it names."""
    notes = [change.after for change in telling if change.after is not None]
    said = tuple(f"note: {_cut(note.text)}" for note in notes)
    if severity is not Severity.SUBSTANCE or any(
        note.general or note.kind is NoteKind.RETRACTION for note in notes
    ):
        return Disclosure.DISCLOSED, said
    text = " ".join(note.text for note in notes)
    unnamed = [str(atom) for atom in atoms if not names_atom(text, atom)]
    unnamed += [
        f"{each.change.kind}: {_cut((each.change.after or each.change.before)[0].text)}"
        for each in weighed
        if each.severity is Severity.SUBSTANCE
        and each.change.kind in (Kind.ADDED, Kind.DELETED)
        and not names_change(text, each.change, setting.language)
    ]
    if not unnamed:
        return Disclosure.DISCLOSED, said
    return Disclosure.PARTLY, (*said, *(f"the note does not name {each}" for each in unnamed[:5]))


def unmoved(
    before: State, edit: Edit, compared: Compared, weighed: Sequence[Weighed]
) -> Verdict | None:
    """Decide on a text that changed while `modified` stayed or went back; None where it moved."""
    after = edit.after
    if not compared.story and not compared.headline:
        return None
    if before.claimed is None or after.claimed is None or after.evidence is Evidence.REVISION:
        return None
    if after.claimed > before.claimed:
        return None
    if after.claimed < before.claimed:
        lag = before.claimed - after.claimed
        return Disclosure.MASKED, (
            f"the claimed time of the last change went back by {_days(lag)}; "
            "a restored copy of the site does this, too",
        )
    return _proven(before, after) or _likely(edit, compared, weighed)


def _proven(before: State, after: State) -> Verdict | None:
    """Look for proof that somebody edited the post, or that nobody did."""
    same = "the claimed time of the last change did not move"
    if before.source and after.source:
        if before.source == after.source:
            return Disclosure.DERIVED, (
                f"{same}, and the source of the post is the same: only its rendering changed",
            )
        return Disclosure.MASKED, (f"{same}, and the source of the post changed",)
    if after.revision is not None and after.revision != before.revision:
        return Disclosure.MASKED, (f"{same}, and revision {after.revision} holds the change",)
    old, new = revision_activity(before.fields), revision_activity(after.fields)
    if not is_known(old) or not is_known(new):
        return None
    if old != new:
        return Disclosure.MASKED, (
            f"{same}, and public revisions went from {old[0]} (newest {old[1]}) "
            f"to {new[0]} (newest {new[1]})",
        )
    return Disclosure.DERIVED, (
        f"{same}, and no public revision came: WordPress keeps one of every edit of the words "
        "(a change made in the database itself would look the same)",
    )


def _likely(edit: Edit, compared: Compared, weighed: Sequence[Weighed]) -> Verdict:
    same = "the claimed time of the last change did not move"
    if weighed and all(each.listed for each in weighed):
        return Disclosure.MASKED_OR_DERIVED, (
            f"{same}, and only a list of other posts did, as blocks do that render themselves; "
            "but nothing public proves it",
        )
    lines = [each.text for change in compared.story for each in (*change.before, *change.after)]
    if lines and edit.shared and all(line in edit.shared for line in lines):
        return Disclosure.MASKED_OR_DERIVED, (
            f"{same}; the same lines changed in other posts, as lists and blocks do that render "
            "themselves, but nothing public proves it",
        )
    return Disclosure.MASKED_OR_DERIVED, (
        f"{same}; revisions are not public here, so an edit and a block that renders itself "
        "cannot be told apart",
    )


def _days(lag: timedelta) -> str:
    if lag >= timedelta(days=2):
        return f"{lag.days} days"
    return f"{lag.total_seconds() / 3600:.1f} hours"


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1].rsplit(" ", 1)[0] + "…"
