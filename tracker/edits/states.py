"""What is known of an edit: the states on both sides of it, and what holds for the whole site."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from tracker.edits.facts import NameSource, NoNames
from tracker.edits.kinds import Evidence
from tracker.edits.notes import NoteRules, note_rules
from tracker.model import Fields, utc_or_none


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
