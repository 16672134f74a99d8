"""An error that nobody foresaw: one line, never the exit code of findings."""

from __future__ import annotations

import traceback
from pathlib import Path

from tracker.text.clean import one_line

DEBUG = "TRACKER_DEBUG"
"""The variable that asks for the whole traceback."""
_LONGEST = 300
_PACKAGE = Path(__file__).parents[1]


def unforeseen(error: Exception) -> str:
    """Say where it happened and what to do; it can quote what a site says.

    Python ends with 1 after a traceback, which would tell a scheduler that there are findings.
    """
    said = one_line(str(error))[:_LONGEST]
    name = type(error).__name__
    told = f"{name}: {said}" if said else name
    return (
        f"tracker: An error that was not foreseen{_place(error)}: {told}. "
        f"Nothing that was recorded is lost. Please report it with what {DEBUG}=1 makes of it.\n"
    )


def _place(error: Exception) -> str:
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = Path(frame.filename)
        if path.is_relative_to(_PACKAGE):
            return f" (in {path.relative_to(_PACKAGE.parent)}, line {frame.lineno})"
    return ""
