"""Tables for the terminal, by tabulate; wide characters are measured by wcwidth."""

from __future__ import annotations

from collections.abc import Sequence

from tabulate import tabulate

from tracker.text.clean import one_line


def plain_table(rows: Sequence[Sequence[object]], headers: Sequence[str] = ()) -> str:
    """Lay out rows under headers, without lines around them.

    Args:
        rows: values; text of a site is cleaned here.
        headers: may be empty.
    """
    clean = [[_cell(value) for value in row] for row in rows]
    return tabulate(clean, headers=headers, tablefmt="simple", disable_numparse=True)


def number_table(rows: Sequence[tuple[str, int, str]]) -> str:
    """Lay out label, number, remark, the numbers to the right."""
    clean = [[label, str(number), one_line(remark)] for label, number, remark in rows]
    return tabulate(
        clean, tablefmt="plain", disable_numparse=True, colalign=("left", "right", "left")
    )


def _cell(value: object) -> str:
    return one_line(str(value)) if value is not None else ""
