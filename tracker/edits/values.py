"""What is said of an edit; and, to import from one place, its verdicts and what is known of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tracker.diff import Change, ProseDiff
from tracker.edits.claims import ClaimCheck
from tracker.edits.fields import FieldChange
from tracker.edits.kinds import (
    NEVER_TOLD,
    RULES_VERSION,
    Disclosure,
    EditKind,
    Evidence,
    Lag,
    Severity,
    Span,
)
from tracker.edits.notes import Note
from tracker.edits.states import Edit, Setting, State

__all__ = [
    "RULES_VERSION", "Assessment", "Atom", "AtomChange", "AtomKind", "Coverage", "Disclosure",
    "Edit", "EditKind", "Evidence", "Lag", "NoteChange", "Setting", "Severity", "Span", "State",
]  # fmt: skip


class AtomKind(StrEnum):
    """A kind of fact inside a sentence."""

    NUMBER = "number"
    MONEY = "money"
    PERCENTAGE = "percentage"
    DATE = "date"
    TIME = "time"
    NAME = "name"
    QUOTATION = "quotation"
    ATTRIBUTION = "attribution"
    NEGATION = "negation"
    HEDGE = "hedge"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Atom:
    """One fact: its kind, its words, and a key that is equal for equal facts."""

    kind: AtomKind
    words: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AtomChange:
    """One fact that changed: old and new words, one of them empty where it came or went."""

    kind: AtomKind
    before: str
    after: str

    def __str__(self) -> str:
        if self.before and self.after:
            return f"{self.kind} {self.before} -> {self.after}"
        return f"{self.kind} +{self.after}" if self.after else f"{self.kind} -{self.before}"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteChange:
    """A note that came (`before` is None), went (`after` is None), moved or has other words.

    Args:
        check: how the time that the new note claims fits what is known; None without a time.
        fits: whether the new note can speak of this edit.
        moved: the same words elsewhere.
    """

    before: Note | None
    after: Note | None
    check: ClaimCheck | None = None
    fits: bool = True
    moved: bool = False

    @property
    def tells(self) -> bool:
        """Whether it says something to readers that was not said before."""
        return self.after is not None and not self.moved and self.fits


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Public revision activity between two readings against the states held.

    Autosaves move it and changes of status do not: a bound, never a number of saves.

    Args:
        moved: by how many the count of revisions moved; None where only the newest id moved.
        held: how many states are held that make a revision.
    """

    moved: int | None
    held: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What is said of an edit, and why.

    Args:
        kind, severity, disclosure: the verdicts.
        reasons: what led to them, in words, the sentences of the text included.
        notes: notes that came, went, moved or changed.
        atoms: facts that changed inside sentences and in the headline.
        changes: changed sentences of the story, notes left out.
        field_changes: changed fields.
        diff: of the bodies; None where nothing was compared.
        span: when the edit happened.
        disclosed_by: index of the later edit of the history whose note tells of this one.
        lag: from this edit to that note, or to the note of its own.
        reverts_to: index of the earlier state that came back.
        coverage: where revision activity is public.
        contradictions: evidence that does not agree, in words.
        rules: version of the rules.
    """

    kind: EditKind
    severity: Severity
    disclosure: Disclosure
    reasons: tuple[str, ...] = ()
    notes: tuple[NoteChange, ...] = ()
    atoms: tuple[AtomChange, ...] = ()
    changes: tuple[Change, ...] = ()
    field_changes: tuple[FieldChange, ...] = ()
    diff: ProseDiff | None = None
    span: Span = NEVER_TOLD
    disclosed_by: int | None = None
    lag: Lag | None = None
    reverts_to: int | None = None
    coverage: Coverage | None = None
    contradictions: tuple[str, ...] = ()
    rules: int = RULES_VERSION

    @property
    def undisclosed(self) -> bool:
        """Whether substance was changed and no note, then or later, tells of all of it."""
        return (
            self.severity is Severity.SUBSTANCE
            and self.disclosed_by is None
            and (self.disclosure in (Disclosure.SILENT, Disclosure.PARTLY, Disclosure.MASKED))
        )
