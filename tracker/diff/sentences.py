"""Describe how a sentence changed."""

from __future__ import annotations

from tracker.diff.links import link_changes
from tracker.diff.opcodes import made
from tracker.diff.similarity import Profiles
from tracker.diff.typography import is_typographic
from tracker.diff.values import Change, Kind, Sentence
from tracker.diff.words import word_opcodes


def compare_sentences(
    kind: Kind,
    before: tuple[Sentence, ...],
    after: tuple[Sentence, ...],
    profiles: Profiles,
    move: int | None = None,
) -> Change:
    """Describe sentences that belong together, word by word where their words differ."""
    one = before[0].text if len(before) == 1 else " ".join(each.text for each in before)
    other = after[0].text if len(after) == 1 else " ".join(each.text for each in after)
    if one == other:
        return Change(kind=kind, before=before, after=after, move=move)
    lexicon = profiles.lexicon
    (a, old), (b, new) = lexicon.cut(one), lexicon.cut(other)
    opcodes = word_opcodes(a, b, (old, new), lexicon.letters)
    typographic = is_typographic(one, other, a, b, opcodes)
    links = link_changes(one, other) if "](" in one or "](" in other else ()
    return made(Change, (kind, before, after, a, b, opcodes, typographic, links, move))


def words_kept(change: Change) -> float:
    """Give the share of words that stand in equal ranges: 0 for none, 1 for all."""
    a = change.before_tokens
    total = _words(a) + _words(change.after_tokens)
    kept = sum(_words(a[i1:i2]) for tag, i1, i2, _, _ in change.opcodes if tag == "equal")
    return 2 * kept / total if total else 0.0


def _words(tokens: tuple[str, ...]) -> int:
    return sum(map(str.isalnum, tokens))
