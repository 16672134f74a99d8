"""Medians of bounds, and which edit of a post was its first."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from statistics import median_low

from hypothesis import given
from hypothesis import strategies as st

from tracker.archive.held import HeldPost
from tracker.archive.places import Place
from tracker.assessing import AssessedEdit
from tracker.assessing.rows import rows_of
from tracker.chronicle import RecordedState
from tracker.edits.rows import EditRow, from_columns
from tracker.edits.values import (
    Assessment,
    Disclosure,
    EditKind,
    Evidence,
    Severity,
    Span,
    State,
)
from tracker.listing import Known
from tracker.model import PostKey
from tracker.summing.counters import Bounds, Lengths, Sums
from tracker.summing.posts import Post, add_post

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
KEY = PostKey(folder="posts", id=7)


@given(st.lists(st.integers(0, 1439), min_size=1, max_size=40))
def test_a_median_of_minutes_is_the_median(minutes: list[int]) -> None:
    lengths = Lengths()
    for each in minutes:
        lengths.add(timedelta(minutes=each, seconds=each % 60))
    assert lengths.median() == timedelta(minutes=median_low(minutes))
    assert lengths.count == len(minutes)


@given(st.lists(st.integers(0, 10**9)))
def test_lengths_take_bounded_room(seconds: list[int]) -> None:
    lengths = Lengths()
    for each in seconds:
        lengths.add(timedelta(seconds=each))
        kept = max(size for size in lengths.sizes if size <= each)
        assert each - kept < (60 if each < 86400 else 3600 if each < 8640000 else 86400)


def test_an_open_bound_is_longer_than_any_other() -> None:
    bounds = Bounds()
    bounds.add(timedelta(hours=1), timedelta(hours=2))
    assert bounds.middle().most == timedelta(hours=2)
    bounds.add(timedelta(hours=3), None)
    bounds.add(timedelta(hours=5), None)
    middle = bounds.middle()
    assert (middle.count, middle.least, middle.most) == (3, timedelta(hours=3), None)


def test_nothing_has_no_median() -> None:
    assert Lengths().median() is None


def history(claimed: datetime) -> list[AssessedEdit]:
    """Make a post published at noon, and an edit of its words seen two to three hours later."""
    kinds = (EditKind.FIRST, EditKind.TOUCH, EditKind.TEXT)
    edits: list[AssessedEdit] = []
    for number, kind in enumerate(kinds, 1):
        state = State(
            text="The wall stands.\n",
            title="Wall",
            fields={"date_gmt": "2026-03-01T12:00:00", "author": 4, "categories": [2, 3]},
            claimed=claimed,
        )
        place = Place(
            moment="", commit=f"{number:040x}", verb="Edit", trailers={},
            held=HeldPost(folder="posts", id=7, files={}), is_of_post=True,
        )  # fmt: skip
        latest = NOON + timedelta(hours=number)
        edits.append(
            AssessedEdit(
                recorded=RecordedState(key=KEY, number=number, place=place, state=state),
                before=edits[-1].recorded if edits else None,
                assessment=Assessment(
                    kind=kind,
                    severity=Severity.SUBSTANCE,
                    disclosure=Disclosure.SILENT,
                    span=Span(earliest=latest - timedelta(hours=1), latest=latest),
                ),
            )
        )
    return edits


def kept(edits: list[AssessedEdit]) -> list[EditRow]:
    """Make rows of edits, as the cache gives them back."""
    return [from_columns(columns) for columns in rows_of(edits, {})]


def counted(edits: list[AssessedEdit]) -> Sums:
    """Count a history, on a site twelve hours ahead of UTC."""
    sums, rows = Sums(top=5), kept(edits)
    zone = timezone(timedelta(hours=12))
    add_post(sums, Post("site", zone, Known(), KEY, rows), rows)
    return sums


def test_the_first_edit_is_that_of_the_words() -> None:
    first = counted(history(NOON)).first_edit.middle()
    assert (first.count, first.least, first.most) == (1, timedelta(hours=2), timedelta(hours=3))


def test_a_post_that_was_edited_before_it_was_met_has_no_first_edit() -> None:
    assert counted(history(NOON + timedelta(hours=1))).first_edit.middle().count == 0


def test_a_post_known_from_its_revisions_was_published_when_a_later_reading_says() -> None:
    first, touch, edit = history(NOON)
    revision = replace(first.recorded.state, fields=None, evidence=Evidence.REVISION)
    first = replace(first, recorded=replace(first.recorded, state=revision))
    middle = counted([first, touch, edit]).first_edit.middle()
    assert (middle.count, middle.least, middle.most) == (1, timedelta(hours=2), timedelta(hours=3))
    late = replace(revision, claimed=NOON + timedelta(hours=1))
    first = replace(first, recorded=replace(first.recorded, state=late))
    assert counted([first, touch, edit]).first_edit.middle().count == 0


def test_touches_and_first_states_are_no_edits() -> None:
    sums = counted(history(NOON))
    assert (sums.counts["first"], sums.counts["touches"]) == (1, 1)
    total = sums.total.tally()
    assert (total.posts, total.edits, total.substance) == (1, 1, 1)


def test_a_change_that_many_posts_share_is_no_edit() -> None:
    first, touch, edit = history(NOON)
    place = replace(edit.recorded.place, is_of_post=False)
    shared = replace(edit, recorded=replace(edit.recorded, place=place))
    assert counted([first, touch, shared]).total.tally().edits == 0


def test_days_are_those_of_the_site() -> None:
    sums = counted(history(NOON))
    assert list(sums.groups["day"]) == ["2026-03-02"]  # 15:00 UTC is three in the night there
    assert list(sums.groups["weekday"]) == ["Monday"]


def test_a_post_counts_in_each_of_its_categories() -> None:
    assert sorted(counted(history(NOON)).groups["category"]) == ["category 2", "category 3"]


def test_imported_names_of_categories_stand_for_themselves() -> None:
    edits = history(NOON)
    for edit in edits:
        fields = edit.recorded.state.fields
        assert fields is not None
        fields["categories"] = ["Notices"]
    assert list(counted(edits).groups["category"]) == ["Notices"]


def test_only_the_most_edited_posts_are_kept() -> None:
    sums = Sums(top=2)
    for number, edits in enumerate((3, 3, 4, 3, 5), 1):
        key = PostKey(folder="posts", id=number)
        one = history(NOON)
        several = kept([one[0], *[one[2]] * (edits - 2)])
        add_post(sums, Post("site", UTC, Known(), key, several), several)
    found = [(line.key.id, line.tally.edits) for *_, line in sorted(sums.heap, reverse=True)]
    assert found == [(5, 3), (3, 2)]
