"""How much an edit changed of what readers are told: the rule of docs/edits.md."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tracker.diff import Change, Kind
from tracker.edits.addresses import link_atoms
from tracker.edits.atoms import atom_changes, atoms_of, sides
from tracker.edits.fields import FieldChange
from tracker.edits.listings import Listings
from tracker.edits.names import KnownNames
from tracker.edits.spelling import is_slip, is_spelling, letters
from tracker.edits.values import AtomChange, AtomKind, Severity

SUBSTANTIAL_FIELDS = frozenset({"status", "author", "protected"})
WORDED_FIELDS = frozenset({"title", "excerpt"})
_IMAGE = re.compile(r"!\[([^\]]*)\]\([^)\s]*\)")
_TARGET = re.compile(r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)")
_LONE_LINK = re.compile(r"\s*\[[^\]]*\]\([^()\s]*\)\W*\Z")
_WORD = re.compile(r"\w+")
_MARKS = re.compile(r"\s*(?:[-*+]\s+|#+\s+)*")
_BEGINNING = 4
_SAME_HEADLINE = 0.4
_HEADING_WORDS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """One change with its severity, the facts that led to it, and whether it is of a listing."""

    change: Change
    severity: Severity
    atoms: tuple[AtomChange, ...] = ()
    listed: bool = False


def weigh(
    change: Change,
    language: str,
    known: KnownNames,
    listings: Listings | None = None,
) -> Weighed:
    """Tell the severity of one change of the text.

    Args:
        known: the names of both texts.
        listings: tells the entries of lists of other posts.
    """
    if listings is not None and listings.holds(change):
        return Weighed(change=change, severity=Severity.STYLE, listed=True)
    if change.kind in (Kind.DIVIDED, Kind.JOINED):
        return Weighed(change=change, severity=Severity.TYPOGRAPHIC)
    if change.kind in (Kind.ADDED, Kind.DELETED):
        whole = change.after or change.before
        return Weighed(change=change, severity=_of_sentence(whole[0].text, language))
    moved = Severity.STYLE if change.kind is Kind.MOVED else Severity.TYPOGRAPHIC
    one, other = sides(change)
    if not change.opcodes or change.typographic or one == other:
        return Weighed(change=change, severity=moved)
    words, atoms = weigh_words(one, other, language, known)
    turned = link_atoms(change.links)
    if _is_link(one) and _is_link(other) and not turned:
        # A link that leads where it led, under another label: no name of the story changed.
        atoms = tuple(atom for atom in atoms if atom.kind is not AtomKind.NAME)
        words = min(words, Severity.STYLE, key=lambda each: each.weight)
    atoms = (*atoms, *turned)
    if atoms:
        return Weighed(change=change, severity=Severity.SUBSTANCE, atoms=atoms)
    if words is Severity.TYPOGRAPHIC and change.links:
        words = Severity.STYLE
    return Weighed(change=change, severity=heaviest((words, moved)))


def weigh_words(
    before: str, after: str, language: str, known: KnownNames
) -> tuple[Severity, tuple[AtomChange, ...]]:
    """Tell the severity of a rewording, and the facts in it that changed."""
    one, other = _plain(before), _plain(after)
    if letters(one) == letters(other):
        figures = _figures_alone(one, other, language, known)
        return (Severity.SUBSTANCE if figures else Severity.TYPOGRAPHIC), figures
    atoms = atom_changes(one, other, language, known)
    misspelt = is_spelling(one, other)
    if misspelt:
        atoms = tuple(atom for atom in atoms if not is_slip(atom, known))
    if atoms:
        return Severity.SUBSTANCE, atoms
    return (Severity.SPELLING if misspelt else Severity.STYLE), ()


def weigh_fields(
    changes: Iterable[FieldChange], language: str, known: KnownNames
) -> tuple[Severity, tuple[AtomChange, ...]]:
    """Tell the severity of changed fields: headline and excerpt by words, the rest by name."""
    worst = [Severity.NONE]
    atoms: list[AtomChange] = []
    for change in changes:
        if change.name in WORDED_FIELDS:
            severity, found = _weigh_line(str(change.before), str(change.after), language, known)
            worst.append(severity)
            atoms += found
        elif change.name in SUBSTANTIAL_FIELDS:
            worst.append(Severity.SUBSTANCE)
        else:
            worst.append(Severity.STYLE)
    return heaviest(worst), tuple(atoms)


def heaviest(severities: Iterable[Severity]) -> Severity:
    """Choose the gravest."""
    return max(severities, key=lambda severity: severity.weight, default=Severity.NONE)


def _weigh_line(
    before: str, after: str, language: str, known: KnownNames
) -> tuple[Severity, tuple[AtomChange, ...]]:
    """Weigh a headline: one that shares few words with the one before is another."""
    severity, atoms = weigh_words(before, after, language, known)
    if severity is Severity.STYLE and _shared_words(before, after) < _SAME_HEADLINE:
        return Severity.SUBSTANCE, atoms
    return severity, atoms


def _shared_words(one: str, other: str) -> float:
    """Give the share of words, by their beginnings, that two headlines have in common."""
    a, b = ({word[:_BEGINNING].casefold() for word in _WORD.findall(text)} for text in (one, other))
    if min(len(a), len(b)) <= 1:
        return 0.0  # a script without spaces, or a single word
    return len(a & b) / max(len(a), len(b))


def _of_sentence(text: str, language: str) -> Severity:
    """Weigh a whole sentence that came or went; an image, a rule or a short heading is none."""
    words = _MARKS.sub("", _plain(text), count=1)
    if not _WORD.search(words):
        return Severity.STYLE if _IMAGE.search(text) else Severity.TYPOGRAPHIC
    if _is_heading(text) and len(words.split()) <= _HEADING_WORDS:
        return Severity.SUBSTANCE if atoms_of(words, language) else Severity.STYLE
    return Severity.SUBSTANCE


def _is_link(text: str) -> bool:
    """Tell whether a sentence is one link and nothing else."""
    return _LONE_LINK.match(text) is not None


def _is_heading(text: str) -> bool:
    """Tell a heading, or a link to a place in the text itself, from a sentence or a document."""
    return text.lstrip(" -*+").startswith("#") or "](#" in text


def _plain(text: str) -> str:
    """Leave addresses, images and marks of links out."""
    return _TARGET.sub("]", _IMAGE.sub("", text)).replace("[", "").replace("]", "")


def _figures_alone(
    one: str, other: str, language: str, known: KnownNames
) -> tuple[AtomChange, ...]:
    """A mark inside a number or a moved decimal point is more than typography: 1.5 is not 15."""
    if not any(map(str.isdigit, one)):
        return ()
    return tuple(
        atom
        for atom in atom_changes(one, other, language, known)
        if any(map(str.isdigit, atom.before)) and any(map(str.isdigit, atom.after))
    )
