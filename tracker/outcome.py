"""What a run did, as a value: for tables and for `--json`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tracker.model import PostKey, Skipped

KINDS = (
    "first-seen", "publish", "edit", "touch", "protect", "unpublish", "remove", "restore",
    "site", "backfill",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionActivity:
    """How far the public revision activity of a post moved, and how many changes were seen.

    The count is a bound on saves, never a number of saves: an autosave moves it, a status change
    does not, pruning saturates it.
    """

    post: str
    count: int
    seen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The result of one sync or import.

    Args:
        recorded: commits by kind.
        states: commits that hold a state of a post.
        revisions: how many of them are evidenced by a revision.
        kept: paths of the working tree that were left to the user.
        drafts: revisions older than the publication: counted, not recorded unless asked for.
        autosaves: counted, never recorded.
        edited: the posts that have a further state now, not only a first one.
    """

    site: str
    archive: Path
    recorded: Mapping[str, int]
    states: int = 0
    revisions: int = 0
    requests: int = 0
    revision_activity: tuple[RevisionActivity, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    kept: tuple[str, ...] = ()
    drafts: int = 0
    autosaves: int = 0
    read: int = 0
    edited: frozenset[PostKey] = frozenset()

    def with_kept(self, kept: tuple[str, ...]) -> Outcome:
        """Add the paths that were left to the user."""
        return replace(self, kept=kept)

    def as_json(self) -> dict[str, Any]:
        """Give the object that `--json` prints."""
        return {
            "site": self.site,
            "archive": str(self.archive),
            "recorded": {kind: self.recorded.get(kind, 0) for kind in KINDS},
            "states": self.states,
            "revisions": self.revisions,
            "requests": self.requests,
            "revision_activity": [
                {"post": one.post, "count": one.count, "seen": one.seen}
                for one in self.revision_activity
            ],
            "skipped": [{"post": one.post, "reason": one.reason} for one in self.skipped],
            "drafts": self.drafts,
            "autosaves": self.autosaves,
            "kept": list(self.kept),
        }
