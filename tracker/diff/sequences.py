"""`difflib.SequenceMatcher` with the least possible change, found by rapidfuzz.

Why not by diff-match-patch: docs/decisions/0011-what-finds-differences.md.
"""

from __future__ import annotations

import copy
import difflib
from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import Match
from typing import Any, TypeVar

from tracker.diff.junk import Index, extend_by_junk, index_of
from tracker.diff.mapping import encode_pair
from tracker.diff.matching import Range, changed_ranges
from tracker.diff.sliding import Room, slide

T = TypeVar("T", bound=Hashable)


class SequenceMatcher(difflib.SequenceMatcher[T]):
    """Compare two sequences of anything hashable, as `difflib.SequenceMatcher` does, but fast.

    Names, signatures and results are those of `difflib`
    (https://docs.python.org/3/library/difflib.html); the matching differs: as much as possible is
    matched, not the longest block first, and the time is bounded.

    Args:
        isjunk: tells elements on which no match may rest; a match is only ever extended by them,
            except at the beginning of both, as in `difflib`. None for no junk.
        a: the first sequence.
        b: the second sequence.
        autojunk: accepted, and `bpopular` is found by it, but popular elements are matched like
            all others: leaving them out only ever saved time.

    Raises:
        ValueError: when matching more than 1,112,064 distinct elements.
    """

    a: Sequence[T]
    b: Sequence[T]
    matching_blocks: list[Match] | None
    opcodes: list[tuple[Any, int, int, int, int]] | None

    def __init__(
        self,
        isjunk: Callable[[T], bool] | None = None,
        a: Sequence[T] = "",  # type: ignore[assignment]
        b: Sequence[T] = "",  # type: ignore[assignment]
        autojunk: bool = True,
    ) -> None:
        self.isjunk = isjunk
        self.autojunk = autojunk
        self.a = self.b = None  # type: ignore[assignment]
        self.set_seqs(a, b)

    def set_seq2(self, b: Sequence[T]) -> None:
        """Set the second sequence; the first stays. What is known of it is worked out on demand."""
        if b is self.b:
            return
        self.b = b
        self.matching_blocks = self.opcodes = None
        self.fullbcount = None
        self._index: Index | None = None

    def _indexed(self) -> Index:
        if self._index is None:
            self._index = index_of(self.b, self.isjunk, autojunk=self.autojunk)
        return self._index

    @property
    def b2j(self) -> dict[Any, list[int]]:
        """Where each element of `b` stands, junk and popular elements left out."""
        return self._indexed().places

    @property
    def bjunk(self) -> set[Any]:
        """The elements of `b` that `isjunk` names."""
        return self._indexed().junk

    @property
    def bpopular(self) -> set[Any]:
        """The elements that `difflib` would not start a match with, being too frequent."""
        return self._indexed().popular

    def get_matching_blocks(self) -> list[Match]:
        """Give the equal ranges as `Match(a, b, size)`, rising; the last has size 0."""
        if self.matching_blocks is None:
            hunks = self._hunks()
            blocks = []
            i = j = 0
            for i1, i2, _, j2 in hunks:
                if i < i1:
                    blocks.append(Match(i, j, i1 - i))
                i, j = i2, j2
            if i < len(self.a):
                blocks.append(Match(i, j, len(self.a) - i))
            blocks.append(Match(len(self.a), len(self.b), 0))
            self.matching_blocks = blocks
        return self.matching_blocks

    def _hunks(self) -> list[Range]:
        a, b = self.a, self.b
        if self.isjunk and self.bjunk:
            return list(extend_by_junk(a, b, self.bjunk))
        if isinstance(a, str) and isinstance(b, str):
            one, other = a, b
        else:
            one, other = encode_pair(a, b)
        return slide(changed_ranges(one, other), one, other, _longest)

    def get_grouped_opcodes(self, n: int = 3) -> Iterator[list[tuple[Any, int, int, int, int]]]:
        """Give the opcodes in groups of changes with up to `n` equal elements around them."""
        # The inherited method shortens the first and last opcode in place; this keeps ours whole.
        other = copy.copy(self)
        other.opcodes = list(self.get_opcodes())
        return iter(super(SequenceMatcher, other).get_grouped_opcodes(n))


def _longest(side: Sequence[Hashable], room: Room) -> int:  # noqa: ARG001
    """Let the longer neighbour grow, as `difflib` would, which looks for the longest block."""
    grows_before = room.before + room.right >= room.after + room.left
    return room.right if grows_before else -room.left
