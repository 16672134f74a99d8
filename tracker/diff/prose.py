"""Compare two texts as a person would: sentences first, then the words of those that changed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from tracker.diff.alignment import Alignment, Kept, align
from tracker.diff.breaks import break_changes
from tracker.diff.pairing import SAME_PLACE
from tracker.diff.places import Places
from tracker.diff.sentences import compare_sentences, words_kept
from tracker.diff.similarity import Profiles
from tracker.diff.values import Change, Kind, ProseDiff


def diff_text(before: str, after: str) -> ProseDiff:
    """Compare two texts that have one sentence a line and an empty line between blocks.

    The result is the same everywhere: it depends on the two texts alone, and its bounds on their
    size, never on a clock.
    """
    if before == after:
        return ProseDiff(before=before, after=after, changes=())
    a, b = before.split("\n"), after.split("\n")
    start, end = _common_ends(a, b)
    old, new = Places(a, start, len(a) - end), Places(b, start, len(b) - end)
    return ProseDiff(before=before, after=after, changes=tuple(_changes(old, new)))


def _common_ends(a: Sequence[str], b: Sequence[str]) -> tuple[int, int]:
    """Count the lines that are equal at the start and at the end."""
    start = 0
    for one, other in zip(a, b, strict=False):
        if one != other:
            break
        start += 1
    end = 0
    for one, other in zip(reversed(a), reversed(b), strict=False):
        if one != other:
            break
        end += 1
    return start, min(end, len(a) - start, len(b) - start)


def _changes(old: Places, new: Places) -> list[Change]:
    """List the changes in the order in which a reader meets them."""
    if old.stop - old.start == 1 == new.stop - new.start:
        one, other = old.lines[old.start], new.lines[new.start]
        if one and other:
            return _one_line(old, new)
    profiles = Profiles()
    if old.texts and new.texts:
        alignment = align(old.texts, new.texts, profiles)
    else:
        alignment = Alignment(kept=(), moves=())
    changes = [
        *_matched(old, new, alignment, profiles),
        *_unmatched(old, new, alignment),
        *break_changes(old, new, alignment.kept),
    ]
    if len(changes) > 1:
        order = _Order(old, new, alignment.kept)
        changes.sort(key=order.place)
    return changes


def _one_line(old: Places, new: Places) -> list[Change]:
    """Compare a single changed line: by far the most frequent case, hence a way of its own."""
    profiles = Profiles()
    first = old.first()
    before, after = (first,), (first._replace(text=new.lines[new.start]),)
    change = compare_sentences(Kind.EDITED, before, after, profiles)
    if words_kept(change) >= SAME_PLACE or profiles.reaches(
        before[0].text, after[0].text, SAME_PLACE
    ):
        return [change]
    return [
        Change(kind=Kind.DELETED, before=before, after=()),
        Change(kind=Kind.ADDED, before=(), after=after),
    ]


def _matched(
    old: Places, new: Places, alignment: Alignment, profiles: Profiles
) -> Iterator[Change]:
    changed = [each for each in alignment.kept if not each[4]]
    befores = old.singles([each[0] for each in changed])
    afters = new.singles([each[2] for each in changed])
    for (i1, i2, j1, j2, _), before, after in zip(changed, befores, afters, strict=True):
        if i2 - i1 == 1 == j2 - j1:
            yield compare_sentences(Kind.EDITED, before, after, profiles)
        else:
            kind = Kind.SPLIT if j2 - j1 > 1 else Kind.MERGED
            yield compare_sentences(kind, old.sentences(i1, i2), new.sentences(j1, j2), profiles)
    moves = alignment.moves
    befores = old.singles([move.i for move in moves])
    afters = new.singles([move.j for move in moves])
    for (_, _, number), before, after in zip(moves, befores, afters, strict=True):
        yield compare_sentences(Kind.MOVED, before, after, profiles, number)


def _unmatched(old: Places, new: Places, alignment: Alignment) -> Iterator[Change]:
    """Describe what belongs to nothing on the other side."""
    gone: list[int] = []
    come: list[int] = []
    i = j = 0
    size, other_size = len(old.texts), len(new.texts)
    for i1, i2, j1, j2, _ in (*alignment.kept, (size, size, other_size, other_size, True)):
        gone.extend(range(i, i1))
        come.extend(range(j, j1))
        i, j = i2, j2
    if alignment.moves:
        left = {move.i for move in alignment.moves}
        arrived = {move.j for move in alignment.moves}
        gone = [at for at in gone if at not in left]
        come = [at for at in come if at not in arrived]
    for before in old.singles(gone):
        yield Change(Kind.DELETED, before, ())
    for after in new.singles(come):
        yield Change(Kind.ADDED, (), after)


class _Order:
    """The order in which a reader meets changes: by the new text; what is gone, where it was."""

    def __init__(self, old: Places, new: Places, kept: Sequence[Kept]) -> None:
        old_numbers, new_numbers = old.numbers, new.numbers
        self._old_lines = [old_numbers[i2 - 1] for _, i2, _, _, _ in kept]
        self._new_lines = [new_numbers[j2 - 1] for _, _, _, j2, _ in kept]
        self._old_size = len(old.lines) + 1

    def place(self, change: Change) -> int:
        """Give a number that rises with the new line at, or after which, a change stands.

        After a line come the old ones that stood there, in their order.
        """
        after = change.after
        if after:
            return after[0].line * self._old_size
        line = change.before[0].line if change.before else -1
        at = bisect_right(self._old_lines, line)
        return (self._new_lines[at - 1] if at else -1) * self._old_size + line + 1
