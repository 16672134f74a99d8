"""The words of findings: one grammar for all rules, and text of a site kept on one short line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from tracker.audit.amounts import length_words
from tracker.edits.sentences import readable, shortened
from tracker.edits.values import Assessment, AtomChange, AtomKind, Span
from tracker.text import one_line

_LONGEST = 60
_SIDE = 40
_EVIDENCE = 400
_MOST = 12
"""So many sentences of evidence a finding keeps."""
_LAST = 4
_SHOWN = 3
_NO_FACTS = ("public again", "back to the state")
"""How reasons begin that tell of the edit as a whole."""
_GRAVE = (
    re.compile(r"(?:\d+ sentences|sentence) (?:added|deleted)"),
    re.compile(r"author|status|note taken away"),
)
"""How reasons begin that make substance where no fact inside a sentence changed, in order."""
_TOLD = re.compile(r"((?:\d+ sentences|sentence|note) [^:]+): (.*)", re.DOTALL)
"""Reasons that end with words of the site."""


def line(text: str, length: int = _LONGEST) -> str:
    """Put text of a site on one line, and shorten it: at a word, where one ends in time."""
    whole = one_line(readable(text))
    if len(whole) <= length:
        return whole
    cut = shortened(whole, length)
    return cut if len(cut) > length // 2 else f"{whole[: length - 1]}…"


def quoted(text: str, length: int = _LONGEST) -> str:
    """Put text of a site in quotation marks, on one line and shortened."""
    return f"“{line(text, length)}”"


def moment_words(moment: datetime) -> str:
    """Write a time for people: `2024-05-02 09:00 UTC`."""
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def counted(number: int, noun: str) -> str:
    """Write `1 note`, `2 notes`."""
    return f"{number} {noun}{'s' * (number != 1)}"


def listed(parts: Sequence[str], noun: str, shown: int = _SHOWN) -> str:
    """Join the first parts of a list, and count the others."""
    rest = len(parts) - shown
    more = (f"and {rest} more {noun}{'s' * (rest != 1)}",) if rest > 0 else ()
    return "; ".join((*parts[:shown], *more))


def facts_words(atoms: Iterable[AtomChange]) -> str:
    """Say the first facts that changed, and count the others."""
    return listed([_fact_words(atom) for atom in atoms], "fact")


def _fact_words(atom: AtomChange) -> str:
    """Say one fact: `number 12 -> 14`, `name “Lena Fischer” added`."""
    cut = _address if atom.kind is AtomKind.LINK else line
    before, after = (cut(side, _SIDE) if side else "" for side in (atom.before, atom.after))
    if before and after:
        return f"{atom.kind} {before} -> {after}"
    return f"{atom.kind} “{after}” added" if after else f"{atom.kind} “{before}” deleted"


def _address(address: str, length: int) -> str:
    """Shorten an address to its host and the last part of its path."""
    bare = one_line(address).rstrip("/").removeprefix("https://").removeprefix("http://")
    host, slash, path = bare.partition("/")
    if len(bare) <= length or not slash:
        return line(bare, length)
    last = path.rpartition("/")[2]
    return f"{line(host, length - 10)}/…/{line(last, length - 10)}"


def changed_words(said: Assessment) -> str:
    """Say what an edit changed: its facts, else the gravest of its reasons."""
    if said.atoms:
        return facts_words(said.atoms)
    reasons = [reason for reason in said.reasons if not reason.startswith(_NO_FACTS)]
    for pattern in _GRAVE:
        reasons = [reason for reason in reasons if pattern.match(reason)] or reasons
    if not reasons:
        return "what readers are told"
    told = _TOLD.match(reasons[0])
    if told is None:
        return line(reasons[0], 2 * _LONGEST)
    return f"{told[1]}: {quoted(told[2], 2 * _LONGEST)}"


def _in_words(reason: str, atoms: Iterable[AtomChange]) -> str:
    """Write a fact that came or went as the words of a finding do: `number “three” added`."""
    for atom in atoms:
        raw = str(atom)
        if atom.before and atom.after:
            continue
        if reason == raw:
            return _fact_words(atom)
        if reason.endswith(f" {raw}"):
            return f"{reason.removesuffix(raw)}{atom.kind} {quoted(atom.before or atom.after)}"
    return reason


def why(reason: str) -> str:
    """Put a sentence that says why something failed at the end of another."""
    return line(reason, 4 * _LONGEST).rstrip(". ")


def when_words(span: Span) -> str:
    """Say when an edit happened, as far as that is known; empty where it is not."""
    if span.latest is None:
        return ""
    latest = moment_words(span.latest)
    if span.earliest is None:
        return f"not after {latest}"
    if span.earliest == span.latest:
        return f"at {latest}, as the site claims"
    earliest = moment_words(span.earliest)
    if earliest == latest:
        earliest, latest = f"{span.earliest:%Y-%m-%d %H:%M:%S}", f"{span.latest:%H:%M:%S} UTC"
    elif span.earliest.date() == span.latest.date():
        earliest, latest = earliest.removesuffix(" UTC"), f"{span.latest:%H:%M} UTC"
    return f"between {earliest} and {latest}"


def evidence_of(said: Assessment, *first: str) -> tuple[str, ...]:
    """List what a rule adds, when the edit happened, and the reasons of its assessment.

    Of many reasons the first (what changed) and the last (what led to the verdict) are kept.
    """
    when = when_words(said.span)
    begin = (*first, *((f"the edit happened {when}",) if when else ()))
    room = _MOST - len(begin)
    reasons = tuple(_in_words(reason, said.atoms) for reason in said.reasons)
    if len(reasons) > room:
        reasons = (*reasons[: room - _LAST], *reasons[-_LAST:])
    return tuple(shortened(one_line(each), _EVIDENCE) for each in (*begin, *reasons))


def range_words(least: timedelta, most: timedelta) -> str:
    """Write a length of time between two: `9 h`, `between 10 min and 24 h`, `between 2 and 3 h`."""
    one, other = length_words(max(least, timedelta())), length_words(max(most, timedelta()))
    if one == other:
        return one
    number, _, unit = one.partition(" ")
    return f"between {number if other.endswith(f' {unit}') else one} and {other}"
