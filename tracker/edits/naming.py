"""Tell what a note names of the facts and sentences that changed."""

from __future__ import annotations

import re

from tracker.diff import Change, Kind
from tracker.edits.atoms import atoms_of
from tracker.edits.speaking import language_of
from tracker.edits.values import AtomChange, AtomKind

_WORD = re.compile(r"\w+")
_LONG = 5
_SHARED_WORDS = 2
_TURNS = (AtomKind.NEGATION, AtomKind.HEDGE, AtomKind.ATTRIBUTION, AtomKind.LINK)


def names_atom(note: str, atom: AtomChange) -> bool:
    """Tell whether a note names a changed fact, by its old or its new words.

    Words that turn a meaning and addresses are never named; they count as named.
    """
    if atom.kind in _TURNS:
        return True
    words = set(_WORD.findall(note.casefold()))
    for side in (atom.before, atom.after):
        wanted = [
            word for word in _WORD.findall(side.casefold()) if len(word) > 1 or word.isdigit()
        ]
        if atom.kind is AtomKind.QUOTATION:
            if len(words & {word for word in wanted if len(word) >= _LONG}) >= 2:
                return True
        elif wanted and (
            set(wanted) <= words or (atom.kind is AtomKind.NAME and set(wanted) & words)
        ):
            return True
    return _same_fact(note, atom)


def names_change(note: str, change: Change, language: str) -> bool:
    """Tell whether a note names a sentence that came, went or was edited."""
    sentences = change.after or change.before
    if change.kind in (Kind.DIVIDED, Kind.JOINED, Kind.MOVED):
        return True
    text = " ".join(each.text for each in sentences)
    words, noted = _stems(text), _stems(note)
    shared = words & noted
    if len(shared) >= min(_SHARED_WORDS, len(words)):
        return True
    return any(
        atom.kind not in _TURNS
        and atom.kind is not AtomKind.QUOTATION
        and names_atom(note, AtomChange(kind=atom.kind, before="", after=atom.words))
        for atom in atoms_of(text, language_of((text, note), language))
    )


def _stems(text: str) -> set[str]:
    """Give the beginnings of the longer words: the answer of whoever answered."""
    return {word[:_LONG] for word in _WORD.findall(text.casefold()) if len(word) >= _LONG}


def _same_fact(note: str, atom: AtomChange) -> bool:
    """Find a fact in a note that is written otherwise there: 12 and twelve."""
    if atom.kind not in (AtomKind.NUMBER, AtomKind.DATE, AtomKind.TIME, AtomKind.MONEY):
        return False
    language = language_of((note,), "en")
    keys = {each.key for each in atoms_of(note, language)}
    wanted = {
        each.key for side in (atom.before, atom.after) if side for each in atoms_of(side, language)
    }
    return bool(keys & wanted)
