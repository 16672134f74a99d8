"""Names that nothing in the archive has, and periods without an end, are never silently empty."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import Tracker

ASKED = (
    (("--author", "Jane"), "no editor or author has 'Jane' in the name; the nearest: June "),
    (
        ("--category", "Schols"),
        "no post has a category, tag or term 'Schols'; the nearest: Schools ",
    ),
    (("--category", "Qqqqq"), "no post has a category, tag or term 'Qqqqq'; "),
    (("--type", "media"), "nothing of the type 'media' is held, only pages, posts"),
)


@pytest.mark.parametrize("command", ["log", "report"])
@pytest.mark.parametrize(("asked", "told"), ASKED)
def test_a_name_that_nothing_has_is_told_with_the_nearest(
    tracker: Tracker, played: Path, command: str, asked: tuple[str, ...], told: str
) -> None:
    done = tracker(command, *asked, "--repos", played)
    assert done.code == 0
    assert told in done.err
    assert "note: " not in done.out


def test_a_field_that_never_changed_is_told(tracker: Tracker, played: Path) -> None:
    done = tracker("log", "--field", "titel", "--repos", played)
    assert (done.code, done.out) == (0, "")
    assert "no edit changes a field 'titel'; the nearest: title" in done.err


@pytest.mark.parametrize("command", ["log", "report"])
def test_a_type_that_is_none_is_refused(tracker: Tracker, played: Path, command: str) -> None:
    done = tracker(command, "--type", "bogus", "--repos", played)
    assert (done.code, done.out) == (2, "")
    assert "'bogus' is held, only pages, posts" in done.err


@pytest.mark.parametrize("command", ["log", "report"])
def test_names_that_are_known_need_no_note(tracker: Tracker, played: Path, command: str) -> None:
    for asked in (("--author", "okafor"), ("--category", "city hall"), ("--type", "page")):
        done = tracker(command, *asked, "--since", "2030-01-01", "--repos", played)
        assert (done.code, done.err) == (0, "")


@pytest.mark.parametrize("command", ["log", "report"])
def test_a_period_that_ends_before_it_begins_is_refused(
    tracker: Tracker, played: Path, command: str
) -> None:
    period = ("--since", "2026-05-15", "--until", "2026-05-01")
    done = tracker(command, *period, "--repos", played)
    assert (done.code, done.out) == (2, "")
    assert "2026-05-15 00:00 UTC lies after --until, 2026-05-01 23:59 UTC" in done.err
    day = ("--since", "2026-05-15", "--until", "2026-05-15")
    assert tracker(command, *day, "--repos", played).code == 0
