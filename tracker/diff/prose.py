"""Compare two texts as a person would: sentences first, then the words of those that changed."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.diff.alignment import Match, align
from tracker.diff.breaks import break_changes
from tracker.diff.pairing import SAME_PLACE
from tracker.diff.places import Places
from tracker.diff.sentences import compare_sentences, words_kept
from tracker.diff.similarity import Profiles
from tracker.diff.values import Change, Kind, ProseDiff, Sentence


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
    changes = _changes(old, new)
    return ProseDiff(before=before, after=after, changes=tuple(changes))


def _common_ends(a: Sequence[str], b: Sequence[str]) -> tuple[int, int]:
    """Count the lines that are equal at the start and at the end."""
    limit = min(len(a), len(b))
    start = 0
    while start < limit and a[start] == b[start]:
        start += 1
    end = 0
    while end < limit - start and a[-1 - end] == b[-1 - end]:
        end += 1
    return start, end


def _changes(old: Places, new: Places) -> list[Change]:
    """List the changes in the order in which a reader meets them."""
    a, b = old.sentences(), new.sentences()
    if len(a) == 1 == len(b) == len(old) == len(new):
        return _one_line(a[0], b[0])
    matches = align([one.text for one in a], [other.text for other in b]) if a and b else []
    changes = [*_sentence_changes(a, b, matches), *break_changes(old, new, a, b, matches)]
    anchors = _anchors(a, b, matches)
    return sorted(changes, key=lambda change: _reading_order(change, anchors))


def _one_line(one: Sentence, other: Sentence) -> list[Change]:
    """Compare a single changed line: by far the most frequent case, hence a way of its own."""
    change = compare_sentences(Kind.EDITED, (one,), (other,))
    if (
        words_kept(change) >= SAME_PLACE
        or Profiles().similarity(one.text, other.text) >= SAME_PLACE
    ):
        return [change]
    return [
        Change(kind=Kind.DELETED, before=(one,), after=()),
        Change(kind=Kind.ADDED, before=(), after=(other,)),
    ]


def _sentence_changes(
    a: Sequence[Sentence], b: Sequence[Sentence], matches: Sequence[Match]
) -> list[Change]:
    changes = []
    free_a, free_b = set(range(len(a))), set(range(len(b)))
    for match in matches:
        free_a.difference_update(match.before)
        free_b.difference_update(match.after)
        before = tuple(a[i] for i in match.before)
        after = tuple(b[j] for j in match.after)
        kind = _kind(match)
        if kind is not Kind.EDITED or before[0].text != after[0].text:
            changes.append(compare_sentences(kind, before, after, match.move))
    changes.extend(Change(kind=Kind.DELETED, before=(a[i],), after=()) for i in sorted(free_a))
    changes.extend(Change(kind=Kind.ADDED, before=(), after=(b[j],)) for j in sorted(free_b))
    return changes


def _kind(match: Match) -> Kind:
    if match.move is not None:
        return Kind.MOVED
    if len(match.after) > 1:
        return Kind.SPLIT
    return Kind.MERGED if len(match.before) > 1 else Kind.EDITED


def _anchors(
    a: Sequence[Sentence], b: Sequence[Sentence], matches: Sequence[Match]
) -> dict[int, int]:
    """Tell for each old line after which new line a reader would look for it."""
    kept = {
        i: b[match.after[-1]].line for match in matches if match.move is None for i in match.before
    }
    anchors, last = {}, -1
    for i, sentence in enumerate(a):
        last = kept.get(i, last)
        anchors[sentence.line] = last
    return anchors


def _reading_order(change: Change, anchors: dict[int, int]) -> tuple[int, int, int]:
    """Sort by the place in the new text; what is gone stands where it was."""
    if change.after:
        return change.after[0].line, 0, 0
    line = change.before[0].line
    return anchors.get(line, -1), 1, line
