"""The edits of one post, added to the counters of a summary."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from tracker.edits.kinds import EditKind
from tracker.edits.rows import EditRow, Facts
from tracker.listing.known import Known
from tracker.model import PostKey
from tracker.report.summary.values import PostLine
from tracker.summing.counters import Count, Sums
from tracker.text.clean import one_line

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WORDS = frozenset({EditKind.TEXT, EditKind.NOTE, EditKind.REVERT})
# WordPress stamps publication and first save within one request; scheduled posts a little later.
_AT_ONCE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Post:
    """The post whose edits are counted, and what its site is."""

    site: str
    zone: tzinfo
    known: Known
    key: PostKey
    edits: Sequence[EditRow]


def add_post(sums: Sums, post: Post, found: Sequence[EditRow]) -> None:
    """Count the wanted edits of one post."""
    own = Count()
    touched: dict[int, Count] = {}
    facts = next((row.facts for row in post.edits if row.has_fields), Facts())
    published = _published(post.edits)
    first = _first_edit(post.edits, published)
    for row in found:
        facts = row.facts if row.has_fields else facts
        _add_activity(sums, row)
        if row.kind is EditKind.FIRST:
            sums.counts["first"] += 1
        elif not row.is_of_post:
            continue  # a change that many posts share is an edit of none of them
        elif row.kind is EditKind.TOUCH:
            sums.counts["touches"] += 1
        else:
            for each in _groups_of(sums, post, row, facts):
                each.add(row)
                touched[id(each)] = each
            own.add(row)
            _add_times(sums, row)
            if row is first and published is not None:
                _add_first(sums, row, published)
    if own.counts["edits"]:
        for each in (own, *touched.values()):
            each.counts["posts"] += 1
        _add_line(sums, post, own, found[-1])


def _groups_of(sums: Sums, post: Post, row: EditRow, facts: Facts) -> tuple[Count, ...]:
    """Find the counters that an edit belongs to."""
    author = facts.author
    known = post.known
    names = [
        ("site", post.site),
        ("type", post.key.folder),
        ("author", row.editor or known.user(author) or _numbered("user", author)),
    ]
    for term in facts.terms.get("categories", ()):
        names.append(("category", known.term(term) or _numbered("category", term)))
    moment = row.span.latest
    if moment is not None:
        there = moment.astimezone(post.zone)
        names.append(("weekday", DAYS[there.weekday()]))
        names += [("month", f"{there:%Y-%m}"), ("day", f"{there:%Y-%m-%d}")]
    distinct = dict.fromkeys(names)
    found = (sums.groups.setdefault(kind, {}).setdefault(name, Count()) for kind, name in distinct)
    return (sums.total, *found)


def _numbered(word: str, number: object) -> str:
    """Name what the archive has no name for; imported answers may hold names instead of ids."""
    if isinstance(number, str) and number:
        return one_line(number)
    return f"{word} {number}" if isinstance(number, int) and number > 0 else "not known"


def _add_times(sums: Sums, row: EditRow) -> None:
    span = row.span
    sums.evidence[row.evidence.value] += 1
    if span.latest is not None:
        sums.first = min(sums.first or span.latest, span.latest)
        sums.last = max(sums.last or span.latest, span.latest)
        if span.earliest is not None:
            sums.within.add(span.latest - span.earliest)
    if row.disclosed_by is not None and row.lag is not None:
        sums.to_note.add(row.lag.least, row.lag.most)


def _add_activity(sums: Sums, row: EditRow) -> None:
    if row.moved is None or row.held is None:
        return
    sums.counts["readings"] += 1
    sums.counts["moved"] += row.moved
    sums.counts["held"] += row.held
    sums.counts["unseen"] += max(row.moved - row.held, 0)


def _published(edits: Sequence[EditRow]) -> datetime | None:
    """Tell when a post was published, as the site claims; a revision does not say it itself."""
    return next((one.published for one in edits if one.published is not None), None)


def _first_edit(edits: Sequence[EditRow], published: datetime | None) -> EditRow | None:
    """Find the first edit of the words of a post that was met as it was published.

    A first state that claims a later change than its publication was edited before it was met.
    """
    claimed = edits[0].claimed
    if published is None or claimed is None or claimed > published + _AT_ONCE:
        return None
    return next((one for one in edits[1:] if one.kind in _WORDS), None)


def _add_first(sums: Sums, row: EditRow, published: datetime) -> None:
    span = row.span
    if span.latest is None or span.latest < published:
        return
    sums.first_edit.add((span.earliest or published) - published, span.latest - published)


def _add_line(sums: Sums, post: Post, own: Count, newest: EditRow) -> None:
    """Keep a post while it is one of the most edited."""
    line = PostLine(
        site=post.site,
        key=post.key,
        title=newest.title,
        link=newest.facts.link,
        tally=own.tally(),
    )
    # Of posts with as many edits, the one that was met first stands first.
    sums.met -= 1
    ranked = (line.tally.edits, line.tally.substance, sums.met, line)
    if len(sums.heap) < sums.top:
        heapq.heappush(sums.heap, ranked)
    else:
        heapq.heappushpop(sums.heap, ranked)
