"""The lines of a text, with the block that each belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.diff.values import Sentence


class Places:
    """A range of lines of a text that are looked at closely; numbers are made for these alone.

    Args:
        lines: all lines of the text.
        start: first line of the range.
        stop: the line after the range.
    """

    def __init__(self, lines: Sequence[str], start: int, stop: int) -> None:
        self._lines = lines
        self._start = start
        self._stop = stop

    def __len__(self) -> int:
        return self._stop - self._start

    def sentences(self) -> list[Sentence]:
        """Give the lines of the range that hold text."""
        block, index = self._place(self._start)
        sentences = []
        for line in range(self._start, self._stop):
            text = self._lines[line]
            if text:
                sentences.append(Sentence(line=line, block=block, index=index, text=text))
                index += 1
            elif index:
                block, index = block + 1, 0
        return sentences

    def before_range(self) -> Sentence | None:
        """Give the last line with text before the range, None where there is none."""
        return self._nearest(range(self._start - 1, -1, -1))

    def after_range(self) -> Sentence | None:
        """Give the first line with text after the range, None where there is none."""
        return self._nearest(range(self._stop, len(self._lines)))

    def empty_lines_between(self, one: Sentence | None, other: Sentence | None) -> int | None:
        """Count the empty lines between two sentences; None if a sentence is among them."""
        first = one.line + 1 if one else 0
        between = self._lines[first : other.line if other else len(self._lines)]
        return None if any(between) else len(between)

    def _nearest(self, numbers: range) -> Sentence | None:
        for line in numbers:
            if self._lines[line]:
                block, index = self._place(line)
                return Sentence(line=line, block=block, index=index, text=self._lines[line])
        return None

    def _place(self, line: int) -> tuple[int, int]:
        """Give the block of a line and its number in the block."""
        block = index = 0
        for text in self._lines[:line]:
            if text:
                index += 1
            elif index:
                block, index = block + 1, 0
        return block, index
