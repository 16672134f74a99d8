"""How much an edit changed: sentences and words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

# A size that is known is shown without what it takes to find it.
if TYPE_CHECKING:
    from tracker.diff import ProseDiff
    from tracker.diff.values import Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """Counts of one edit.

    Args:
        edited: sentences with other words, split and merged ones included.
        added, deleted, moved: sentences.
        words_in, words_out: words that came and that went, inside sentences too.
    """

    edited: int = 0
    added: int = 0
    deleted: int = 0
    moved: int = 0
    words_in: int = 0
    words_out: int = 0

    def __bool__(self) -> bool:
        return self != Size()


def size_of(diff: ProseDiff | None) -> Size:
    """Count the changes of a diff."""
    if not diff:
        return Size()
    from tracker.diff import Kind

    kinds = Counter(change.kind for change in diff.changes)
    moves = [_moved_words(change) for change in diff.changes]
    return Size(
        edited=kinds[Kind.EDITED] + kinds[Kind.SPLIT] + kinds[Kind.MERGED],
        added=kinds[Kind.ADDED],
        deleted=kinds[Kind.DELETED],
        moved=kinds[Kind.MOVED],
        words_in=sum(came for _, came in moves),
        words_out=sum(went for went, _ in moves),
    )


def _moved_words(change: Change) -> tuple[int, int]:
    from tracker.diff import Kind, tokenize

    if change.opcodes:
        a, b = change.before_tokens, change.after_tokens
        changed = [opcode for opcode in change.opcodes if opcode.tag != "equal"]
        went = sum(_words(a[opcode.i1 : opcode.i2]) for opcode in changed)
        return went, sum(_words(b[opcode.j1 : opcode.j2]) for opcode in changed)
    if change.kind is Kind.ADDED:
        return 0, sum(_words(tokenize(each.text)) for each in change.after)
    if change.kind is Kind.DELETED:
        return sum(_words(tokenize(each.text)) for each in change.before), 0
    return 0, 0


def _words(tokens: list[str] | tuple[str, ...]) -> int:
    return sum("://" not in token and any(map(str.isalnum, token)) for token in tokens)


def size_json(size: Size) -> dict[str, Any]:
    """Give the counts for `--json`."""
    return {
        "sentences": {
            "edited": size.edited,
            "added": size.added,
            "deleted": size.deleted,
            "moved": size.moved,
        },
        "words": {"added": size.words_in, "deleted": size.words_out},
    }


def size_text(size: Size) -> str:
    """Write the counts: `2 sentences edited, 1 added; words +12 -3`; empty where all are 0."""
    counts = [
        (count, word)
        for count, word in (
            (size.edited, "edited"),
            (size.added, "added"),
            (size.deleted, "deleted"),
            (size.moved, "moved"),
        )
        if count
    ]
    if not counts:
        return ""
    (first, word), *rest = counts
    parts = [f"{first} sentence{'s' * (first != 1)} {word}", *(f"{n} {each}" for n, each in rest)]
    return f"{', '.join(parts)}; words +{size.words_in} -{size.words_out}"
