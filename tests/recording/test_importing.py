"""Importing twice equals once, in whatever pieces and however often; memory does not grow."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.faults.making import (
    NAME,
    URL,
    Entry,
    check_whole,
    git,
    hour,
    import_entries,
    item,
    seen,
    small_history,
    write_lines,
)
from tests.faults.tracking import ROOT
from tracker.importing import import_files


def story() -> list[Entry]:
    """Some posts over a day: edits, rests, an absence, a return, two states of one second."""
    entries = [*small_history(4, 3)]
    entries += [seen(hour(at), item(1, "The same.", modified=hour(4))) for at in (4, 5, 6)]
    gone = {"item": None, "gone": "unpublished", "id": 2, "type": "post"}
    entries.append({"observed_at": "2026-03-02T19:00:00Z", **gone})
    entries.append(seen(hour(9), item(2, "Back again.", modified=hour(9))))
    entries += [seen(hour(10), item(3, words, modified=hour(10))) for words in ("One.", "Two.")]
    return entries


def refs(repos: Path) -> str:
    return git(repos / NAME, "rev-parse", "main")


def test_twice_is_once(tmp_path: Path) -> None:
    repos = tmp_path / "repos"
    first = import_entries(repos, *story())
    assert first.states == 3 * 4 + 1 + 2 + 2
    tip = refs(repos)
    second = import_entries(repos, *story(), at=200)
    assert (second.recorded, second.states) == ({}, 0)
    assert refs(repos) == tip
    check_whole(repos / NAME)


def test_the_order_of_the_entries_is_nothing(tmp_path: Path) -> None:
    entries = [entry for entry in story() if "+" not in entry["observed_at"]]
    one_second = [entry for entry in entries if entry["observed_at"] == "2026-03-02T22:00:00Z"]
    entries = [entry for entry in entries if entry not in one_second]
    import_entries(tmp_path / "a" / "repos", *entries)
    random.Random(1).shuffle(entries)
    import_entries(tmp_path / "b" / "repos", *entries)
    assert refs(tmp_path / "a" / "repos") == refs(tmp_path / "b" / "repos")


def test_pieces_in_order_are_the_whole(tmp_path: Path) -> None:
    entries = sorted(story(), key=lambda entry: entry["observed_at"])
    import_entries(tmp_path / "a" / "repos", *entries)
    for start in range(0, len(entries), 5):
        import_entries(tmp_path / "b" / "repos", *entries[start : start + 5])
    trees = [
        git(tmp_path / name / "repos" / NAME, "log", "--format=%T %s%n%b", "main")
        for name in ("a", "b")
    ]
    assert trees[0] == trees[1]


@settings(max_examples=5)
@given(st.data())
def test_overlapping_pieces_lose_and_double_nothing(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Whatever part comes first: every state is there in the end, once."""
    repos = tmp_path_factory.mktemp("pieces") / "repos"
    entries = small_history(2, 5)
    random.Random(data.draw(st.integers(0, 99))).shuffle(entries)
    cut = data.draw(st.integers(1, len(entries) - 1))
    overlap = data.draw(st.integers(0, cut))
    import_entries(repos, *entries[:cut])
    import_entries(repos, *entries[cut - overlap :], at=200)
    assert import_entries(repos, *entries, at=300).recorded == {}
    told = git(repos / NAME, "log", "--format=%(trailers:key=Post,valueonly,separator=) "
               "%(trailers:key=Observed,valueonly,separator=)", "--grep", "^Post: ")  # fmt: skip
    states = [line for line in told.splitlines() if line.strip()]
    assert len(states) == len(set(states)) == len(entries)
    check_whole(repos / NAME)


def test_identical_answers_make_no_commit(tmp_path: Path) -> None:
    entries = [seen(hour(at / 10), item(1, "The same.")) for at in range(50)]
    outcome = import_entries(tmp_path / "repos", *entries)
    assert outcome.recorded == {"first-seen": 1}
    assert outcome.read == 50


def test_an_entry_that_is_no_post_stops_nothing(tmp_path: Path) -> None:
    repos = tmp_path / "repos"
    repos.mkdir()
    path = tmp_path / "answers.jsonl"
    good = json.dumps(seen(hour(0), item(1, "Good.")))
    path.write_text(f'{{"strange": 1}}\n{good}\n{{"id": 5, "type": "../x"}}\n{{"id"', "utf-8")
    outcome = import_files(URL, (path,), repos=repos, observed_at=None, now=lambda: hour(1))
    assert outcome.recorded == {"first-seen": 1}
    assert len(outcome.skipped) == 3
    assert {one.post.partition(":")[0] for one in outcome.skipped} == {"answers.jsonl"}


MEASURED = """
import pathlib, sys
from tracker.cli.app import run
status = run(sys.argv[1:])
# Not ru_maxrss: a new program starts with the peak of the process that started it.
told = pathlib.Path("/proc/self/status").read_text()
print(int(told.partition("VmHWM:")[2].split()[0]) // 1024)
sys.exit(status)
"""


@pytest.mark.slow
def test_memory_does_not_grow_with_a_file(tmp_path: Path) -> None:
    """5,000 states in 300 MB, and little more than 500 take."""
    peaks = []
    for count in (100, 1000):
        entries = [
            seen(hour(state), item(post, f"State {state} of {post}. " * 8, modified=hour(state)))
            for post in range(1, count + 1)
            for state in range(5)
        ]
        path = write_lines(tmp_path / f"{count}.jsonl", entries)
        repos = tmp_path / f"repos-{count}"
        done = subprocess.run(
            [sys.executable, "-c", MEASURED, "import", "http://harbour.example/", str(path),
             "--repos", str(repos), "--bare"],
            capture_output=True, text=True, timeout=120, cwd=ROOT, check=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        peaks.append(int(done.stdout.split()[-1]))
    assert peaks[1] <= 300
    assert peaks[1] - peaks[0] < 40, peaks
