"""Find editorial notes: update stamps, corrections, clarifications, editor's notes, retractions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from tracker.edits.calendar import TIME
from tracker.edits.labels import DEFAULT_LABELS, Label, NoteKind
from tracker.edits.openings import LENGTH, openings

_END = r"\s*(?:(?<!\d)[:：]|[:：](?!\d)|[-–—|](?=\s|$)|$)"
_WHEN = rf"(?:,?\s*[(\[]?(?:on\s+|at\s+|am\s+|du\s+|del\s+|vom\s+)?{TIME}.{{0,50}}?)?{_END}"
_PREFIX_LETTERS = " \t\u00a0[({*_#•·-–—~⚡✎【［（"
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
_OPEN_QUOTES, _CLOSE_QUOTES = "“„«「『", "”»」』"
_BRACES = re.compile(r"\{(?:end|when|time)\}")
_FEW_WORDS = 3
ENTRY_MARKS = ("- ", "* ", "#", "  ")
"""How lines begin that no note above reaches."""
_LONGEST_STAMP = 160


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
    if not _can_be(sentence, rules):
        return None
    match = _compiled(rules).match(sentence)
    if match is None:
        return None
    label = _by_name(rules)[match.lastgroup or ""]
    words = sentence.strip()
    start, end = match.span(match.lastgroup or 0)
    if label.kind in (NoteKind.UPDATE, NoteKind.PUBLISHED) and _is_bare(sentence, match.end()):
        return None
    tail = sentence[end:]
    when = _claim(sentence[start:end], tail)
    return Note(
        kind=label.kind,
        language=label.language,
        label=sentence[start:end].strip(" :：-–—|"),
        sentence=words,
        text=words,
        when=when,
        general=_is_general(label.kind, tail),
    )


def _can_be(sentence: str, rules: NoteRules) -> bool:
    """Reject most sentences by their first letters, ten times faster than by the labels."""
    start = " ".join(sentence[:40].lstrip(_PREFIX_LETTERS).split())[:LENGTH].lower()
    known = _openings(rules)
    return any(start[:length] in known for length in range(1, LENGTH + 1))


@lru_cache(maxsize=16)
def _openings(rules: NoteRules) -> frozenset[str]:
    return frozenset(
        each for label in rules.labels for each in openings(_BRACES.sub(".", label.pattern))
    )


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


@lru_cache(maxsize=16)
def _by_name(rules: NoteRules) -> dict[str, Label]:
    preferred = rules.language.split("-")[0]
    ordered = sorted(
        rules.labels,
        key=lambda label: (_ORDER.index(label.kind), label.language != preferred),
    )
    return {f"n{number}": label for number, label in enumerate(ordered)}


@lru_cache(maxsize=16)
def _compiled(rules: NoteRules) -> re.Pattern[str]:
    choices = "|".join(
        f"(?P<{name}>{_expanded(label.pattern)})" for name, label in _by_name(rules).items()
    )
    return re.compile(rf"{_PREFIX}(?:{choices})", re.IGNORECASE)


def _expanded(pattern: str) -> str:
    spaced = pattern.replace(" ?", r"\s*").replace(" ", r"\s+")
    return spaced.replace("{end}", _END).replace("{when}", _WHEN).replace("{time}", rf"(?={TIME})")


def notes_of(lines: Sequence[str], rules: NoteRules) -> tuple[Note, ...]:
    """Find all notes of a text, each with as much of its paragraph as belongs to it."""
    reader = NoteReader(lines, rules)
    found: list[Note] = []
    for number in range(len(lines)):
        found += [note for note in reader.notes_at(number) if note not in found]
    return tuple(found)


class NoteReader:
    """Look up the notes that lines of one text belong to."""

    def __init__(self, lines: Sequence[str], rules: NoteRules) -> None:
        self._lines = lines
        self._rules = rules
        self._known: dict[int, tuple[Note, ...]] = {}

    def notes_at(self, number: int) -> tuple[Note, ...]:
        """Give the notes that a line bears, or continues; mostly none."""
        if number not in self._known:
            self._known[number] = self._read(number)
        return self._known[number]

    def _read(self, number: int) -> tuple[Note, ...]:
        line = self._lines[number]
        if not line or line.startswith((">", "|", "#  ")):
            return ()
        found = find_notes(line, self._rules)
        if found and not self._is_quoted(number):
            return tuple(self._placed(note, number) for note in found)
        if number and self._lines[number - 1] and not line.startswith(ENTRY_MARKS):
            above = self.notes_at(number - 1)
            return above if above and _continues(above[-1]) else ()
        return ()

    def _placed(self, note: Note, number: int) -> Note:
        """Add to a note the rest of its paragraph, up to the next label."""
        text = [note.sentence]
        if _continues(note):
            for line in self._lines[number + 1 :]:
                if not line or line.startswith(ENTRY_MARKS) or find_note(line, self._rules):
                    break
                text.append(line)
        return Note(
            kind=note.kind,
            language=note.language,
            label=note.label,
            sentence=note.sentence,
            text=" ".join(text),
            when=note.when,
            general=note.general and len(text) == 1,
            line=number,
        )

    def _is_quoted(self, number: int) -> bool:
        """Tell whether a line stands inside a quotation that began before it."""
        first = number
        while first and self._lines[first - 1]:
            first -= 1
        above = " ".join(self._lines[first:number])
        opened = sum(map(above.count, _OPEN_QUOTES)) - sum(map(above.count, _CLOSE_QUOTES))
        return opened > 0 or above.count('"') % 2 == 1


def _continues(note: Note) -> bool:
    """Tell whether the sentences after the labelled one belong to the note, too."""
    return note.kind not in STANDING and not note.general and not note.sentence.startswith("#")
