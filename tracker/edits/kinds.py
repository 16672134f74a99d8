"""The verdicts on an edit and the bounds of its time: values that a list of edits needs.

They stand apart from the other values, which bring the rules of notes and the comparison of texts
with them: a list that is ready starts without those.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

RULES_VERSION = 2
"""Version of the rules of docs/edits.md; a verdict is only comparable to one of its version."""


class Evidence(StrEnum):
    """Where a state is known from."""

    REVISION = "revision"
    OBSERVATION = "observation"
    BOTH = "revision, observation"


class EditKind(StrEnum):
    """What an edit did as a whole."""

    FIRST = "first seen"
    TOUCH = "touch"
    REFRESH = "refresh"
    NOTE = "note"
    REVERT = "revert"
    MARKUP = "markup"
    FIELDS = "fields"
    TEXT = "text"
    REMOVAL = "removal"
    RESTORATION = "restoration"


class Severity(StrEnum):
    """How much of what readers are told has changed; the order is that of weight."""

    NONE = "none"
    TYPOGRAPHIC = "typographic"
    SPELLING = "spelling"
    STYLE = "style"
    SUBSTANCE = "substance"

    @property
    def weight(self) -> int:
        """Its place in the order, 0 for none."""
        return list(Severity).index(self)


class Disclosure(StrEnum):
    """What the public was told of an edit when it was made."""

    DISCLOSED = "disclosed"
    PARTLY = "partly"
    SILENT = "silent"
    MASKED = "masked"
    DERIVED = "derived"
    MASKED_OR_DERIVED = "masked or derived"
    NOT_NEEDED = "not needed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Between which moments something happened; None where that side is open."""

    earliest: datetime | None
    latest: datetime | None


NEVER_TOLD = Span(earliest=None, latest=None)
"""Nothing is known of the time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lag:
    """How long it took from an edit to the note that told of it: at least, at most."""

    least: timedelta
    most: timedelta | None
