"""`tracker report`: the edits of a period as counts, read once, post by post.

Memory holds counters, not edits: it grows with authors, categories and days, not with the history.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import groupby
from operator import attrgetter

from tracker.archive.heldcache import read_held
from tracker.archive.repository import Archive
from tracker.assessing.cached import Tell, silent
from tracker.assessing.ready import iter_rows
from tracker.edits.zones import zone_of
from tracker.listing.conditions import Wanted, is_wanted
from tracker.listing.known import read_known
from tracker.report.summary.values import Activity, Group, Summary
from tracker.summing.counters import Count, Sums
from tracker.summing.posts import DAYS, Post, add_post

__all__ = ["summarize"]


def summarize(
    archives: Iterable[tuple[Archive, Wanted]],
    *,
    made: datetime,
    since: datetime | None = None,
    until: datetime | None = None,
    top: int = 10,
    tell: Tell = silent,
) -> Summary:
    """Count the edits of a period.

    Args:
        archives: each with what is wanted of it.
        made: now.
        since, until: the period as it is written over the summary.
        top: how many of the most edited posts are named.
        tell: called with the number of posts that had to be assessed so far.
    """
    sums = Sums(top=top)
    sites = []
    for archive, wanted in archives:
        sites.append(archive.path.name)
        _add_archive(sums, archive, replace(wanted, touches=True), tell)
    return Summary(
        made=made,
        sites=tuple(sites),
        since=since,
        until=until,
        first=sums.first,
        last=sums.last,
        posts=sums.counts["posts"],
        first_seen=sums.counts["first"],
        touches=sums.counts["touches"],
        total=sums.total.tally(),
        evidence=dict(sums.evidence),
        first_edit=sums.first_edit.middle(),
        to_note=sums.to_note.middle(),
        seen_within=sums.within.median(),
        activity=Activity(
            readings=sums.counts["readings"],
            moved=sums.counts["moved"],
            held=sums.counts["held"],
            unseen=sums.counts["unseen"],
            is_public=sums.is_counted,
        ),
        groups={grouping: _ordered(grouping, found) for grouping, found in sums.groups.items()},
        top=tuple(line for *_, line in sorted(sums.heap, reverse=True)),
    )


def _add_archive(sums: Sums, archive: Archive, wanted: Wanted, tell: Tell) -> None:
    known, site = read_known(archive), archive.path.name
    zone = zone_of(str(archive.site().get("time_zone") or "")) or UTC
    ever = replace(wanted, since=None, commits=None)
    for key, found in groupby(iter_rows(archive, tell=tell), key=attrgetter("key")):
        if wanted.folder and key.folder != wanted.folder:
            continue
        rows = tuple(found)
        sums.is_counted = sums.is_counted or any(row.held is not None for row in rows)
        held = [row for row in rows if is_wanted(row, ever, known)]
        sums.counts["posts"] += bool(held)
        chosen = [row for row in held if is_wanted(row, wanted, known)]
        if chosen:
            add_post(sums, Post(site, zone, known, key, rows), chosen)
    # What was read once did not move; only the last reading itself tells of it.
    if not sums.is_counted:
        sums.is_counted = any(post.count is not None for post in read_held(archive).values())


def _ordered(grouping: str, found: dict[str, Count]) -> tuple[Group, ...]:
    """Order groups: times as they run, all else by the number of edits."""
    groups = [Group(name=name, tally=one.tally()) for name, one in found.items()]
    if grouping == "weekday":
        groups.sort(key=lambda group: DAYS.index(group.name))
    elif grouping in ("month", "day"):
        groups.sort(key=lambda group: group.name, reverse=True)
    else:
        groups.sort(key=lambda group: (-group.tally.edits, group.name))
    return tuple(groups)
