"""What a user can choose of a sync."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tracker.edits.extensions import Extensions

Progress = Callable[[str, int, int | None], None]
"""Called with what is being done, how much of it is done, and how much there is (or None)."""


def silent(what: str, done: int, total: int | None) -> None:
    """Tell nobody of the progress."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncOptions:
    """The choices of one sync.

    Args:
        url: any page of the site.
        repos: the folder of the archives.
        types: folders, slugs or REST bases; empty for all public types.
        posts: only these ids.
        since: only posts changed since then.
        full: read every post, whatever is held.
        drafts: record revisions older than the publication, on the branch `drafts`.
        comments: keep the number of comments, one request a post.
        rest_root: where the REST API lies, if the site does not tell it rightly.
        bare: make a new archive without a working tree.
        name: of the archive's folder, where it is not to follow from the address.
        extensions: rules of the user for this site, kept in its archive from now on; None leaves
            those that it has.
        workers: how many processes may help with a first reading; if not given, as many as the
            machine has processors, and none where the rate is so low that one is enough. The
            archive is the same with any number.
    """

    url: str
    repos: Path
    types: tuple[str, ...] = ()
    posts: tuple[int, ...] = ()
    since: datetime | None = None
    full: bool = False
    drafts: bool = False
    comments: bool = False
    rest_root: str | None = None
    bare: bool = False
    name: str | None = None
    extensions: Extensions | None = None
    workers: int | None = None

    @property
    def is_partial(self) -> bool:
        """Whether only some posts are looked at, so that nothing can be said of the others."""
        return bool(self.posts) or self.since is not None
