"""Compare two texts as a person would: sentences first, then the words of those that changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.diff.alignment import Match, align
from tracker.diff.links import link_changes
from tracker.diff.places import Places
from tracker.diff.tokens import tokenize
from tracker.diff.typography import is_typographic
from tracker.diff.values import Change, Kind, ProseDiff, Sentence
from tracker.diff.words import diff_words


def diff_text(before: str, after: str) -> ProseDiff:
    """Compare two texts that have one sentence a line and an empty line between blocks.

    The result is the same everywhere: it depends on the two texts alone, and its bounds on their
    size, never on a clock.
    """
    if before == after:
        return ProseDiff(before=before, after=after, changes=())
    a, b = before.split("\n"), after.split("\n")
    start, end = _common_ends(a, b)
    changes = _Comparison(a, b, start, end).changes()
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


class _Comparison:
    """The lines of two texts between what they have in common at both ends."""

    def __init__(self, a: list[str], b: list[str], start: int, end: int) -> None:
        self.a = Places(a, start, len(a) - end)
        self.b = Places(b, start, len(b) - end)

    def changes(self) -> list[Change]:
        """List the changes in the order in which a reader meets them."""
        a, b = self.a.sentences(), self.b.sentences()
        if len(a) == 1 == len(b):
            matches = align([a[0].text], [b[0].text])
        elif a and b:
            matches = align([one.text for one in a], [other.text for other in b])
        else:
            matches = []
        changes = [*_sentence_changes(a, b, matches), *self._breaks(a, b, matches)]
        anchors = _anchors(a, b, matches)
        return sorted(changes, key=lambda change: _reading_order(change, anchors))

    def _breaks(
        self, a: Sequence[Sentence], b: Sequence[Sentence], matches: Sequence[Match]
    ) -> Iterator[Change]:
        """Find paragraph breaks that came or went between sentences that stayed together."""
        kept = [match for match in matches if match.move is None]
        edges = [
            (self.a.before_range(), self.b.before_range()),
            *((a[match.before[-1]], b[match.after[-1]]) for match in kept),
        ]
        followers = [
            *((a[match.before[0]], b[match.after[0]]) for match in kept),
            (self.a.after_range(), self.b.after_range()),
        ]
        for (one, other), (next_one, next_other) in zip(edges, followers, strict=True):
            gap_a = self.a.empty_lines_between(one, next_one)
            gap_b = self.b.empty_lines_between(other, next_other)
            if gap_a is None or gap_b is None or gap_a == gap_b:
                continue
            yield Change(
                kind=Kind.DIVIDED if gap_a < gap_b else Kind.JOINED,
                before=tuple(place for place in (one, next_one) if place),
                after=tuple(place for place in (other, next_other) if place),
                typographic=True,
            )


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


def _sentence_changes(
    a: Sequence[Sentence], b: Sequence[Sentence], matches: Sequence[Match]
) -> Iterator[Change]:
    free_a, free_b = set(range(len(a))), set(range(len(b)))
    for match in matches:
        free_a.difference_update(match.before)
        free_b.difference_update(match.after)
        before = tuple(a[i] for i in match.before)
        after = tuple(b[j] for j in match.after)
        if match.move is not None or len(before) > 1 or len(after) > 1:
            yield _matched(before, after, match.move)
        elif before[0].text != after[0].text:
            yield _matched(before, after, None)
    for i in sorted(free_a):
        yield Change(kind=Kind.DELETED, before=(a[i],), after=())
    for j in sorted(free_b):
        yield Change(kind=Kind.ADDED, before=(), after=(b[j],))


def _matched(before: tuple[Sentence, ...], after: tuple[Sentence, ...], move: int | None) -> Change:
    """Describe sentences that belong together, word by word where their words differ."""
    kind = (
        Kind.MOVED
        if move is not None
        else Kind.SPLIT
        if len(after) > 1
        else Kind.MERGED
        if len(before) > 1
        else Kind.EDITED
    )
    one = " ".join(sentence.text for sentence in before)
    other = " ".join(sentence.text for sentence in after)
    if one == other:
        return Change(kind=kind, before=before, after=after, move=move)
    a, b = tuple(tokenize(one)), tuple(tokenize(other))
    return Change(
        kind=kind,
        before=before,
        after=after,
        before_tokens=a,
        after_tokens=b,
        opcodes=diff_words(a, b),
        typographic=is_typographic(one, other),
        links=link_changes(one, other),
        move=move,
    )
