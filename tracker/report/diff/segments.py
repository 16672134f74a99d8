"""The words of a change as runs of equal, deleted and inserted text."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from tracker.diff.tokens import tokenize
from tracker.diff.values import Change
from tracker.diff.words import diff_words
from tracker.report.diff.view import FieldChange


class Mark(StrEnum):
    """What a run of text is."""

    EQUAL = "equal"
    DELETE = "delete"
    INSERT = "insert"


class Segment(NamedTuple):
    """A run of text that is all the same."""

    mark: Mark
    text: str


def change_segments(change: Change) -> tuple[Segment, ...]:
    """Give the words of a change in reading order, what went before what came."""
    if change.opcodes:
        return tuple(_segments(change.opcodes, change.before_tokens, change.after_tokens))
    if not change.after:
        return (Segment(Mark.DELETE, _joined(change, old=True)),)
    if not change.before:
        return (Segment(Mark.INSERT, _joined(change, old=False)),)
    return (Segment(Mark.EQUAL, _joined(change, old=False)),)


def field_segments(field: FieldChange) -> tuple[Segment, ...]:
    """Give the words of a changed field in the same way."""
    a, b = tokenize(field.before or ""), tokenize(field.after or "")
    return tuple(_segments(diff_words(a, b), a, b))


def side(segments: Iterable[Segment], mark: Mark) -> tuple[Segment, ...]:
    """Keep what stands on one side: equal text and that of one mark."""
    return tuple(each for each in segments if each.mark in (Mark.EQUAL, mark))


def _segments(
    opcodes: Iterable[tuple[str, int, int, int, int]],
    a: tuple[str, ...] | list[str],
    b: tuple[str, ...] | list[str],
) -> Iterable[Segment]:
    for tag, i1, i2, j1, j2 in opcodes:
        if tag == "equal":
            yield Segment(Mark.EQUAL, "".join(b[j1:j2]))
            continue
        if i1 < i2:
            yield Segment(Mark.DELETE, "".join(a[i1:i2]))
        if j1 < j2:
            yield Segment(Mark.INSERT, "".join(b[j1:j2]))


def _joined(change: Change, *, old: bool) -> str:
    return " ".join(sentence.text for sentence in (change.before if old else change.after))
