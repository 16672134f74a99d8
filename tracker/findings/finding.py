"""What a rule found, and how grave it is."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Level(StrEnum):
    """How grave a finding is; the order is that of weight."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def weight(self) -> int:
        """Its place in the order, 0 for info."""
        return list(Level).index(self)


class Finding(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something that a rule of the policy found.

    Args:
        id: stable, 12 hexadecimal digits: the same finding has it in every audit and clone.
        rule: its name in the policy.
        level: how grave.
        subject: what it is about, by which it is known again: rule and post, or edit, or site.
        words: one sentence for people.
        evidence: what shows it, a sentence each.
        check: the git command that shows it, to be run in the archive; empty where none does.
        post: `posts/1286`; empty for a finding about the site.
        title: headline of the post, one line.
        url: where readers find the post.
        commit: that recorded what was found; empty where no commit did.
        moment: when that happened, as a stamp; empty where it is not known.
        excerpt: lines of the change, marked as `[-old-]` and `{+new+}`; shortened.
        reported: when an audit reported it first, as a stamp.
        lasting: whether it stays open until something resolves it; else it is told once.
    """

    id: str
    rule: str
    level: Level
    subject: str
    words: str
    evidence: tuple[str, ...] = ()
    check: str = ""
    post: str = ""
    title: str = ""
    url: str = ""
    commit: str = ""
    moment: str = ""
    excerpt: tuple[str, ...] = ()
    reported: str = ""
    lasting: bool = False


class Resolved(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A finding that was open and is no more, and why."""

    finding: Finding
    reason: str = ""


class Suppressed(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A finding that the policy says not to tell, why, and until when (a date)."""

    finding: Finding
    reason: str
    until: str


def gravest_first(findings: list[Finding]) -> tuple[Finding, ...]:
    """Sort findings: by level, then post, then time."""
    return tuple(
        sorted(findings, key=lambda one: (-one.level.weight, one.post, one.moment, one.subject))
    )
