"""What an edit changed, as the reasons of its assessment say it."""

from __future__ import annotations

from tracker.diff import Change, Kind
from tracker.edits.comparing import Compared, field_signature
from tracker.edits.facts import field_fact
from tracker.edits.sentences import readable, shortened
from tracker.edits.severity import Weighed
from tracker.edits.values import AtomChange, Edit, EditKind, NoteChange, Setting, State

_SHOWN_ATOMS = 6
_SHOWN = 100


def what_changed(
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
    reasons += note_reasons(compared.notes)
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
            reasons.append(f"{count}: {cut(shown)}")
    return reasons


def note_reasons(notes: tuple[NoteChange, ...]) -> list[str]:
    """Say which notes went or moved, and how the times that they claim fit."""
    reasons = []
    for change in notes:
        if change.after is None:
            reasons.append(f"note taken away: {cut(change.before.text if change.before else '')}")
        elif change.moved:
            reasons.append(f"note moved: {cut(change.after.text)}")
        if change.check is not None:
            reasons.append(change.check.reason)
    return reasons


def cut(text: str) -> str:
    """Shorten a text, its marks left out, to what a reason has room for."""
    return shortened(readable(text).strip(), _SHOWN)
