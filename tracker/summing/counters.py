"""Counters that a summary is made of; their size does not follow from the number of edits."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import inf

from tracker.edits.kinds import Disclosure, EditKind, Severity
from tracker.edits.rows import EditRow
from tracker.report.summary.values import Middle, PostLine, Tally


@dataclass(slots=True)
class Count:
    """A tally that is still counted."""

    counts: Counter[str] = field(default_factory=Counter)
    disclosures: Counter[Disclosure] = field(default_factory=Counter)

    def add(self, said: EditRow) -> None:
        """Count one edit."""
        self.disclosures[said.disclosure] += 1
        self.counts["edits"] += 1
        self.counts["substance"] += said.severity is Severity.SUBSTANCE
        self.counts["told_later"] += said.disclosed_by is not None
        self.counts["corrections"] += said.corrects
        self.counts["removals"] += said.kind is EditKind.REMOVAL
        self.counts["reverts"] += said.kind is EditKind.REVERT

    def tally(self) -> Tally:
        """Give what was counted."""
        return Tally(disclosures=dict(self.disclosures), **self.counts)


@dataclass(slots=True)
class Lengths:
    """Lengths of time, of which the median is wanted, in a bounded number of sizes."""

    sizes: Counter[float] = field(default_factory=Counter)

    @property
    def count(self) -> int:
        """Tell of how many."""
        return self.sizes.total()

    def add(self, length: timedelta | None) -> None:
        """Count one; None is longer than any other."""
        seconds = inf if length is None else max(length.total_seconds(), 0)
        step = 60 if seconds < 86400 else 3600 if seconds < 8640000 else 86400
        self.sizes[seconds if seconds == inf else seconds // step * step] += 1

    def median(self) -> timedelta | None:
        """Give the lower median; None where it is open, or nothing was counted."""
        left = (self.count + 1) // 2
        for seconds in sorted(self.sizes):
            left -= self.sizes[seconds]
            if left <= 0:
                return None if seconds == inf else timedelta(seconds=seconds)
        return None


@dataclass(slots=True)
class Bounds:
    """Lengths of time of which only bounds are known."""

    least: Lengths = field(default_factory=Lengths)
    most: Lengths = field(default_factory=Lengths)

    def add(self, least: timedelta, most: timedelta | None) -> None:
        """Count one."""
        self.least.add(least)
        self.most.add(most)

    def middle(self) -> Middle:
        """Give the medians of both bounds."""
        least, most = self.least.median(), self.most.median()
        return Middle(count=self.least.count, least=least, most=most)


@dataclass(slots=True)
class Sums:
    """All counters of a summary."""

    top: int
    first: datetime | None = None
    last: datetime | None = None
    total: Count = field(default_factory=Count)
    counts: Counter[str] = field(default_factory=Counter)
    evidence: Counter[str] = field(default_factory=Counter)
    first_edit: Bounds = field(default_factory=Bounds)
    to_note: Bounds = field(default_factory=Bounds)
    within: Lengths = field(default_factory=Lengths)
    groups: dict[str, dict[str, Count]] = field(default_factory=dict)
    heap: list[tuple[int, int, int, PostLine]] = field(default_factory=list)
    met: int = 0
    is_counted: bool = False
    """Whether any site tells the public how many revisions a post has."""
