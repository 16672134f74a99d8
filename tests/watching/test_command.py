"""`tracker watch` as a user starts and ends it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import Tracker, git
from tracker.playback import PlaybackServer, play, serve
from tracker.playback.newsroom import ACTS, OBSERVATIONS, SITE

PROGRAM = (sys.executable, "-c", "from tracker.cli import main; main()", "watch")


@pytest.fixture
def tracker(capsys: pytest.CaptureFixture[str]) -> Tracker:
    return Tracker(capsys)


@pytest.fixture
def server() -> Iterator[PlaybackServer]:
    with serve(play(OBSERVATIONS, moment=ACTS[1].moment, site=SITE)) as server:
        yield server


def archive_in(repos: Path) -> Path:
    (path,) = (one for one in repos.iterdir() if one.is_dir())
    return path


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_cleanly(
    tracker: Tracker, server: PlaybackServer, tmp_path: Path, number: signal.Signals
) -> None:
    arguments = (
        *PROGRAM,
        server.url,
        "--repos",
        str(tmp_path),
        "--every",
        "1s",
        "--at-least",
        "1s",
    )
    with subprocess.Popen(
        arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        alarm = threading.Timer(60, process.kill)
        alarm.start()
        assert process.stderr is not None
        assert process.stdout is not None
        said = process.stderr.readline()
        server.at(ACTS[2].moment)
        line = process.stdout.readline()
        process.send_signal(number)
        rest = process.stderr.read()
        code = process.wait()
        alarm.cancel()
    assert str(tmp_path) in said
    assert "Edit post 101: Council approves ferry landing" in line
    assert code == 130
    assert "what was recorded is whole" in rest
    assert "Traceback" not in rest
    assert tracker("verify", "--repos", tmp_path).code == 0


def test_edits_are_printed_with_their_facts_and_pushed(
    tracker: Tracker, server: PlaybackServer, tmp_path: Path
) -> None:
    repos = tmp_path / "repos"
    git(tmp_path, "init", "-q", "--bare", "-b", "main", "remote.git")
    remote = tmp_path / "remote.git"
    assert tracker("watch", server.url, "--repos", repos, "--syncs", 1).code == 0
    name = archive_in(repos).name
    server.at(ACTS[2].moment)
    done = tracker("watch", name, "--repos", repos, "--syncs", 1, "--push", remote)
    assert done.code == 0, done.err
    first, *facts = done.out.splitlines()
    assert "Z  Edit post 101: Council approves ferry landing" in first
    assert any(fact.startswith("    ") and "$6.9 million" in fact for fact in facts)
    assert "    (text, substance, silent)" in facts
    assert git(remote, "rev-parse", "main") == git(archive_in(repos), "rev-parse", "main")


def test_json_is_one_object_an_edit(
    tracker: Tracker, server: PlaybackServer, tmp_path: Path
) -> None:
    tracker("sync", server.url, "--repos", tmp_path)
    server.at(ACTS[2].moment)
    done = tracker("watch", server.url, "--repos", tmp_path, "--syncs", 1, "--json")
    edits = [json.loads(line) for line in done.out.splitlines()]
    (edit,) = [one for one in edits if one["verb"] == "Edit"]
    assert edit["post"] == "posts/101"
    assert edit["trailers"]["Evidence"] == "observation"
    assert edit["verdict"] == {
        "kind": "text", "severity": "substance", "disclosure": "silent",
    }  # fmt: skip
    assert any("$4.2 million -> $6.9 million" in fact for fact in edit["facts"])


def test_a_push_that_fails_is_told_and_the_watch_goes_on(
    tracker: Tracker, server: PlaybackServer, tmp_path: Path
) -> None:
    done = tracker(
        "watch", server.url, "--repos", tmp_path / "repos", "--syncs", 2,
        "--every", "1s", "--at-least", "1s",
        "--push", tmp_path / "nothing",
    )  # fmt: skip
    assert done.code == 0
    assert done.err.count("does not appear to be a git repository") == 2


def test_nothing_there(tracker: Tracker, tmp_path: Path) -> None:
    assert tracker("watch", "nowhere", "--repos", tmp_path).code == 2
    assert tracker("watch", "http://127.0.0.1:9/", "--repos", tmp_path).code == 3


def test_an_archive_goes_before_an_address(
    tracker: Tracker, server: PlaybackServer, tmp_path: Path
) -> None:
    done = tracker("watch", server.url, "--repos", tmp_path, "--syncs", "1")
    path = archive_in(tmp_path)
    path.rename(tmp_path / "north.example.org")
    for part in ("h.exam", "H.EXAMPLE", f"{tmp_path}/north.example.org"):
        done = tracker("watch", part, "--repos", tmp_path, "--syncs", "1")
        assert done.code == 0, done.err
        assert str(tmp_path / "north.example.org") in done.err
    assert "The archive north.example.org is watched." in tracker(
        "watch", "h.exam", "--repos", tmp_path, "--syncs", "1"
    ).err  # fmt: skip
    git(tmp_path, "clone", "-q", "north.example.org", "south.example.org")
    done = tracker("watch", "example.org", "--repos", tmp_path)
    assert done.code == 2
    assert "north.example.org, south.example.org; name one of them, or write https" in done.err


def test_what_is_no_archive_is_said_to_be_an_address(tracker: Tracker, tmp_path: Path) -> None:
    done = tracker("watch", "127.0.0.1:9", "--repos", tmp_path, "--syncs", "1")
    assert done.code == 3
    assert f"No archive in {tmp_path} has this name; http://127.0.0.1:9/ is watched." in done.err
    done = tracker("watch", "no such.name", "--repos", tmp_path)
    assert done.code == 2
    assert "is not a web address" in done.err


@pytest.mark.parametrize("length", ["0s", "soon", "15", "1w"])
def test_lengths_of_time(tracker: Tracker, tmp_path: Path, length: str) -> None:
    done = tracker("watch", "nowhere", "--repos", tmp_path, "--every", length)
    assert done.code == 2
    assert "90s, 15m, 6h or 1d" in done.err


def test_a_change_of_the_site_is_told_once(
    tracker: Tracker, server: PlaybackServer, tmp_path: Path
) -> None:
    server.at(ACTS[0].moment)
    tracker("sync", server.url, "--repos", tmp_path)
    server.at(ACTS[1].moment)
    done = tracker("watch", server.url, "--repos", tmp_path, "--syncs", 1)
    assert "Z  Site: new terms: water\n    new media: chestnut-street.jpg\n" in done.out
    assert done.out.count("new terms: water") == 1
