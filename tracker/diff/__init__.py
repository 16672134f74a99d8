"""Differences that people can read, found fast; usable without the rest of tracker.

Three faces: the names of `difflib` (`SequenceMatcher`, `unified_diff`, ...), prose
(`diff_text`, `diff_words`, `tokenize`) and patches (`make_patch`, `apply_patch`).
"""

from tracker.diff.compat import (
    IS_CHARACTER_JUNK,
    IS_LINE_JUNK,
    Differ,
    HtmlDiff,
    Match,
    SequenceMatcher,
    context_diff,
    diff_bytes,
    get_close_matches,
    ndiff,
    restore,
    unified_diff,
)
from tracker.diff.engine import Engine
from tracker.diff.opcodes import Opcode, apply_opcodes, marked
from tracker.diff.patches import Patched, apply_patch, make_patch
from tracker.diff.prose import diff_text
from tracker.diff.tokens import TokenKind, kind_of, tokenize
from tracker.diff.values import Change, Kind, LinkChange, ProseDiff, Sentence
from tracker.diff.words import diff_words

__all__ = [
    "IS_CHARACTER_JUNK",
    "IS_LINE_JUNK",
    "Change",
    "Differ",
    "Engine",
    "HtmlDiff",
    "Kind",
    "LinkChange",
    "Match",
    "Opcode",
    "Patched",
    "ProseDiff",
    "Sentence",
    "SequenceMatcher",
    "TokenKind",
    "apply_opcodes",
    "apply_patch",
    "context_diff",
    "diff_bytes",
    "diff_text",
    "diff_words",
    "get_close_matches",
    "kind_of",
    "make_patch",
    "marked",
    "ndiff",
    "restore",
    "tokenize",
    "unified_diff",
]
