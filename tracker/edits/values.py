"""What is known of an edit and what is said of it: frozen values, no git in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from tracker.diff import Change, ProseDiff
from tracker.edits.claims import ClaimCheck
from tracker.edits.facts import NameSource, NoNames
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
from tracker.edits.notes import Note, NoteRules, note_rules
from tracker.model import Fields, utc_or_none

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
class State:
    """One state of a post.

    Args:
        text: text.md, headline included; of a post that is away, that of its last live state.
        title: one line.
        fields: the REST object; None where only a revision tells.
        evidence: where it is known from.
        claimed: the time of the last change that the site claims (`modified_gmt`).
        observed: when it was read.
        last_observed: when the content before it was last read.
        away: why the post is not public; empty while it is.
        revision: id of the revision that tells of it.
        comparison: comparison form of its content, or a digest of it; empty where not known.
        source: `content.raw`, or a digest of it; empty where not known.
    """

    text: str
    title: str
    fields: Fields | None = None
    evidence: Evidence = Evidence.OBSERVATION
    claimed: datetime | None = None
    observed: datetime | None = None
    last_observed: datetime | None = None
    away: str = ""
    revision: int | None = None
    comparison: str = ""
    source: str = ""

    @property
    def published(self) -> datetime | None:
        """The publication date that the site claims."""
        return utc_or_none((self.fields or {}).get("date_gmt"))

    @property
    def moment(self) -> datetime | None:
        """When it is known to have been so: read then, or claimed by a revision."""
        if self.evidence is Evidence.REVISION:
            return self.claimed or self.observed
        return self.observed or self.claimed


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Two consecutive states of one post.

    Args:
        before: None for a post that is met for the first time.
        shared: lines that came or went in other posts as well, at about the same time
            (`changed_lines`): the mark of a list or of a block that renders itself.
    """

    before: State | None
    after: State
    shared: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What is the same for all posts of a site.

    Args:
        language: BCP 47, of the site.
        zone: IANA name or `+02:00`; empty where not known.
        rules: how notes look.
        names: of users, terms and media, so that people are told names instead of ids.
    """

    language: str = "en"
    zone: str = ""
    names: NameSource = field(default_factory=NoNames)
    rules: NoteRules = field(default_factory=note_rules)


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
