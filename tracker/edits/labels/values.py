"""What a label of a note is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class NoteKind(StrEnum):
    """What a note says of the text that bears it."""

    UPDATE = "update"
    CORRECTION = "correction"
    CLARIFICATION = "clarification"
    EDITOR = "editor's note"
    RETRACTION = "retraction"
    PUBLISHED = "first published"
    DEVELOPING = "developing story"


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """How a note begins.

    Args:
        kind: what it says.
        language: BCP 47, without region.
        pattern: a regular expression for the start of a sentence (see the package).
        example: a sentence that it finds.
    """

    kind: NoteKind
    language: str
    pattern: str
    example: str


def labels(language: str, *rows: tuple[NoteKind, str, str]) -> tuple[Label, ...]:
    """Make the labels of one language."""
    return tuple(
        Label(kind=kind, language=language, pattern=pattern, example=example)
        for kind, pattern, example in rows
    )
