"""The quick list of the newest edits is the long one, cut off."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import pytest

from tests.cli.running import Tracker, git
from tracker import newest
from tracker.archive.repository import NOTES, open_archive
from tracker.assessing import assess_archive
from tracker.assessing.cached import cache_path
from tracker.demonstrating import NAME
from tracker.edits.values import Disclosure, EditKind, Severity
from tracker.listing import Wanted, list_edits
from tracker.newest import can_list, list_newest
from tracker.newest.noted import iter_noted
from tracker.report.log import LogEntry

CONDITIONS = (
    Wanted(),
    Wanted(touches=True),
    Wanted(kinds=frozenset({EditKind.TOUCH, EditKind.RESTORATION})),
    Wanted(severity=Severity.STYLE),
    Wanted(disclosures=frozenset({Disclosure.SILENT})),
    Wanted(since=datetime(2026, 5, 14, 14, tzinfo=UTC)),
    Wanted(until=datetime(2026, 5, 14, 19, tzinfo=UTC)),
    Wanted(folder="pages"),
)


def uncounted(entries: list[LogEntry]) -> list[LogEntry]:
    """Leave out what the quick list does not tell."""
    return [
        replace(
            one,
            number=None,
            fields=(),
            reasons=(),
            later_note=one.later_note is not None,
        )
        for one in entries
    ]


@pytest.fixture(autouse=True)
def _no_archive_is_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(newest, "_FEW", 0)


@pytest.mark.parametrize("wanted", CONDITIONS)
@pytest.mark.parametrize("limit", [1, 5, 100])
def test_both_ways_agree(played: Path, wanted: Wanted, limit: int) -> None:
    with open_archive(played / NAME) as archive:
        quick = list_newest(archive, wanted, limit)
        assert uncounted(quick) == uncounted(list_edits(archive, wanted, limit=limit))


def test_small_archives_are_assessed_whole(repos: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A first list right after a first sync already tells the number of every edit."""
    with open_archive(repos / NAME) as archive:
        cache_path(archive).unlink(missing_ok=True)
        assert any(one.number is None for one in list_newest(archive, Wanted(), 100))
        cache_path(archive).unlink(missing_ok=True)
        monkeypatch.setattr(newest, "_FEW", 300)
        assert all(one.number is not None for one in list_newest(archive, Wanted(), 100))


def test_without_notes_posts_are_assessed(repos: Path) -> None:
    with open_archive(repos / NAME) as archive:
        before = list_newest(archive, Wanted(), 100)
        git(repos / NAME, "update-ref", "-d", NOTES)
        assert uncounted(list_newest(archive, Wanted(), 100)) == uncounted(before)


def test_where_most_have_no_verdict_all_are_assessed_at_once(
    repos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_archive(repos / NAME) as archive:
        git(repos / NAME, "update-ref", "-d", NOTES)
        monkeypatch.setattr("tracker.newest.noted._MOST_ASSESSED", 2)
        found = list(islice(iter_noted(archive, Wanted()), 9))
        assert found == list_edits(archive, Wanted(), limit=9)


def test_the_walk_along_the_notes_agrees_with_the_cache(repos: Path) -> None:
    with open_archive(repos / NAME) as archive:
        assess_archive(archive, at=datetime(2026, 6, 1, tzinfo=UTC))
        for wanted in CONDITIONS:
            noted = list(iter_noted(archive, wanted))
            assert uncounted(noted) == uncounted(list_edits(archive, wanted))


def test_states_that_became_known_later_stand_in_their_place(
    tracker: Tracker, tmp_path: Path
) -> None:
    """An older answer, imported last, is on the newest commit and not the newest edit."""
    line = (
        '{{"observed_at": "2026-03-0{day}T00:00:00Z", "item": {{"id": {post}, "type": "post", '
        '"slug": "s", "title": {{"rendered": "Quay {day}"}}, '
        '"content": {{"rendered": "<p>It is day {day}.</p>", "protected": false}}}}}}\n'
    )
    for number, days in enumerate(((1, 4), (2,))):
        answers = tmp_path / f"{number}.jsonl"
        answers.write_text("".join(line.format(day=day, post=7) for day in days))
        done = tracker("import", "https://www.example.org", answers, "--repos", tmp_path / "r")
        assert done.code == 0, done.err
    with open_archive(tmp_path / "r" / "www.example.org") as archive:
        for limit in (1, 2, 3):
            quick = uncounted(list_newest(archive, Wanted(), limit))
            assert quick == uncounted(list_edits(archive, Wanted(), limit=limit))
        assert [one.title for one in list_newest(archive, Wanted(), 9)] == [
            "Quay 4", "Quay 2", "Quay 1",
        ]  # fmt: skip


def test_what_a_note_does_not_tell_is_left_to_the_long_way() -> None:
    assert can_list(Wanted(kinds=frozenset({EditKind.TEXT})))
    assert not can_list(Wanted(grep="quay"))
    assert not can_list(Wanted(author="jane"))
