"""What a diff of prose says: a value, made once and shown in many forms.

Of sentences and changes a large diff has thousands: they are named tuples, since these are made
several times faster than frozen dataclasses.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from tracker.diff.opcodes import Opcode


class Kind(StrEnum):
    """What happened to a sentence, or to the paragraph break between two."""

    EDITED = "edited"
    ADDED = "added"
    DELETED = "deleted"
    MOVED = "moved"
    SPLIT = "split"
    MERGED = "merged"
    DIVIDED = "divided"
    JOINED = "joined"


class Sentence(NamedTuple):
    """A line of a text, with its place; all numbers start at 0.

    Args:
        line: number of the line.
        block: number of the block (headline, paragraph, list, table) that holds the line.
        index: number of the line in its block.
        text: the line.
    """

    line: int
    block: int
    index: int  # type: ignore[assignment]  # `tuple.index` finds nothing that anybody looks for
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkChange:
    """A link or image whose target changed, appeared or went.

    Args:
        text: the words of the link, or the alternative text of the image, as they are now.
        before: the old target, None for a new link.
        after: the new target, None for a link that went.
        image: true for an image.
    """

    text: str
    before: str | None
    after: str | None
    image: bool


class Change(NamedTuple):
    """One change of the text.

    Args:
        kind: what happened. `divided` and `joined` are paragraph breaks that came and went; their
            sentences are those around the break.
        before: the sentences concerned as they were; empty for what was added.
        after: the sentences as they are; empty for what was deleted. More than one where a
            sentence was split; several in `before` where sentences were merged.
        before_tokens: tokens of `before`, sentences joined by a space; empty where no words
            changed and for what was added or deleted whole.
        after_tokens: the same of `after`.
        opcodes: how the one becomes the other; they tile both.
        typographic: only quotation marks, dashes, spaces, entities or case changed, or a break.
        links: links and images with another target.
        move: for what moved, the number of the move: sentences that moved together share it.
    """

    kind: Kind
    before: tuple[Sentence, ...]
    after: tuple[Sentence, ...]
    before_tokens: tuple[str, ...] = ()
    after_tokens: tuple[str, ...] = ()
    opcodes: tuple[Opcode, ...] = ()
    typographic: bool = False
    links: tuple[LinkChange, ...] = ()
    move: int | None = None

    @property
    def replacements(self) -> tuple[tuple[str, str], ...]:
        """The changed words as pairs of old and new, one of them empty for a pure insertion."""
        a, b = self.before_tokens, self.after_tokens
        return tuple(
            ("".join(a[i1:i2]).strip(), "".join(b[j1:j2]).strip())
            for tag, i1, i2, j1, j2 in self.opcodes
            if tag != "equal"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ProseDiff:
    """All changes from one text to another, in the order in which a reader meets them.

    Args:
        before: the whole text as it was.
        after: the whole text as it is.
        changes: empty if and only if the texts are equal.
    """

    before: str
    after: str
    changes: tuple[Change, ...]

    def __bool__(self) -> bool:
        return bool(self.changes)

    @property
    def typographic(self) -> bool:
        """Whether something changed, and nothing but typography."""
        return bool(self.changes) and all(change.typographic for change in self.changes)
