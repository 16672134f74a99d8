"""Find editorial notes: update stamps, corrections, clarifications, editor's notes, retractions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from tracker.edits.calendar import TIME
from tracker.edits.labels import DEFAULT_LABELS, Label, NoteKind
from tracker.edits.openings import LENGTH, openings

_END = r"\s*(?:(?<!\d)[:：]|[:：](?!\d)|[-–—|\])】](?=\s|$)|$)"
_WHEN = rf"(?:,?\s*[(\[]?(?:on\s+|at\s+|am\s+|du\s+|del\s+|vom\s+)?{TIME}.{{0,50}}?)?{_END}"
_PREFIX_LETTERS = " \t\u00a0[({*_#•·-–—~⚡✎※【［（"
_PREFIX = rf"[{re.escape(_PREFIX_LETTERS)}]*"
_ORDER = (
    NoteKind.RETRACTION, NoteKind.CORRECTION, NoteKind.CLARIFICATION, NoteKind.EDITOR,
    NoteKind.DEVELOPING, NoteKind.UPDATE, NoteKind.PUBLISHED,
)  # fmt: skip
"""What a sentence is that could be two things: the graver one."""

STANDING = frozenset({NoteKind.PUBLISHED, NoteKind.DEVELOPING})
"""Kinds that say nothing of an edit."""

_FILLER = (
    r"(?:on|at|as|of|by|the|last|updated?|am|um|uhr|vom|le|à|du|heures?|el|la|las|los|a|en|de|il|"
    r"alle|ore|del|em|às|op|om|uur|dnia|o|godz|r|and|time|local|pm|h|hrs|في|الساعة|時点|現在)"
)
_LEADING = re.compile(rf"[\s,;(\[|–—-]*(?:{_FILLER}\s+)*(?={TIME})", re.IGNORECASE)
_TIMES = re.compile(rf"{TIME}", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}")
_FILLERS = re.compile(rf"\b{_FILLER}\b", re.IGNORECASE)
_ZONES = re.compile(r"\b[A-Z]{1,4}[TZ]\b|\b(?:UTC|GMT|MEZ|MESZ|Eastern|Pacific|Central|Mountain)\b")
_HEAD_END = re.compile(r"(?<!\d)[:：]|[:：](?!\d)|(?<!\d)\.(?:\s|$)|\s[–—-]\s|[|·•;]")
_SEVERAL = re.compile(r"\s*[|·•;]\s*|,\s+(?=(?:last )?updated\b)", re.IGNORECASE)
_BRACES = re.compile(r"\{(?:end|when|time)\}")
_FEW_WORDS = 3
_LONGEST_STAMP = 160
_LOOKED_AT = 300
"""Labels stand at the beginning, and patterns take their time with hostile text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One editorial note.

    Args:
        kind: what it says.
        language: BCP 47, of its label.
        label: the words by which it was known.
        sentence: the sentence that bears the label.
        text: the whole note, as far as its paragraph goes.
        when: the words that claim a time; empty where none does.
        general: it says that something was changed, and not what.
        line: number of its line in the text that was searched.
    """

    kind: NoteKind
    language: str
    label: str
    sentence: str
    text: str
    when: str = ""
    general: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NoteRules:
    """The labels to look for; make it with `note_rules`, since it is compiled once each.

    Args:
        labels: in any order.
        language: of the site, BCP 47: its labels are tried first.
    """

    labels: tuple[Label, ...]
    language: str


@lru_cache(maxsize=16)
def note_rules(language: str = "en", more: tuple[Label, ...] = ()) -> NoteRules:
    """Give the rules of a site.

    Args:
        language: of the site.
        more: labels of the configuration, beside the ones that are built in.
    """
    return NoteRules(labels=(*DEFAULT_LABELS, *more), language=language)


def find_notes(sentence: str, rules: NoteRules) -> tuple[Note, ...]:
    """Find the notes that one sentence bears: none, one, or the parts of a line of stamps."""
    first = find_note(sentence, rules)
    if first is None or len(sentence) > _LONGEST_STAMP:
        return () if first is None else (first,)
    parts = [find_note(part, rules) for part in _SEVERAL.split(sentence)]
    found = tuple(part for part in parts if part is not None)
    return found if len(found) > 1 else (first,)


def find_note(sentence: str, rules: NoteRules) -> Note | None:
    """Tell whether a sentence is a note: it begins with one of the labels."""
    seen = sentence[:_LOOKED_AT]
    for label in _candidates(seen, rules):
        match = _pattern(label.pattern).match(seen)
        if match is not None:
            return _note(sentence, label, seen, match)
    return None


def _note(sentence: str, label: Label, seen: str, match: re.Match[str]) -> Note | None:
    start, end = match.span(1)
    if label.kind in (NoteKind.UPDATE, NoteKind.PUBLISHED) and _is_bare(seen, end):
        return None
    words, tail = sentence.strip(), seen[end:]
    return Note(
        kind=label.kind,
        language=label.language,
        label=seen[start:end].strip(" :：-–—|"),
        sentence=words,
        text=words,
        when=_claim(seen[start:end], tail),
        general=_is_general(label.kind, tail),
    )


def _candidates(sentence: str, rules: NoteRules) -> list[Label]:
    """Choose the labels that can begin like a sentence: for most sentences none."""
    start = " ".join(sentence[:40].lstrip(_PREFIX_LETTERS).split())[:LENGTH].lower()
    known = _by_opening(rules)
    found = {
        label for length in range(1, len(start) + 1) for label in known.get(start[:length], ())
    }
    return [label for _, label in sorted(found, key=lambda each: each[0])]


@lru_cache(maxsize=16)
def _by_opening(rules: NoteRules) -> dict[str, list[tuple[int, Label]]]:
    """List the labels by the letters that they can begin with, ranked: the graver kind first."""
    preferred = rules.language.split("-")[0]
    ranked = sorted(
        rules.labels,
        key=lambda label: (_ORDER.index(label.kind), label.language != preferred),
    )
    found: dict[str, list[tuple[int, Label]]] = {}
    for rank, label in enumerate(ranked):
        for each in openings(_BRACES.sub(".", label.pattern)):
            found.setdefault(each, []).append((rank, label))
    return found


@lru_cache(maxsize=1024)
def _pattern(pattern: str) -> re.Pattern[str]:
    """Compile the pattern of one label, when a sentence may begin with it."""
    spaced = pattern.replace(" ?", r"\s*").replace(" ", r"\s+")
    whole = spaced.replace("{end}", _END).replace("{when}", _WHEN).replace("{time}", rf"(?={TIME})")
    return re.compile(rf"{_PREFIX}({whole})", re.IGNORECASE)


def _is_bare(sentence: str, end: int) -> bool:
    """Tell a heading such as `Updates` from a stamp: nothing follows, and it names no time."""
    return (
        not sentence[end:].strip(" .*_)]")
        and sentence.rstrip()[-1:] not in ":："
        and len(sentence.split()) <= _FEW_WORDS
        and not any(map(str.isdigit, sentence))
    )


def _is_general(kind: NoteKind, tail: str) -> bool:
    if kind in STANDING:
        return True
    rest = _FILLERS.sub(" ", _ZONES.sub(" ", _TIMES.sub(" ", tail)))
    return _WORD.search(rest) is None


def _claim(label: str, tail: str) -> str:
    """Take the words that claim when the text was changed, and no other time of the sentence."""
    if label.rstrip()[-1:] in ":：-–—|":
        if _TIMES.search(label):
            return label.strip(" :：-–—|")
        return tail.strip() if _is_general(NoteKind.UPDATE, tail) and _TIMES.search(tail) else ""
    leading = _LEADING.match(tail)
    if leading is None:
        return label if _TIMES.search(label) else ""
    rest = tail[leading.end() :]
    end = _HEAD_END.search(rest.replace("a.m.", "a.m,").replace("p.m.", "p.m,"))
    return rest[: end.start()] if end else rest[:80]
