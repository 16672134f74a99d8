"""Read from an archive what an audit judges: what is new since its base, and what is known."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from tracker.archive.audits import commit_moment
from tracker.archive.history import iter_commits
from tracker.archive.repository import MAIN, SYNCS, Archive
from tracker.archive.syncs import last_sync
from tracker.assessing import iter_assessed
from tracker.audit.views import PostSeen, SiteSeen, StaleSuppression
from tracker.errors import ConfigError
from tracker.findings import Base, Inputs
from tracker.listing import read_known
from tracker.model import PostKey, stamp, utc


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What came to main since a base: ids of commits, and the posts that they tell of."""

    commits: frozenset[str]
    posts: frozenset[PostKey]


def base_now(archive: Archive) -> Base:
    """Tell how far an audit looks that is made now."""
    main = archive.resolve(MAIN) or ""
    return Base(
        main=main,
        syncs=archive.resolve(SYNCS) or "",
        observed=stamp(commit_moment(archive, main)) if main else "",
    )


def read_news(archive: Archive, base: Base) -> News:
    """List what came since a base.

    Where the base is no longer in the history (`tracker forget` rewrites it), the time counts.
    """
    if not archive.resolve(MAIN):
        return News(commits=frozenset(), posts=frozenset())
    known = bool(base.main) and archive.resolve(base.main) is not None
    commits, posts = set(), set()
    for commit in iter_commits(archive, MAIN, *((f"^{base.main}",) if known else ())):
        if commit.message is None or commit.message.key is None:
            continue
        if base.main and not known and stamp(commit.committed) <= base.observed:
            continue
        commits.add(commit.id)
        posts.add(commit.message.key)
    return News(commits=frozenset(commits), posts=frozenset(posts))


def base_before(archive: Archive, since: datetime | str) -> Base:
    """Make the base of an audit of what came after a time, or after a commit of main.

    Raises:
        ConfigError: where there is no such commit.
    """
    if isinstance(since, str):
        commit = archive.resolve(since)
        if commit is None:
            raise ConfigError(f"{archive.path} has no commit {since}; `git log` there lists them.")
        return Base(main=commit, observed=stamp(commit_moment(archive, commit)))
    for one in iter_commits(archive, MAIN):
        if one.committed <= since:
            return Base(main=one.id, observed=stamp(one.committed))
    return Base()


def see_site(
    archive: Archive,
    *,
    name: str,
    now: datetime,
    inputs: Inputs,
    stale: tuple[StaleSuppression, ...],
) -> SiteSeen:
    """Read what is known of the site as a whole."""
    last = last_sync(archive, kind="sync")
    return SiteSeen(
        name=name,
        now=now,
        known=read_known(archive),
        host=urlsplit(str(archive.site().get("url") or "")).hostname or "",
        inputs=inputs,
        last_sync=utc(last.finished) if last is not None else None,
        failed=dict(last.failed) if last is not None else {},
        stale=stale,
    )


def see_posts(
    archive: Archive, site: SiteSeen, keys: Collection[PostKey] | None
) -> Iterator[PostSeen]:
    """Assess the histories of some posts, or of all.

    Always by what all posts of the archive show: which sentences are lists of other posts must
    not depend on what happened to be read before.
    """
    for key, edits in iter_assessed(archive):
        if edits and (keys is None or key in keys):
            yield PostSeen(site=site, key=key, edits=edits)
