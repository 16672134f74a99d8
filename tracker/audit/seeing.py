"""Read from an archive what an audit judges: what is new since its base, and what is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from tracker.archive.audits import commit_moment
from tracker.archive.history import Commit, iter_commits
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
    """What came to main since a base.

    Args:
        commits: their ids.
        posts: that they tell of.
        by_time: whether the base is no more, so that only times could tell what came after it:
            what came in the same second may be among the news once more.
    """

    commits: frozenset[str]
    posts: frozenset[PostKey]
    by_time: bool = False


def base_now(archive: Archive, base: Base | None = None) -> Base:
    """Tell how far an audit looks that is made now.

    Args:
        archive: where.
        base: how far the audit before looked. Where the archive is behind that (a clone got the
            branch `audits` and did not merge `main`), it stays: what comes was judged.
    """
    main, syncs = archive.resolve(MAIN) or "", archive.resolve(SYNCS) or ""
    before = base or Base()
    if _is_behind(archive, main, before.main):
        main, observed = before.main, before.observed
    else:
        observed = stamp(commit_moment(archive, main)) if main else ""
    if syncs and _is_behind(archive, syncs, before.syncs):
        syncs = before.syncs
    return Base(main=main, syncs=syncs, observed=observed)


def _is_behind(archive: Archive, now: str, before: str) -> bool:
    """Tell whether a branch is not yet where it was seen before."""
    if not before or now == before:
        return False
    return not now or archive.is_ancestor(now, before)


def read_news(archive: Archive, base: Base, tip: str | None = None) -> News:
    """List what came since a base.

    Where the base is no longer in the history (`tracker forget` rewrites it, and a clone takes
    the new one over), what is in it otherwise than by its id is not new. Where the base is no
    more at all, the time counts.

    Args:
        archive: where.
        base: from where.
        tip: up to which commit of main; None for the newest.
    """
    until = archive.resolve(tip or MAIN)
    if until is None:
        return News(commits=frozenset(), posts=frozenset())
    held = bool(base.main) and archive.resolve(base.main) is not None
    by_time = bool(base.main) and not held
    known: Counter[tuple[str, str]] = Counter()
    if held and not archive.is_ancestor(base.main, until):
        known.update(map(_likeness, iter_commits(archive, base.main, f"^{until}")))
    commits, posts = set(), set()
    for commit in iter_commits(archive, until, *((f"^{base.main}",) if held else ())):
        if commit.message is None or commit.message.key is None:
            continue
        if by_time and stamp(commit.committed) < base.observed:
            continue
        if known[_likeness(commit)] > 0:
            known[_likeness(commit)] -= 1
            continue
        commits.add(commit.id)
        posts.add(commit.message.key)
    return News(commits=frozenset(commits), posts=frozenset(posts), by_time=by_time)


def _likeness(commit: Commit) -> tuple[str, str]:
    """Give what of a commit stays when a history is rewritten."""
    return commit.text, stamp(commit.committed)


def base_before(archive: Archive, since: datetime | str) -> Base:
    """Make the base of an audit of what came after a time, or after a commit of main.

    Raises:
        ConfigError: where there is no such commit.
    """
    tip = archive.resolve(MAIN)
    if isinstance(since, str):
        found = archive.resolve(since)
        if found is None or tip is None or not archive.is_ancestor(found, tip):
            raise ConfigError(
                f"The branch main of {archive.path} has no commit {since}; `git log` there lists "
                "them."
            )
        return Base(main=found, observed=stamp(commit_moment(archive, found)))
    # Not the commits of side lines: to exclude one of them would leave the whole of main.
    for one in iter_commits(archive, MAIN, first_parent=True) if tip else ():
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

    Always by what all posts of the archive show (`iter_assessed` sees to it): which sentences are
    lists of other posts must not depend on what happened to be read before.
    """
    for key, edits in iter_assessed(archive, keys):
        yield PostSeen(site=site, key=key, edits=edits)
