"""The golden reports: whole screens, read as text in review.

`python -m tests.terminal.golden_cases` writes them anew.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

from tracker.cli.app import run
from tracker.demonstrating import play_demo
from tracker.diff import diff_text
from tracker.edits.values import (
    Assessment,
    Coverage,
    Disclosure,
    EditKind,
    Evidence,
    Lag,
    Severity,
    Span,
    State,
)
from tracker.model import PostKey
from tracker.report.diff import DiffView, FieldChange
from tracker.report.log import LogEntry, log_lines
from tracker.report.show import ShownEdit, show_text
from tracker.report.sizes import Size, size_of

GOLDEN = Path(__file__).parent / "golden"
WIDTHS = (80, 120, 200)
COMMANDS = (
    ("diff", "103"),
    ("diff", "107", "first", "latest", "--format", "side-by-side", "--all"),
    ("diff", "105", "--raw"),
    ("diff", "102", "--stat"),
    ("blame", "107", "--deleted"),
    ("blame", "106#3"),
)
"""Of these, nothing depends on the rules by which edits are judged."""

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
POST = PostKey(folder="posts", id=1286)
BEFORE = (
    "# Harbour wall to cost less\n\nThe wall will cost 4.2 million euros.\n"
    "It is part of the plan.\nNobody was asked.\n"
)
AFTER = (
    "# Harbour wall to cost more\n\nThe wall will cost 6.9 million euros.\n"
    "It is part of the plan.\n\nUpdated: 1:51 p.m.\n"
)
_COMMIT = re.compile(r"(?<![0-9a-f])(?:[0-9a-f]{40}|[0-9a-f]{8})(?![0-9a-f])")


def entries() -> Iterator[LogEntry]:
    """Make one line of each sort, with headlines in several scripts."""
    titles = ("Harbour wall to cost more", "港の壁の費用が増える", "جدار الميناء", "Wall " * 30)
    sorts = (
        (EditKind.FIRST, Severity.NONE, Disclosure.NOT_NEEDED),
        (EditKind.TEXT, Severity.SUBSTANCE, Disclosure.SILENT),
        (EditKind.TEXT, Severity.SPELLING, Disclosure.NOT_NEEDED),
        (EditKind.REVERT, Severity.SUBSTANCE, Disclosure.MASKED_OR_DERIVED),
        (EditKind.REMOVAL, Severity.SUBSTANCE, Disclosure.PARTLY),
        (EditKind.NOTE, Severity.SUBSTANCE, Disclosure.DISCLOSED),
        (EditKind.TOUCH, Severity.NONE, Disclosure.NOT_NEEDED),
    )
    sizes = (Size(), size_of(diff_text(BEFORE, AFTER)), Size(edited=1, words_in=120, words_out=95))
    for number, (kind, severity, disclosure) in enumerate(sorts, 1):
        latest = NOON + timedelta(hours=7.3 * number)
        exact = kind is EditKind.NOTE
        yield LogEntry(
            key=POST,
            number=number,
            commit=f"{number:040x}",
            title=titles[number % len(titles)],
            span=Span(earliest=latest if exact else latest - timedelta(minutes=47), latest=latest),
            kind=kind,
            severity=severity,
            disclosure=disclosure,
            size=sizes[number % len(sizes)],
            editor="Jane Doe" if exact else "",
            reasons=("4.2 million -> 6.9 million", "no note seen"),
            later_note=6 if number == 2 else None,
        )


def shown() -> ShownEdit:
    """Make an edit of which everything is known."""
    diff = diff_text(BEFORE, AFTER)
    before = State(text=BEFORE, title="Harbour wall to cost less", claimed=NOON)
    after = State(
        text=AFTER,
        title="Harbour wall to cost more",
        evidence=Evidence.BOTH,
        claimed=NOON + timedelta(hours=2),
        observed=NOON + timedelta(hours=3),
        last_observed=NOON + timedelta(hours=1),
        revision=1290,
    )
    said = Assessment(
        kind=EditKind.TEXT,
        severity=Severity.SUBSTANCE,
        disclosure=Disclosure.PARTLY,
        reasons=("money 4.2 million -> 6.9 million", "the note does not say what was changed"),
        contradictions=("the note claims a time before the publication",),
        span=Span(earliest=NOON + timedelta(hours=2), latest=NOON + timedelta(hours=2)),
        disclosed_by=2,
        lag=Lag(least=timedelta(hours=5), most=timedelta(days=3)),
        reverts_to=0,
        coverage=Coverage(moved=2, held=1),
    )
    return ShownEdit(
        key=POST,
        number=2,
        count=3,
        commit="2" * 40,
        channel="answers.jsonl",
        editor="Jane Doe",
        before=before,
        after=after,
        link="https://www.example.org/harbour-wall/",
        assessment=said,
        names=("#1 11111111", "#2 22222222", "#3 33333333 2026-03-04 09:00 UTC"),
        view=DiffView(
            diff=diff, fields=(FieldChange(name="slug", before="wall-less", after="wall-more"),)
        ),
    )


def names() -> list[tuple[int, bool]]:
    """Name the screens: width, and whether in colour."""
    return [(width, color) for width in WIDTHS for color in (False, True)]


def path_of(width: int, color: bool) -> Path:
    """Name the file of a screen."""
    return GOLDEN / f"{width}{'-color' if color else ''}.txt"


def screen(repos: Path, width: int, *, color: bool) -> str:
    """Write all reports; ids of commits are 0 where they vary, and an escape is shown as ␛."""
    listed = list(entries())
    parts = [
        "\n".join(["$ log", *log_lines(listed, width=width, color=color)]) + "\n",
        "\n".join(["$ log POST", *log_lines(listed, width=width, color=color, one_post=True)])
        + "\n",
        "$ show\n" + show_text(shown(), width=width, color=color),
    ]
    for arguments in COMMANDS:
        output = called(repos, width, "--color", "always" if color else "auto", *arguments)
        parts.append(f"$ tracker {' '.join(arguments)}\n" + _COMMIT.sub("0" * 8, output))
    return "\n".join(parts).replace("\x1b", "␛")


def called(repos: Path, width: int, *arguments: str) -> str:
    """Call `tracker` in this process, in a terminal of this width."""
    output = io.StringIO()
    with patch.dict(os.environ, COLUMNS=str(width)), contextlib.redirect_stdout(output):
        code = run([*arguments, "--repos", str(repos)])
    assert code in (0, 1), arguments
    return output.getvalue()


def main() -> None:
    """Write all screens."""
    GOLDEN.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for _ in play_demo(Path(folder), user_agent="tracker tests"):
            pass
        for width, color in names():
            path_of(width, color).write_text(screen(Path(folder), width, color=color))


if __name__ == "__main__":
    main()
