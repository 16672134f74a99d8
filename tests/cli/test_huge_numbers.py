"""A site may serve any number that JSON can say: none of them breaks an archive."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import Tracker
from tests.faults.making import NAME, Entry, check_whole, git, hour, import_entries, item, seen
from tracker import observing

HUGE = 10**30
QUESTIONS = (
    (0, "log"),
    (0, "log", "1", "--json"),
    (0, "log", "--grep", "free"),
    (0, "report"),
    (0, "show", "1"),
    (1, "diff", "1"),
    (0, "blame", "1"),
    (0, "status"),
    (0, "verify"),
    (0, "export", "--jsonl", "-"),
    (1, "audit", "--no-sync"),
)


def hostile(number: int, turn: int) -> Entry:
    """A post whose ids and counts are beyond 64 bits, and move."""
    fields = item(number, f"Berth {turn} is free.", modified=hour(turn))
    links = {"version-history": [{"count": HUGE + turn}], "predecessor-version": [{"id": HUGE}]}
    numbers = {
        "author": HUGE + turn,
        "featured_media": -HUGE,
        "categories": [2**64, turn],
        "meta": {"rank": HUGE},
        "_links": links,
    }
    return seen(hour(turn), {**fields, **numbers})


@pytest.mark.parametrize("many", [1, 1000])
def test_numbers_beyond_64_bits(
    tracker: Tracker, tmp_path: Path, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(observing, "_MANY", many)  # compared in other processes, or in this one
    repos = tmp_path / "repos"
    done = import_entries(repos, *(hostile(number, turn) for number in (1, 2) for turn in (1, 2)))
    assert done.states == 4
    again = import_entries(repos, *(hostile(number, 3) for number in (1, 2)), at=200)
    assert again.states == 2
    check_whole(repos / NAME)
    assert f'"author": {HUGE + 3}' in git(repos / NAME, "show", "main:posts/00/00/01/wp-post.json")
    for code, *question in QUESTIONS:
        answer = tracker(*question, "--repos", repos)
        assert (answer.code, answer.err) == (code, ""), f"{question}: {answer.err}"
    written = tracker("export", "--sqlite", tmp_path / "edits.db", "--repos", repos)
    assert (written.code, written.err) == (0, ""), written.err
    assert str(HUGE + 3) in tracker("show", "1", "--repos", repos).out
