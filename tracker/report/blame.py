"""`tracker blame`: for each sentence, since when it stands there and how it came to read so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tracker.edits.values import Span
from tracker.model import stamp
from tracker.report.columns import fit
from tracker.report.diff.cells import Run, clean, width_of, wrap
from tracker.report.diff.segments import Mark

_WIDE = 100
_DIM, _DELETED = "2", "31;9"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """One edit of a post, as blame names it.

    Args:
        number: of the state that it made, from 1.
        commit: that recorded it.
        span: when it happened.
        editor: who made it, where a revision tells.
    """

    number: int
    commit: str
    span: Span
    editor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BlamedSentence:
    """One sentence with its history.

    Args:
        text: the sentence; of one that was deleted, as it last stood.
        starts_block: whether a paragraph, list or table begins with it.
        first: the edit that brought it, in whatever words.
        last: the edit that gave it these words or links.
        changes: how often it was changed.
        deleted: the edit that took it away; None while it stands.
    """

    text: str
    starts_block: bool
    first: Origin
    last: Origin
    changes: int
    deleted: Origin | None = None


def blame_lines(sentences: Iterable[BlamedSentence], *, width: int, color: bool) -> Iterator[str]:
    """Write the sentences, wrapped, with their edits in the margin.

    Args:
        sentences: in the order of the text.
        width: columns of the terminal; names and times are shown from 100 on.
        color: with ANSI colours.
    """
    margin = _margin_width(width)
    head = f"{'last changed':<{margin - 1}} sentence"
    yield f"\x1b[{_DIM}m{head}\x1b[0m" if color else head
    is_first = True
    for sentence in sentences:
        if sentence.starts_block and not is_first:
            yield ""
        is_first = False
        text = clean(sentence.text)
        runs = (Run(Mark.EQUAL, f"[-{text}-]" if sentence.deleted and not color else text),)
        for number, line in enumerate(wrap(runs, max(width - margin, 20))):
            words = "".join(run.text for run in line).rstrip()
            note = _margin(sentence, width) if number == 0 else ""
            yield _joined(fit(note, margin - 2), words, margin, sentence, color).rstrip()


def blame_json(sentence: BlamedSentence) -> dict[str, Any]:
    """Give one sentence for `--json`."""
    return {
        "text": sentence.text,
        "starts_block": sentence.starts_block,
        "first": _origin_json(sentence.first),
        "last": _origin_json(sentence.last),
        "changes": sentence.changes,
        "deleted": _origin_json(sentence.deleted) if sentence.deleted else None,
    }


def _origin_json(origin: Origin) -> dict[str, Any]:
    span = origin.span
    return {
        "number": origin.number,
        "commit": origin.commit,
        "earliest": stamp(span.earliest) if span.earliest else None,
        "latest": stamp(span.latest) if span.latest else None,
        "editor": origin.editor or None,
    }


def _margin_width(width: int) -> int:
    return 24 if width < _WIDE else 48


def _margin(sentence: BlamedSentence, width: int) -> str:
    """Say the last edit, and the first where it was another."""
    last, first = sentence.deleted or sentence.last, sentence.first
    if width < _WIDE:
        came = "" if first.number == last.number else f" (#{first.number})"
        return f"#{last.number:<3} {_day(last.span.latest)}{came}"
    came = "" if first.number == last.number else f", first #{first.number}"
    by = f" {last.editor}" if last.editor else ""
    times = f", {sentence.changes}x" if sentence.changes > 1 else ""
    return f"#{last.number:<3} {_minute(last.span.latest)}{came}{times}{by}"


def _joined(note: str, words: str, margin: int, sentence: BlamedSentence, color: bool) -> str:
    gap = " " * (margin - width_of(note))
    if not color:
        return f"{note}{gap}{words}"
    code = _DELETED if sentence.deleted else ""
    shown = f"\x1b[{code}m{words}\x1b[0m" if code and words else words
    return f"\x1b[{_DIM}m{note}\x1b[0m{gap}{shown}" if note else f"{gap}{shown}"


def _day(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d}" if moment is not None else ""


def _minute(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment is not None else ""
