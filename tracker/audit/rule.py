"""What a rule of a policy is: data, and one function that looks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tracker.audit.amounts import read_length, read_share
from tracker.audit.views import EditSeen, PostSeen, SiteSeen
from tracker.findings import Level

CHECKS = {
    "edit": "git show {commit}",
    "post": "git log -p -- {path}",
    "site": "git log -1 -p refs/tracker/syncs",
}
"""How a finding is checked with git in the archive, where a rule says nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a rule found.

    Args:
        words: one sentence for people, with the facts in it.
        evidence: what shows it, a sentence each.
        detail: tells apart what one rule finds in one edit, post or site; part of its identity.
        commit: that recorded it, where it is not that of the edit.
        moment: when it happened, where it is not that of the edit.
    """

    words: str
    evidence: tuple[str, ...] = ()
    detail: str = ""
    commit: str = ""
    moment: datetime | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """The thresholds of a rule as the policy gives them; checked when the policy is read."""

    values: Mapping[str, str | tuple[str, ...]]

    def length(self, name: str) -> timedelta:
        """Give a length of time, such as `after`."""
        return read_length(self.text(name))

    def share(self, name: str) -> float:
        """Give a share between 0 and 1, such as `below`."""
        return read_share(self.text(name))

    def text(self, name: str) -> str:
        """Give words as they stand."""
        value = self.values[name]
        return value if isinstance(value, str) else ", ".join(value)

    def words(self, name: str) -> tuple[str, ...]:
        """Give a list of words."""
        value = self.values[name]
        return (value,) if isinstance(value, str) else value


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """What all rules have.

    Args:
        name: by which policies and findings call it.
        summary: what it finds, one sentence; `tracker help rules` lists it.
        level: how grave its findings are, unless the policy says otherwise.
        resolves: what ends a finding, in words; empty for a finding that is told once.
        takes: its thresholds with their defaults; one without a default is `""` or `()`, and the
            policy has to give it.
        check: the git command that shows a finding, with `{commit}`, `{path}` (its folder).
        again: how often a lasting finding is told again, such as `24h`; empty for never.
    """

    name: str
    summary: str
    level: Level
    resolves: str = ""
    takes: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    check: str = ""
    again: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditRule(_Rule):
    """A rule about one edit: asked of each that is new, and again while its finding is open.

    Args:
        ended: says what ended its finding, with proof; empty where it cannot. `resolves` says
            only what can.
    """

    find: Callable[[EditSeen, Options], Iterable[Found]]
    ended: Callable[[EditSeen], str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRule(_Rule):
    """A rule about a post as it is: asked of each post that changed; its findings are lasting.

    Args:
        ended: see `EditRule`.
    """

    find: Callable[[PostSeen, Options], Iterable[Found]]
    ended: Callable[[PostSeen], str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRule(_Rule):
    """A rule about the site: asked at every audit."""

    find: Callable[[SiteSeen, Options], Iterable[Found]]


Rule = EditRule | PostRule | SiteRule
