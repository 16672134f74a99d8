"""`tracker blame`: for each sentence, since when it stands there and how it came to read so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from typing import Any

from tracker.edits.values import Span
from tracker.model import stamp
from tracker.report.columns import fit, minute_text
from tracker.report.diff.cells import Run, clean, width_of, wrap
from tracker.report.diff.segments import Mark

_WIDE = 100
_MOST, _MOST_WIDE = 26, 46
"""Columns that the margin takes."""

_LONGEST = 18
_ADDRESS = re.compile(r"https?://\S+")
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


def blame_lines(sentences: Sequence[BlamedSentence], *, width: int, color: bool) -> Iterator[str]:
    """Write the sentences, wrapped, with their edits in the margin.

    The margin names the edit that gave a sentence its words, until when it was seen and who made
    it; below that, the edit that brought the sentence, where it is another one.

    Args:
        sentences: in the order of the text.
        width: columns of the terminal; times are told to the minute, and first editors named,
            from 100 on.
        color: with ANSI colours.
    """
    has_editors = any((sentence.deleted or sentence.last).editor for sentence in sentences)
    notes = [_notes(sentence, width, has_editors) for sentence in sentences]
    head = "changed until (UTC), by" if has_editors else "changed until (UTC)"
    widest = max(width_of(line) for line in (head, *(each for note in notes for each in note)))
    margin = min(widest, _MOST_WIDE if width >= _WIDE else _MOST) + 2
    head = f"{head:<{margin}}sentence"
    yield f"\x1b[{_DIM}m{head}\x1b[0m" if color else head
    is_first = True
    for sentence, note in zip(sentences, notes, strict=True):
        if sentence.starts_block and not is_first:
            yield ""
        is_first = False
        text = clean(sentence.text)
        lines = _wrapped(f"[-{text}-]" if sentence.deleted and not color else text, width - margin)
        for told, words in zip_longest(note, lines, fillvalue=""):
            yield _joined(fit(told, margin - 2), words, margin, sentence, color).rstrip()


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


def _notes(sentence: BlamedSentence, width: int, has_editors: bool) -> tuple[str, ...]:
    """Say the last edit, and the first where it was another."""
    last, first = sentence.deleted or sentence.last, sentence.first
    is_wide = width >= _WIDE
    time = minute_text if is_wide or not has_editors else _day
    by = f" {clean(last.editor)}" if last.editor else ""
    told = f"#{last.number} {time(last.span.latest)}{fit(by, _LONGEST)}"
    if first.number == last.number:
        return (told,)
    came = f"first #{first.number} {(minute_text if is_wide else _day)(first.span.latest)}"
    if is_wide and first.editor:
        came += fit(f" {clean(first.editor)}", _LONGEST)
    times = f", {sentence.changes} times" if is_wide and sentence.changes > 1 else ""
    return f"{told}{times}", came


def _wrapped(text: str, room: int) -> Iterator[str]:
    """Break a sentence between words; an address stays whole, so that a terminal can follow it."""
    room = max(room, 20)
    start = 0
    for found in _ADDRESS.finditer(text):
        if width_of(found[0]) > room:
            yield from _lines(text[start : found.start()], room)
            yield found[0]
            start = found.end()
    yield from _lines(text[start:], room)


def _lines(text: str, room: int) -> Iterator[str]:
    if words := text.strip():
        for line in wrap((Run(Mark.EQUAL, words),), room):
            yield "".join(run.text for run in line).rstrip()


def _joined(note: str, words: str, margin: int, sentence: BlamedSentence, color: bool) -> str:
    gap = " " * (margin - width_of(note))
    if not color:
        return f"{note}{gap}{words}"
    code = _DELETED if sentence.deleted else ""
    shown = f"\x1b[{code}m{words}\x1b[0m" if code and words else words
    return f"\x1b[{_DIM}m{note}\x1b[0m{gap}{shown}" if note else f"{gap}{shown}"


def _day(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d}" if moment is not None else ""
