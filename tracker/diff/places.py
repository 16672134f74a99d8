"""The lines of a text, with the block that each belongs to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import compress, count, pairwise
from operator import not_

from tracker.diff.opcodes import made
from tracker.diff.values import Sentence


class Places:
    """A range of lines that is looked at closely; its sentences are numbered from 0.

    Args:
        lines: all lines of the text.
        start: first line of the range.
        stop: the line after the range.
    """

    def __init__(self, lines: Sequence[str], start: int, stop: int) -> None:
        self.lines = lines
        self.start = start
        self.stop = stop

    @cached_property
    def numbers(self) -> list[int]:
        """The lines of the range that hold text."""
        return list(compress(range(self.start, self.stop), self.lines[self.start : self.stop]))

    @cached_property
    def texts(self) -> list[str]:
        """The sentences of the range."""
        return list(filter(None, self.lines[self.start : self.stop]))

    @cached_property
    def _block_starts(self) -> list[int]:
        lines = self.lines
        empty = compress(count(), map(not_, lines))
        starts = [0] if lines[0] else []
        starts.extend(at + 1 for at in empty if at + 1 < len(lines) and lines[at + 1])
        return starts

    def first(self) -> Sentence:
        """Give the sentence on the first line of the range, without looking at those after it."""
        head = self.lines[: self.start]
        index = 0
        while index < self.start and head[-1 - index]:
            index += 1
        block = sum(1 for one, other in pairwise(head) if one and not other)
        return Sentence(line=self.start, block=block, index=index, text=self.lines[self.start])

    def at(self, line: int) -> Sentence:
        """Give the sentence on a line."""
        starts = self._block_starts
        block = bisect_right(starts, line) - 1
        return made(Sentence, (line, block, line - starts[block], self.lines[line]))

    def singles(self, numbers: Iterable[int]) -> Iterator[tuple[Sentence]]:
        """Give sentences of the range by number, each in a tuple of its own, as one goes along."""
        starts, lines = self._block_starts, self.lines
        for line in map(self.numbers.__getitem__, numbers):
            block = bisect_right(starts, line) - 1
            yield (made(Sentence, (line, block, line - starts[block], lines[line])),)

    def sentences(self, start: int, stop: int) -> tuple[Sentence, ...]:
        """Give some sentences of the range, by number."""
        return tuple(map(self.at, self.numbers[start:stop]))

    def line_before(self) -> int | None:
        """Give the last line with text before the range, None where there is none."""
        return next((line for line in range(self.start - 1, -1, -1) if self.lines[line]), None)

    def line_after(self) -> int | None:
        """Give the first line with text after the range, None where there is none."""
        following = range(self.stop, len(self.lines))
        return next((line for line in following if self.lines[line]), None)

    def empty_lines_between(self, one: int | None, other: int | None) -> int | None:
        """Count the empty lines between two lines; None if there is text among them."""
        first = 0 if one is None else one + 1
        between = self.lines[first : len(self.lines) if other is None else other]
        return None if any(between) else len(between)
