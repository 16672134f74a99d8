"""The edits of one post, added to the counters of a summary."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta, tzinfo

from tracker.assessing import AssessedEdit
from tracker.edits.values import Assessment, EditKind
from tracker.listing import Known, editor_of
from tracker.model import Fields, PostKey
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
    edits: Sequence[AssessedEdit]


def add_post(sums: Sums, post: Post, found: Sequence[AssessedEdit]) -> None:
    """Count the wanted edits of one post."""
    own = Count()
    touched: dict[int, Count] = {}
    fields = next(
        (one.recorded.state.fields for one in post.edits if one.recorded.state.fields), {}
    )
    first = _first_edit(post.edits)
    for edit in found:
        said = edit.assessment
        fields = edit.recorded.state.fields or fields
        _add_activity(sums, said)
        if said.kind is EditKind.FIRST:
            sums.counts["first"] += 1
        elif not edit.recorded.place.is_of_post:
            continue  # a change that many posts share is an edit of none of them
        elif said.kind is EditKind.TOUCH:
            sums.counts["touches"] += 1
        else:
            for each in _groups_of(sums, post, edit, fields):
                each.add(said)
                touched[id(each)] = each
            own.add(said)
            _add_times(sums, edit)
            if edit is first:
                _add_first(sums, edit, post.edits)
    if own.counts["edits"]:
        for each in (own, *touched.values()):
            each.counts["posts"] += 1
        _add_line(sums, post, own, found[-1])


def _groups_of(sums: Sums, post: Post, edit: AssessedEdit, fields: Fields) -> tuple[Count, ...]:
    """Find the counters that an edit belongs to."""
    author, terms = fields.get("author"), fields.get("categories")
    known = post.known
    names = [
        ("site", post.site),
        ("type", post.key.folder),
        ("author", editor_of(edit) or known.user(author) or _numbered("user", author)),
    ]
    for term in terms if isinstance(terms, list) else ():
        names.append(("category", known.term(term) or _numbered("category", term)))
    moment = edit.assessment.span.latest
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


def _add_times(sums: Sums, edit: AssessedEdit) -> None:
    said, span = edit.assessment, edit.assessment.span
    sums.evidence[edit.recorded.state.evidence.value] += 1
    if span.latest is not None:
        sums.first = min(sums.first or span.latest, span.latest)
        sums.last = max(sums.last or span.latest, span.latest)
        if span.earliest is not None:
            sums.within.add(span.latest - span.earliest)
    if said.disclosed_by is not None and said.lag is not None:
        sums.to_note.add(said.lag.least, said.lag.most)


def _add_activity(sums: Sums, said: Assessment) -> None:
    if said.coverage is None or said.coverage.moved is None:
        return
    moved, held = said.coverage.moved, said.coverage.held
    sums.counts["readings"] += 1
    sums.counts["moved"] += moved
    sums.counts["held"] += held
    sums.counts["unseen"] += max(moved - held, 0)


def _first_edit(edits: Sequence[AssessedEdit]) -> AssessedEdit | None:
    """Find the first edit of the words of a post that was met as it was published.

    A first state that claims a later change than its publication was edited before it was met.
    """
    state = edits[0].recorded.state
    if state.published is None or state.claimed is None:
        return None
    if state.claimed > state.published + _AT_ONCE:
        return None
    return next((one for one in edits[1:] if one.assessment.kind in _WORDS), None)


def _add_first(sums: Sums, edit: AssessedEdit, edits: Sequence[AssessedEdit]) -> None:
    published, span = edits[0].recorded.state.published, edit.assessment.span
    if published is None or span.latest is None or span.latest < published:
        return
    sums.first_edit.add((span.earliest or published) - published, span.latest - published)


def _add_line(sums: Sums, post: Post, own: Count, newest: AssessedEdit) -> None:
    """Keep a post while it is one of the most edited."""
    state = newest.recorded.state
    fields = state.fields or (newest.before and newest.before.state.fields) or {}
    link = fields.get("link")
    line = PostLine(
        site=post.site,
        key=post.key,
        title=state.title,
        link=link if isinstance(link, str) else "",
        tally=own.tally(),
    )
    # Of posts with as many edits, the one that was met first stands first.
    sums.met -= 1
    ranked = (line.tally.edits, line.tally.substance, sums.met, line)
    if len(sums.heap) < sums.top:
        heapq.heappush(sums.heap, ranked)
    else:
        heapq.heappushpop(sums.heap, ranked)
