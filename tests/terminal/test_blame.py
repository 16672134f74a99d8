"""Blame follows a sentence through moves, other words, and back again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cli.running import Tracker
from tracker.archive.held import HeldPost
from tracker.archive.places import Place
from tracker.assessing import AssessedEdit
from tracker.blaming import blame
from tracker.chronicle import RecordedState
from tracker.edits.chain import assess_history
from tracker.edits.values import Span, State
from tracker.model import PostKey, stamp
from tracker.report.blame import BlamedSentence, Origin, blame_lines

START = datetime(2026, 1, 1, tzinfo=UTC)
KEY = PostKey(folder="posts", id=7)
SENTENCES = (
    "The ferry will leave the old pier at nine in the morning.",
    "The ferry will leave the new pier at nine in the morning.",
    "Nobody had asked the people who live on the island.",
    "A ticket is going to cost four euros for grown passengers.",
    "Dogs travel free of charge on every boat of the line.",
)


def history(*texts: str) -> tuple[AssessedEdit, ...]:
    """Make edits of texts, one an hour."""
    states = [
        State(text=text, title="Ferry", observed=START + timedelta(hours=number))
        for number, text in enumerate(texts)
    ]
    held = HeldPost(folder=KEY.folder, id=KEY.id, files={})
    recorded = [
        RecordedState(
            key=KEY,
            number=number,
            place=Place(
                moment=stamp(START), commit=f"{number:040x}", verb="Edit", trailers={}, held=held,
                is_of_post=True,
            ),
            state=state,
        )
        for number, state in enumerate(states, 1)
    ]  # fmt: skip
    said = assess_history(states)
    return tuple(
        AssessedEdit(recorded=one, before=before, assessment=assessment)
        for one, before, assessment in zip(recorded, (None, *recorded[:-1]), said, strict=True)
    )


def page(*sentences: str) -> str:
    return "# Ferry\n\n" + "\n".join(sentences) + "\n"


def origins(*texts: str) -> dict[str, tuple[int, int]]:
    return {one.text: (one.first.number, one.last.number) for one in blame(history(*texts))}


def test_a_reworded_sentence_keeps_its_first_edit() -> None:
    old, new, other = SENTENCES[:3]
    assert origins(page(old, other), page(new, other)) == {
        "# Ferry": (1, 1), new: (1, 2), other: (1, 1),
    }  # fmt: skip


def test_a_move_changes_nothing() -> None:
    one, two, three = SENTENCES[0], SENTENCES[2], SENTENCES[4]
    found = origins(page(one, two, three), page(three, one, two))
    assert set(found.values()) == {(1, 1)}


def test_what_is_added_later_begins_there() -> None:
    assert origins(page(SENTENCES[0]), page(SENTENCES[0], SENTENCES[3]))[SENTENCES[3]] == (2, 2)


def test_a_split_keeps_both_halves() -> None:
    whole = "The ferry leaves at nine in the morning and it comes back at six in the evening."
    halves = ("The ferry leaves at nine in the morning.", "It comes back at six in the evening.")
    found = origins(page(whole), page(*halves))
    assert [found[half][1] for half in halves] == [2, 2]
    assert 1 in [found[half][0] for half in halves]


def test_a_sentence_that_comes_back_is_the_same() -> None:
    kept, lost = SENTENCES[2], SENTENCES[4]
    found = origins(page(kept, lost), page(kept), page(kept, lost))
    assert found[lost] == (1, 3)


def test_deleted_sentences_stand_where_they_stood() -> None:
    first, lost, last = SENTENCES[0], SENTENCES[2], SENTENCES[4]
    edits = history(page(first, lost, last), page(first, last))
    found = blame(edits, with_deleted=True)
    assert [one.text for one in found] == ["# Ferry", first, lost, last]
    (gone,) = [one for one in found if one.deleted]
    assert gone.text == lost
    assert gone.deleted is not None
    assert (gone.first.number, gone.deleted.number) == (1, 2)
    assert lost not in [one.text for one in blame(edits)]


PAGES = st.lists(
    st.lists(st.sampled_from(SENTENCES), max_size=6, unique=True).map(lambda some: page(*some)),
    min_size=1,
    max_size=6,
)


@given(PAGES)
def test_laws(texts: Sequence[str]) -> None:
    """Every line of the last state is there once, and its edits are in order and really its."""
    found = blame(history(*texts))
    assert [one.text for one in found] == [line for line in texts[-1].split("\n") if line]
    for one in found:
        assert 1 <= one.first.number <= one.last.number <= len(texts)
        assert one.text in texts[one.last.number - 1].split("\n")
        assert (one.changes == 0) is (one.first.number == one.last.number)


def origin(number: int, editor: str = "") -> Origin:
    moment = START + timedelta(days=number)
    span = Span(earliest=moment, latest=moment)
    return Origin(number=number, commit=f"{number:040x}", span=span, editor=editor)


def margin(*sentences: BlamedSentence, width: int) -> list[str]:
    return list(blame_lines(sentences, width=width, color=False))


CHANGED = BlamedSentence(
    text=SENTENCES[1],
    starts_block=True,
    first=origin(1, "Ada Quill"),
    last=origin(12, "Ben Harrow"),
    changes=2,
)


@pytest.mark.parametrize("width", [80, 100, 200])
def test_the_margin_tells_when_by_whom_and_since_when(width: int) -> None:
    head, told, came = margin(CHANGED, width=width)
    assert head.startswith("changed until (UTC), by ")
    assert told.startswith("#12 2026-01-13")
    assert " Ben Harrow" in told
    assert came.startswith("first #1 2026-01-02")
    assert ("Ada Quill" in came) is (width >= 100)


def test_without_editors_eighty_columns_tell_the_minute() -> None:
    lone = replace(CHANGED, first=origin(12), last=origin(12), changes=0)
    head, told, *_ = margin(lone, width=80)
    assert head.split("  ")[0] == "changed until (UTC)"
    assert told.startswith("#12 2026-01-13 00:00  The ferry")


def test_an_address_stays_in_one_piece() -> None:
    address = f"https://www.example.org/{'harbour/' * 20}?line=4"
    linked = replace(CHANGED, text=f"See [the timetable]({address}) for more.")
    found = [line for line in margin(linked, width=80) if address in line]
    assert len(found) == 1
    short = replace(CHANGED, text="See https://example.org/ for more.")
    assert "See https://example.org/ for more." in margin(short, width=80)[1]


def test_the_command(tracker: Tracker, played: Path) -> None:
    done = tracker("blame", "ferry", "--repos", played, "--json")
    found = json.loads(done.out)
    (changed,) = [one for one in found["sentences"] if one["changes"]]
    assert changed["text"].startswith("The landing will cost $6.9 million")
    assert (changed["first"]["number"], changed["last"]["number"]) == (1, 2)
    assert changed["last"]["earliest"] == "2026-05-14T13:09:00Z"
    done = tracker("blame", "101#1", "--repos", played, "--json")
    assert not any(one["changes"] for one in json.loads(done.out)["sentences"])
