"""How far the site's own policy has looked, where audits by other policies came after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from tracker.archive.audits import iter_audits
from tracker.archive.repository import Archive
from tracker.audit.ledger import Ledger, read_record, told_in
from tracker.findings import Base


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the last audit by the site's own policy has left, and what others did since.

    A policy that is only asked for (`--policy`) is a question: it takes nothing off the site's own
    rules, which go on from where they were.

    Args:
        aside: how many audits by other policies came after it.
        at: when it was made, as a stamp; empty where there is none.
        base: how far it has looked; where the first audit began, if there is none.
        rules: of its policy, by name, with all their defaults.
        asked: those of the newest audit, whatever its policy.
        told: ids of what the others have told; only where the site's own policy is asked.
    """

    aside: int = 0
    at: str = ""
    base: Base = field(default_factory=Base)
    rules: Mapping[str, Any] = field(default_factory=dict)
    asked: Mapping[str, Any] = field(default_factory=dict)
    told: frozenset[str] = frozenset()


def read_standing(archive: Archive, ledger: Ledger, *, own: bool) -> Standing:
    """Look for the last audit by the site's own policy.

    Args:
        archive: where.
        ledger: what the newest audit has left.
        own: whether the site's own policy goes on from there.

    Raises:
        ArchiveError: where the branch cannot be read.
    """
    newest, commit = ledger.record, ledger.commit
    if newest is None or commit is None:
        return Standing()
    asked = newest.policy.get("rules", {})
    if newest.aside < 1:
        return Standing(at=newest.at, base=newest.audited, rules=asked, asked=asked)
    line = [each for each, _, _ in islice(iter_audits(archive, commit), newest.aside + 1)]
    others = line[: newest.aside]
    told = told_in(archive, others) if own else frozenset()
    if len(line) > newest.aside:
        last = read_record(archive, line[-1])
        rules = last.policy.get("rules", {})
        return Standing(
            aside=len(others), at=last.at, base=last.audited, rules=rules, asked=asked, told=told
        )
    first = read_record(archive, others[-1])
    return Standing(aside=len(others), base=first.base, asked=asked, told=told)
