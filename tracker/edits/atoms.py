"""Facts inside sentences: numbers, dates, names, quotations and the words that turn a meaning."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from tracker.diff import Change, tokenize
from tracker.edits.calendar import MONTH_NUMBERS, WEEKDAYS
from tracker.edits.figures import figures, pair_of
from tracker.edits.names import KnownNames, names_in
from tracker.edits.speaking import tongue_of
from tracker.edits.tongues import Tongue
from tracker.edits.turning import prefixed, turns
from tracker.edits.values import Atom, AtomChange, AtomKind

_WORDS = re.compile(r"[^\W\d_]+|\d+")
_QUOTES = (
    re.compile(r"[“„]([^“”„]*)(?:[”“]|$)"),
    re.compile(r'"([^"]*)(?:"|$)'),
    re.compile(r"«([^«»]*)(?:»|$)"),
    re.compile(r"[「『]([^「」『』]*)(?:[」』]|$)"),
)
_LIST_MARK = re.compile(r"\A\s*(?:[-*+•]|\\?\d{1,3}\\?[.)])\s+")
_SHORT_QUOTE = 2


def atom_changes(
    before: str, after: str, language: str, known: KnownNames
) -> tuple[AtomChange, ...]:
    """List the facts that differ between two forms of a sentence.

    Args:
        before: the sentence as it was, links included; their targets are left out.
        after: the sentence as it is.
        known: the names of both texts.
    """
    tongue = tongue_of(f"{before} {after}", language)
    one_side, other_side = _tokens(before), _tokens(after)
    old, new = (_atoms(side, tongue, known.both) for side in (one_side, other_side))
    gone = _without_known_words(_difference(old, new), after)
    came = _without_known_words(_difference(new, old), before)
    gone, came = _without_worded(gone, came), _without_worded(came, gone)
    changes = prefixed(one_side, other_side, tongue)
    for kind in AtomKind:
        one = [atom.words for atom in gone if atom.kind is kind]
        other = [atom.words for atom in came if atom.kind is kind]
        width = max(len(one), len(other))
        one, other = one + [""] * (width - len(one)), other + [""] * (width - len(other))
        changes += [
            AtomChange(kind=kind, before=a, after=b) for a, b in zip(one, other, strict=True)
        ]
    return tuple(changes)


def atoms_of(sentence: str, language: str, known: frozenset[str] = frozenset()) -> list[Atom]:
    """List the facts of one sentence."""
    return _atoms(_tokens(sentence), tongue_of(sentence, language), known)


def sides(change: Change) -> tuple[str, str]:
    """Give the words of a changed sentence before and after, without the marks of lists."""
    one, other = (" ".join(each.text for each in side) for side in (change.before, change.after))
    return _LIST_MARK.sub("", one, count=1), _LIST_MARK.sub("", other, count=1)


def _difference(one: Sequence[Atom], other: Sequence[Atom]) -> list[Atom]:
    left = Counter((atom.kind, atom.key) for atom in other)
    rest = []
    for atom in one:
        if left[atom.kind, atom.key] > 0:
            left[atom.kind, atom.key] -= 1
        else:
            rest.append(atom)
    return rest


def _without_known_words(atoms: Sequence[Atom], other: str) -> list[Atom]:
    """Leave out names whose words stand in the other form as well: another place, another case."""
    words = set(_WORDS.findall(other.casefold()))
    return [
        atom
        for atom in atoms
        if atom.kind is not AtomKind.NAME or not set(_WORDS.findall(atom.key)) <= words
    ]


def _without_worded(atoms: Sequence[Atom], others: Sequence[Atom]) -> list[Atom]:
    """Leave out what is written otherwise in the other form: 10-12 there, and 10 to 12 here."""
    worded = set(_neighbours(others))
    rest = [atom for atom in atoms if pair_of(atom.key) not in worded]
    for pair in filter(None, (pair_of(other.key) for other in others)):
        neighbours = _neighbours(rest)
        if pair in neighbours:
            at = neighbours.index(pair)
            del rest[at : at + 2]
    return rest


def _neighbours(atoms: Sequence[Atom]) -> list[tuple[str, str]]:
    return list(pairwise(atom.key for atom in atoms))


def _tokens(sentence: str) -> list[str]:
    return [token for token in tokenize(sentence) if not token.startswith("](")]


def _atoms(tokens: Sequence[str], tongue: Tongue, known: frozenset[str]) -> list[Atom]:
    found = list(figures(tokens, tongue))
    found += turns(tokens, tongue)
    found += [
        Atom(AtomKind.NAME, name, name.casefold())
        for name in names_in(tokens, tongue.language, known)
        if not _is_calendar(name)
    ]
    found += _quotations("".join(tokens))
    return found


def _is_calendar(name: str) -> bool:
    return all(word.lower().rstrip(".") in WEEKDAYS | MONTH_NUMBERS.keys() for word in name.split())


def _quotations(sentence: str) -> Iterator[Atom]:
    """Give what stands inside quotation marks, if it is more than a word or two."""
    for pattern in _QUOTES:
        for match in pattern.finditer(sentence):
            words = _WORDS.findall(match[1].casefold())
            if len(words) > _SHORT_QUOTE or any(map(_is_unspaced, words)):
                yield Atom(AtomKind.QUOTATION, f"“{match[1].strip()}”", " ".join(words))


def _is_unspaced(word: str) -> bool:
    return "\u3040" <= word[0] <= "\u9fff"
