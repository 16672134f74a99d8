"""Carry an edit over to a text that moved meanwhile."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.diff.engine import Engine


@dataclass(frozen=True, slots=True, kw_only=True)
class Patched:
    """A text to which a patch was applied.

    Args:
        text: the new text.
        applied: for each part of the patch, whether a place for it was found.
    """

    text: str
    applied: tuple[bool, ...]


def make_patch(before: str, after: str) -> str:
    """Write the edit from one text to another as a patch of diff-match-patch.

    The form is its own: like a unified diff, by character, and percent-encoded
    (https://github.com/google/diff-match-patch/wiki/Unidiff).

    Raises:
        ValueError: for a text with lone surrogates, which cannot be encoded.
    """
    engine = Engine()
    diffs = engine.diff_main(before, after, False)
    if len(diffs) > 2:
        engine.diff_cleanupSemantic(diffs)
        engine.diff_cleanupEfficiency(diffs)
    try:
        return str(engine.patch_toText(engine.patch_make(before, diffs)))
    except UnicodeEncodeError as error:
        raise ValueError("a text with lone surrogates cannot be written as a patch") from error


def apply_patch(patch: str, text: str) -> Patched:
    """Apply a patch to a text, to the text that it was made from or to a later state of it.

    Each part goes where it fits best near its old place; a part for which there is no such place
    is left out and reported.

    Raises:
        ValueError: for something that is not a patch.
    """
    engine = Engine()
    result, applied = engine.patch_apply(engine.patch_fromText(patch), text)
    return Patched(text=result, applied=tuple(applied))
