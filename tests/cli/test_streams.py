"""Standard streams that are closed, and such that lack characters."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.cli.running import Tracker

PROGRAM = (sys.executable, "-c", "from tracker.cli import main; main()")
TITLE = "Café “Möwe” 😀 …"


def run(
    *arguments: object, closed: tuple[int, ...] = (), known: Mapping[str, str] | None = None
) -> tuple[int, bytes, bytes]:
    """Run a command with some of its standard streams closed, as a shell does it."""
    closing = " ".join(f"{number}>&-" for number in closed)
    words = ["sh", "-c", f'exec "$@" {closing}', "sh", *PROGRAM, *map(str, arguments)]
    done = subprocess.run(
        words, stdin=subprocess.DEVNULL, capture_output=True, env={**os.environ, **(known or {})},
        timeout=60,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


CLOSED = [
    (("log",), (0,)),
    (("log",), (1,)),
    (("log",), (2,)),
    (("show", "101"), (1,)),
    (("show", "101"), (0, 1, 2)),
    (("status",), (1, 2)),
]


@pytest.mark.parametrize(("command", "closed"), CLOSED)
def test_closed_streams_are_no_error(
    played: Path, command: tuple[str, ...], closed: tuple[int, ...]
) -> None:
    code, out, err = run(*command, "--repos", played, closed=closed)
    assert (code, err) == (0, b"")
    assert bool(out) is (1 not in closed)


def test_what_is_opened_does_not_take_the_place_of_a_stream(played: Path, tmp_path: Path) -> None:
    """A file that got number 1 would be written over with the words of git and ours."""
    code, _, err = run(
        "export", "--sqlite", tmp_path / "edits.db", "--repos", played, closed=(0, 1)
    )
    assert (code, err) == (0, b"")
    assert (tmp_path / "edits.db").read_bytes().startswith(b"SQLite format 3\0")
    code, _, _ = run("export", "--jsonl", tmp_path / "edits.jsonl", "--repos", played, closed=(2,))
    assert code == 0
    assert all(json.loads(line) for line in (tmp_path / "edits.jsonl").read_bytes().splitlines())


def test_a_question_that_nobody_answers_is_not_answered_yes(repos: Path) -> None:
    code, _, err = run("forget", "101", "--repos", repos, closed=(0,))
    assert (code, err.splitlines()[-1]) == (130, b"Nothing was changed.")


def test_without_an_error_stream_an_error_is_its_code(played: Path) -> None:
    assert run("log", "nothing", "--repos", played, closed=(2,)) == (2, b"", b"")


@pytest.fixture
def accented(tracker: Tracker, tmp_path: Path) -> Path:
    """Record a post whose title few encodings have whole."""
    answers = tmp_path / "answers.jsonl"
    lines = []
    for hour in (1, 2):
        post = {
            "id": 1,
            "type": "post",
            "slug": "m",
            "title": {"rendered": TITLE},
            "content": {"rendered": f"<p>{TITLE} {hour}</p>", "protected": False},
        }
        lines.append(json.dumps({"observed_at": f"2026-03-01T0{hour}:00:00Z", "item": post}))
    answers.write_text("\n".join(lines))
    assert tracker("import", "https://m.example", answers, "--repos", tmp_path / "r").code == 0
    return tmp_path / "r"


LOCALE = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
ENVIRONMENTS = [
    {"PYTHONIOENCODING": "latin-1"},
    {"PYTHONIOENCODING": "cp1252"},
    {"PYTHONIOENCODING": "ascii"},
    {"PYTHONIOENCODING": "utf-8"},
    LOCALE,
]


@pytest.mark.parametrize("environment", [ENVIRONMENTS[0], LOCALE], ids=str)
@pytest.mark.parametrize("command", [("log",), ("show", "1"), ("diff", "1"), ("blame", "1")])
def test_a_character_that_is_missing_stops_nothing(
    accented: Path, command: tuple[str, ...], environment: dict[str, str]
) -> None:
    code, out, err = run(*command, "--repos", accented, known=environment)
    assert (code, err) == (command[0] == "diff", b"")
    assert b"Caf" in out


@pytest.mark.parametrize("environment", ENVIRONMENTS, ids=str)
def test_json_stays_json(accented: Path, environment: dict[str, str]) -> None:
    code, out, err = run("log", "--json", "--repos", accented, known=environment)
    assert (code, err) == (0, b"")
    encoding = environment.get("PYTHONIOENCODING", "utf-8")
    edits = json.loads(out.decode("utf-8" if encoding == "ascii" else encoding))["edits"]
    assert {edit["title"] for edit in edits} == {TITLE}


def test_other_ways_with_characters_are_kept(accented: Path) -> None:
    _, out, _ = run("show", "1", "--repos", accented, known={"PYTHONIOENCODING": "latin-1:ignore"})
    assert "Café Möwe " in out.decode("latin-1").replace("  ", " ")
    assert b"\\u" not in out
