"""The columns of `tracker log`: none that is empty, and no number that is cut."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.cli.running import Tracker, git
from tests.terminal.golden_cases import NOON, entries
from tracker.archive.places import read_places
from tracker.archive.repository import open_archive
from tracker.demonstrating import NAME
from tracker.edits.values import Disclosure, EditKind, Span
from tracker.listing import Wanted, list_edits
from tracker.model import PostKey
from tracker.report.log import LogEntry, log_lines
from tracker.report.sizes import Size

EXACT = replace(
    next(iter(entries())),
    title="Ferry",
    span=Span(earliest=NOON, latest=NOON),
    size=Size(edited=2, added=1, words_in=31, words_out=2),
    editor="Jane Doe",
    later_note=None,
)
OBSERVED = replace(EXACT, span=Span(earliest=NOON - timedelta(hours=2), latest=NOON), editor="")


def lines(*some: LogEntry, width: int, one_post: bool = False) -> list[str]:
    return list(log_lines(some, width=width, color=False, one_post=one_post))


def names(*some: LogEntry, width: int, one_post: bool = False) -> list[str]:
    return re.split(r" +", lines(*some, width=width, one_post=one_post)[0].replace(" (UTC)", ""))


@pytest.mark.parametrize("width", [40, 80, 100, 120, 200])
def test_every_width_names_the_post_and_the_number(width: int) -> None:
    assert lines(OBSERVED, width=width)[1].startswith("1286#1 ")
    page = replace(OBSERVED, key=PostKey(folder="pages", id=12))
    assert lines(OBSERVED, page, width=width)[2].startswith("pages/12#1 ")
    assert names(OBSERVED, width=width, one_post=True)[0] == "#"


def test_what_is_empty_in_every_row_has_no_column() -> None:
    for width in (80, 120, 200):
        assert "by" not in names(OBSERVED, width=width)
        assert "within" not in names(EXACT, width=width)
        assert "words" not in names(replace(EXACT, size=Size()), width=width)


def test_eighty_columns_tell_the_interval_or_who() -> None:
    assert "within" in names(OBSERVED, width=80)
    assert "by" in names(EXACT, width=80)
    revert = replace(OBSERVED, kind=EditKind.REVERT, disclosure=Disclosure.MASKED_OR_DERIVED)
    both = lines(EXACT, revert, width=80)
    assert "within/by" in both[0]
    assert " Jane Doe " in both[1]
    assert " 2h " in both[2]


def test_the_history_of_one_post_tells_who_too() -> None:
    revert = replace(OBSERVED, kind=EditKind.REVERT, disclosure=Disclosure.DISCLOSED)
    large = replace(EXACT, size=Size(edited=1, words_in=120, words_out=95))
    (head, told, *_) = lines(large, revert, width=80, one_post=True)
    assert "within/by" in head
    assert " Jane Doe " in told


def test_a_usual_terminal_tells_who_and_how_much() -> None:
    assert {"within", "sentences", "words", "by"} <= {*names(EXACT, OBSERVED, width=120)}
    assert "~2 +1" in lines(EXACT, OBSERVED, width=120)[1]
    assert {"commit", "kind", "severity", "by"} <= {*names(EXACT, OBSERVED, width=200)}


def test_an_editor_far_down_brings_a_column() -> None:
    found = lines(*[OBSERVED] * 250, EXACT, *[OBSERVED] * 250, width=120)
    headers = [place for place, line in enumerate(found) if line.startswith("post ")]
    assert headers == [0, 202]
    assert [" by " in found[place] for place in headers] == [False, True]
    assert found[201] == ""
    assert len([line for line in found if " Jane Doe " in line]) == 1


def test_numbers_are_never_cut() -> None:
    large = replace(
        OBSERVED,
        key=PostKey(folder="posts", id=12345678901),
        number=1234,
        size=Size(added=1, words_in=123456, words_out=654321),
    )
    (*_, last) = lines(*[OBSERVED] * 150, large, width=80)
    assert last.startswith("12345678901#1234 ")
    assert " +123456 -654321 " in last


def test_an_edit_without_a_number_is_named_by_its_commit() -> None:
    one = replace(OBSERVED, number=None)
    assert lines(one, OBSERVED, width=80)[1].startswith(f"1286   {one.commit[:8]} ")
    assert lines(one, OBSERVED, width=80)[2].startswith(f"1286#1 {one.commit[:8]} ")


def test_a_publication_that_was_observed_is_one(tracker: Tracker, played: Path) -> None:
    assert git(played / NAME, "log", "--format=%s", "--grep=^Publish").count("\n") == 1
    out = tracker("log", "107", "--repos", played).out
    assert re.search(r"^1 .* published +- +published$", out, re.MULTILINE)
    assert "met for the first time" not in out
    assert "met for the first time" in tracker("log", "101", "--repos", played).out


def test_the_verb_of_a_first_commit_is_read_rightly(played: Path) -> None:
    with open_archive(played / NAME) as archive:
        verbs = {key: places[0].verb for key, places in read_places(archive).items()}
        listed = [one for one in list_edits(archive, Wanted()) if one.number == 1]
    assert {one.key: one.published for one in listed} == {
        key: verb == "Publish" for key, verb in verbs.items()
    }
