"""What a summary says: counts, medians and groups, without the edits themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tracker.edits.values import Disclosure
from tracker.model import PostKey

GROUPINGS = ("site", "type", "author", "category", "weekday", "month", "day")
"""By what edits are grouped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Counts of edits; touches and first states are none.

    Args:
        posts: with at least one edit.
        edits: all.
        substance: of them, those that changed what readers are told.
        told_later: edits that only a later note tells of.
        corrections: edits that brought a correction, clarification or retraction.
        removals: posts that went.
        reverts: edits that brought an earlier text back.
        disclosures: what readers were told when the edit was made.
    """

    posts: int = 0
    edits: int = 0
    substance: int = 0
    told_later: int = 0
    corrections: int = 0
    removals: int = 0
    reverts: int = 0
    disclosures: Mapping[Disclosure, int] = field(default_factory=dict)

    def of(self, *disclosures: Disclosure) -> int:
        """Count the edits with these verdicts."""
        return sum(self.disclosures.get(one, 0) for one in disclosures)


@dataclass(frozen=True, slots=True, kw_only=True)
class Middle:
    """The median of lengths of time of which only bounds are known.

    Minutes are told apart below a day, hours below a hundred days, then days.

    Args:
        count: of how many.
        least: median of the lower bounds; None where there is nothing to count.
        most: median of the upper bounds; None also where it is open.
    """

    count: int = 0
    least: timedelta | None = None
    most: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """Public revision activity against the states held: a bound, never a number of saves.

    Args:
        readings: readings at which it had moved.
        moved: by how much, altogether.
        held: states held that make a revision.
        unseen: at most so many saves were not seen.
        is_public: whether there are public counts at all; one that was read once did not move.
    """

    readings: int = 0
    moved: int = 0
    held: int = 0
    unseen: int = 0
    is_public: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The edits of one author, category, month and so on."""

    name: str
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class PostLine:
    """The edits of one post; `link` is as the site gives it, and may be empty."""

    site: str
    key: PostKey
    title: str
    link: str
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """All that is said of a period.

    Args:
        made: when the summary was made.
        sites: names of the archives.
        since, until: the period that was asked for; None where that side is open.
        unread: whether the period begins with the last review.
        first, last: when the first and the last edit of it were seen.
        posts: that the archives hold, of those asked for.
        first_seen: posts that were met for the first time in the period.
        touches: where only dates or counters moved; they are counted nowhere else.
        total: of all edits.
        evidence: how many edits are known from revisions, observations, both.
        first_edit: from publication to the first edit of the words.
        to_note: from an edit to the later note that tells of it.
        seen_within: how long before it was seen an edit can have been made.
        activity: public revision activity.
        groups: by the words of `GROUPINGS`.
        top: the most edited posts.
    """

    made: datetime
    sites: tuple[str, ...]
    since: datetime | None = None
    until: datetime | None = None
    unread: bool = False
    first: datetime | None = None
    last: datetime | None = None
    posts: int = 0
    first_seen: int = 0
    touches: int = 0
    total: Tally = field(default_factory=Tally)
    evidence: Mapping[str, int] = field(default_factory=dict)
    first_edit: Middle = field(default_factory=Middle)
    to_note: Middle = field(default_factory=Middle)
    seen_within: timedelta | None = None
    activity: Activity = field(default_factory=Activity)
    groups: Mapping[str, tuple[Group, ...]] = field(default_factory=dict)
    top: tuple[PostLine, ...] = ()
