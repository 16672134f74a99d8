"""Progress on standard error, where somebody is looking and has to wait."""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tracker.cli.streams import is_utf8

# A list that is ready in the cache imports neither a sync nor rich.
if TYPE_CHECKING:
    from rich.progress import Progress as Bars

    from tracker.syncing.options import Progress

READING = "reading the history"
_PATIENCE = 0.6
"""Seconds without a line: with the start of a command, about one."""
_EVERY = 0.1


@contextmanager
def progress_bar(what: str = "working") -> Iterator[Progress]:
    """Give a line on a terminal for what takes longer than a second; nothing in a pipe or a log.

    A thread draws it, so that it also comes, and moves, while nothing new is told.

    Args:
        what: what is being done until something is told.
    """
    line = _Line(what)
    if not sys.stderr.isatty():
        yield line.tell
        return
    drawing = threading.Thread(target=line.draw, name="progress", daemon=True)
    drawing.start()
    try:
        yield line.tell
    finally:
        line.ended.set()
        drawing.join()


class _Line:
    """What was told last, and the thread's way to draw it."""

    def __init__(self, what: str) -> None:
        self.ended = threading.Event()
        self._told: tuple[str, int, int | None] = (what, 0, None)

    def tell(self, what: str, done: int, total: int | None) -> None:
        """Take what is being done; one assignment, which no thread sees half."""
        self._told = (what, done, total)

    def draw(self) -> None:
        """Draw the line after a while, and again and again until the end, which blanks it."""
        if self.ended.wait(_PATIENCE):
            return
        with contextlib.suppress(OSError), _bars() as bars:  # the terminal may be gone
            task = bars.add_task("", total=None, count="")
            while True:
                what, done, total = self._told
                count = f"{done}/{total}" if total is not None else f"{done or ''}"
                bars.update(task, description=what, completed=done, total=total, count=count)
                bars.refresh()
                if self.ended.wait(_EVERY):
                    return


def _bars() -> Bars:
    from rich.console import Console
    from rich.progress import BarColumn, SpinnerColumn, TextColumn
    from rich.progress import Progress as Bars

    columns = (
        SpinnerColumn("dots" if is_utf8(sys.stderr.encoding) else "line"),
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=30),
        TextColumn("{task.fields[count]}", markup=False),
    )
    # Only this thread draws, and what others print meanwhile is none of its business.
    return Bars(
        *columns,
        console=Console(stderr=True),
        transient=True,
        auto_refresh=False,
        redirect_stdout=False,
        redirect_stderr=False,
    )
