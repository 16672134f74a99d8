"""Mark deleted and inserted words: with colours, or with signs that say the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.report.diff.cells import Line, Run, clean
from tracker.report.diff.segments import Mark, Segment

_RESET = "\x1b[0m"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paint:
    """A way of marking.

    Args:
        color: with ANSI colours; struck through and underlined too, for the colour-blind.
    """

    color: bool

    def runs(self, segments: Iterable[Segment]) -> tuple[Run, ...]:
        """Turn segments into runs that can be wrapped; signs are part of their text."""
        return tuple(Run(mark, self._signed(mark, clean(text))) for mark, text in segments)

    def unsigned(self, segments: Iterable[Segment]) -> tuple[Run, ...]:
        """Turn segments into runs that get their signs on each line, from `closed`."""
        return tuple(Run(mark, clean(text)) for mark, text in segments)

    def closed(self, line: Line) -> str:
        """Write a wrapped line of unsigned runs: each mark ends on it, and begins anew below."""
        if self.color:
            return self.line(line)
        return "".join(self._signed(mark, text) for mark, text in line)

    @property
    def signs(self) -> int:
        """The columns that the signs around a run take."""
        return 0 if self.color else len("[--]")

    def line(self, line: Line) -> str:
        """Write a wrapped line."""
        if not self.color:
            return "".join(run.text for run in line)
        return "".join(self._colored(run) for run in line)

    def note(self, text: str) -> str:
        """Write a remark, set back from the text."""
        return f"\x1b[2m{text}{_RESET}" if self.color else text

    def gutter(self, sign: str, code: str) -> str:
        """Write the sign before a row."""
        return f"\x1b[{code}m{sign}{_RESET}" if self.color and code else sign

    def _signed(self, mark: Mark, text: str) -> str:
        if self.color or mark is Mark.EQUAL:
            return text
        return f"[-{text}-]" if mark is Mark.DELETE else f"{{+{text}+}}"

    def _colored(self, run: Run) -> str:
        if run.mark is Mark.EQUAL or not run.text:
            return run.text
        code = "31;9" if run.mark is Mark.DELETE else "32;4"
        return f"\x1b[{code}m{run.text}{_RESET}"
