"""Follow every sentence of a post through its history: moved, reworded, split, taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tracker.assessing import AssessedEdit
from tracker.diff import Change, Kind, ProseDiff, diff_text
from tracker.listing import editor_of
from tracker.report.blame import BlamedSentence, Origin

_BREAKS = (Kind.DIVIDED, Kind.JOINED)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Past:
    """What is known of a line: the indices of the first edit, the last, and how many."""

    first: int
    last: int
    changes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Deleted:
    """A sentence that went: its words, its past, the edit, and how far down it stood."""

    text: str
    past: _Past
    edit: int
    share: float


def blame(
    edits: Sequence[AssessedEdit], *, with_deleted: bool = False
) -> tuple[BlamedSentence, ...]:
    """Tell for each sentence of the last state which edits brought it and gave it its words.

    A sentence that was reworded, moved, split or merged is the same sentence still; so is one
    that was deleted and came back in the same words.

    Args:
        edits: of one post, from the first one on.
        with_deleted: add the sentences that went and did not come back, near to where they stood.
    """
    texts = [edit.recorded.state.text for edit in edits]
    lines, gone = _follow(texts)
    origins = [_origin(edit) for edit in edits]
    found: list[tuple[float, BlamedSentence]] = []
    last = texts[-1].split("\n")
    for number, text in enumerate(last):
        if text:
            past = lines[number]
            starts = number == 0 or not last[number - 1]
            found.append((number / len(last), _blamed(text, past, origins, starts=starts)))
    if with_deleted:
        found += [
            (
                one.share,
                replace(
                    _blamed(one.text, one.past, origins, starts=False), deleted=origins[one.edit]
                ),
            )
            for one in gone.values()
        ]
        found.sort(key=lambda pair: pair[0])
    return tuple(sentence for _, sentence in found)


def _follow(texts: Sequence[str]) -> tuple[dict[int, _Past], dict[str, _Deleted]]:
    """Walk through the states; give the past of each line of the last one, and what went."""
    lines: dict[int, _Past] = {}
    gone: dict[str, _Deleted] = {}
    before = ""
    for edit, after in enumerate(texts):
        if edit == 0 or after != before:
            lines = _step(diff_text(before, after), lines, gone, edit)
        before = after
    return lines, gone


def _step(
    diff: ProseDiff, lines: dict[int, _Past], gone: dict[str, _Deleted], edit: int
) -> dict[int, _Past]:
    """Carry the past of each line over one edit."""
    changes = [change for change in diff.changes if change.kind not in _BREAKS]
    result: dict[int, _Past] = {}
    for change in changes:
        if change.kind is Kind.DELETED:
            continue
        past = _changed(change, lines, edit)
        for sentence in change.after:
            returned = gone.pop(sentence.text, None) if change.kind is Kind.ADDED else None
            result[sentence.line] = (
                _Past(first=returned.past.first, last=edit, changes=returned.past.changes + 1)
                if returned is not None
                else past
            )
    for old, new in _kept(diff, changes):
        result[new] = lines[old]
    height = diff.before.count("\n") + 1
    for change in changes:
        if change.kind is Kind.DELETED:
            for sentence in change.before:
                gone[sentence.text] = _Deleted(
                    text=sentence.text,
                    past=lines[sentence.line],
                    edit=edit,
                    share=sentence.line / height,
                )
    return result


def _changed(change: Change, lines: dict[int, _Past], edit: int) -> _Past:
    """Give the past of a changed sentence: that of the oldest part of it, one change longer."""
    pasts = [lines[sentence.line] for sentence in change.before]
    if not pasts:
        return _Past(first=edit, last=edit)
    oldest = min(pasts, key=lambda past: past.first)
    if change.kind is Kind.MOVED and not change.opcodes and not change.links:
        return oldest
    return _Past(first=oldest.first, last=edit, changes=max(past.changes for past in pasts) + 1)


def _kept(diff: ProseDiff, changes: Sequence[Change]) -> list[tuple[int, int]]:
    """Pair the lines that no change names; they kept their words and their order."""
    old = {sentence.line for change in changes for sentence in change.before}
    new = {sentence.line for change in changes for sentence in change.after}
    a, b = diff.before.split("\n"), diff.after.split("\n")
    kept_a = [i for i, line in enumerate(a) if line and i not in old]
    kept_b = [j for j, line in enumerate(b) if line and j not in new]
    return list(zip(kept_a, kept_b, strict=True))


def _blamed(text: str, past: _Past, origins: Sequence[Origin], *, starts: bool) -> BlamedSentence:
    return BlamedSentence(
        text=text,
        starts_block=starts,
        first=origins[past.first],
        last=origins[past.last],
        changes=past.changes,
    )


def _origin(edit: AssessedEdit) -> Origin:
    return Origin(
        number=edit.recorded.number,
        commit=edit.recorded.place.commit,
        span=edit.assessment.span,
        editor=editor_of(edit),
    )
