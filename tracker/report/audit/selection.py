"""What of many findings a message holds: the gravest in full, the rest counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from tracker.findings import AuditRecord, Finding, Resolved, SiteAudit, gravest_first
from tracker.report.audit.words import Counts, count_findings, count_record, gravest_sites

FULL, EXCERPTS, NAMED = 20, 5, 20
"""How many findings a message has in full, with excerpt, and in a line each (open, resolved)."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One site in a message.

    Args:
        site, record: of which it tells.
        full: new findings that are told in full, the gravest first.
        excerpted: ids of those that are shown with their excerpt.
        rest: new findings that are only counted.
        reminded, resolved: those that are named.
    """

    site: SiteAudit
    record: AuditRecord
    full: tuple[Finding, ...]
    excerpted: frozenset[str]
    rest: tuple[Finding, ...]
    reminded: tuple[Finding, ...]
    resolved: tuple[Resolved, ...]

    @property
    def counts(self) -> Counts:
        """All that there is to count."""
        return count_record(self.record)

    @property
    def left_out(self) -> Counts:
        """What is only counted."""
        rest = count_findings(self.rest)
        return rest._replace(
            reminded=len(self.record.reminded) - len(self.reminded),
            resolved=len(self.record.resolved) - len(self.resolved),
        )


def select(sites: Sequence[SiteAudit], *, full: int = FULL) -> tuple[Part, ...]:
    """Choose what a message tells: the gravest of all sites; every site is there at least counted.

    Where not all of one level can be told, what concerns a whole site comes first, then what
    happened last: a history that became known late has much to tell of years ago.

    Args:
        sites: what there is to tell.
        full: how many new findings are told in full.
    """
    told = gravest_sites(sites)
    new = [gravest_first(list(record.new)) for _, record in told]
    ranked = sorted(
        ((number, finding) for number, each in enumerate(new) for finding in each),
        key=lambda pair: -pair[1].level.weight,
    )
    if len(ranked) > full:
        ranked.sort(key=_urgency, reverse=True)
    kept = ranked[:full]
    chosen = [gravest_first([each for at, each in kept if at == n]) for n in range(len(told))]
    edits: dict[tuple[int, str, str, tuple[str, ...]], str] = {}
    for at, each in kept:
        if each.excerpt:  # the change of an edit is shown once
            edits.setdefault((at, each.post, each.commit, each.excerpt), each.id)
    excerpted = [(edit[0], id) for edit, id in edits.items()][:EXCERPTS]
    reminded = _shared([gravest_first(list(record.reminded)) for _, record in told])
    resolved = _shared([record.resolved for _, record in told])
    return tuple(
        Part(
            site=site,
            record=record,
            full=chosen[number],
            excerpted=frozenset(id for at, id in excerpted if at == number),
            rest=_without(new[number], chosen[number]),
            reminded=reminded[number],
            resolved=resolved[number],
        )
        for number, (site, record) in enumerate(told)
    )


def _urgency(pair: tuple[int, Finding]) -> tuple[int, bool, str]:
    finding = pair[1]
    return finding.level.weight, not finding.post, finding.moment


def _without(findings: Sequence[Finding], others: Sequence[Finding]) -> tuple[Finding, ...]:
    known = {each.id for each in others}
    return tuple(each for each in findings if each.id not in known)


def lost_sites(sites: Sequence[SiteAudit]) -> tuple[SiteAudit, ...]:
    """Give the sites of which nothing is known, so that there are no findings that say so."""
    return tuple(one for one in sites if one.record is None and not one.could_audit)


def _shared(lists: Sequence[tuple[_T, ...]]) -> list[tuple[_T, ...]]:
    """Name so many of all sites together, in their order."""
    left, kept = NAMED, []
    for each in lists:
        kept.append(each[:left])
        left -= len(kept[-1])
    return kept
