"""Find paragraph breaks that came or went between sentences that stayed together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.diff.alignment import Match
from tracker.diff.places import Places
from tracker.diff.values import Change, Kind, Sentence


def break_changes(
    old: Places,
    new: Places,
    a: Sequence[Sentence],
    b: Sequence[Sentence],
    matches: Sequence[Match],
) -> Iterator[Change]:
    """Compare the empty lines between neighbours that are neighbours on both sides.

    Args:
        old: the old text.
        new: the new text.
        a: the old sentences between the common ends of the texts.
        b: the new ones.
        matches: how they belong together.
    """
    kept = [match for match in matches if match.move is None]
    one, other = old.before_range(), new.before_range()
    for match in (*kept, None):
        next_one = a[match.before[0]] if match else old.after_range()
        next_other = b[match.after[0]] if match else new.after_range()
        gap_before = old.empty_lines_between(one, next_one)
        gap_after = new.empty_lines_between(other, next_other)
        if gap_before is not None and gap_after is not None and gap_before != gap_after:
            yield Change(
                kind=Kind.DIVIDED if gap_before < gap_after else Kind.JOINED,
                before=tuple(sentence for sentence in (one, next_one) if sentence),
                after=tuple(sentence for sentence in (other, next_other) if sentence),
                typographic=True,
            )
        if match:
            one, other = a[match.before[-1]], b[match.after[-1]]
