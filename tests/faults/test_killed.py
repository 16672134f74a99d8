"""Killed with SIGKILL at any moment, a sync is carried on by the next one."""

from __future__ import annotations

import contextlib
import itertools
import os
import random
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from tests.faults.making import check_whole, git
from tests.faults.playing import (
    BEGIN,
    LOGIN,
    Watched,
    newspaper,
    observed,
    revision,
    states_of,
    tree_of,
    watched,
)
from tests.faults.tracking import Death, Trackers, trackers
from tracker.playback import Observation, Request

LATER = BEGIN + timedelta(days=20)
States = list[tuple[str, tuple[str, ...]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Undisturbed:
    """What a run leaves that nobody kills, how much it asks, and how long it writes after."""

    tree: list[str]
    states: States
    requests: int
    writing: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A site, a way to start trackers, and what is to come out."""

    site: Watched
    trackers: Trackers
    wanted: Undisturbed

    def archive(self, repos: Path) -> Path:
        return repos / self.site.path.name

    def start(self, repos: Path, *, die: Death | None = None) -> int:
        return self.trackers.start(*self.site.arguments(repos=repos), die=die)

    def run(self, repos: Path, *, die: Death | None = None) -> int:
        return self.trackers.run(*self.site.arguments(repos=repos), die=die)

    def check(self, repos: Path) -> None:
        """One more sync, and all is as if nothing had happened."""
        path = self.archive(repos)
        if path.exists():
            assert git(path, "fsck", "--strict", "--no-dangling", "--no-progress") == ""
        assert self.run(repos) == 0, self.trackers.said
        assert tree_of(path) == self.wanted.tree
        found = states_of(path)
        assert len(found) == len(self.wanted.states)
        assert found == self.wanted.states
        assert git(path, "status", "--porcelain", "--ignored") == ""
        assert sorted(os.listdir(repos)) == [path.name]
        check_whole(path)
        assert not (path / ".git" / "tracker" / "journal.jsonl").exists()


def stage(stack: ExitStack, folder: Path, observations: list[Observation]) -> Stage:
    """Set a site up and sync it twice undisturbed: what is measured is the second time."""
    site = stack.enter_context(watched(observations, folder / "undisturbed"))
    started = stack.enter_context(trackers(folder, TRACKER_PASSWORD=LOGIN.password))
    asked: list[float] = []
    for repos in (folder / "cold", site.repos):
        asked.clear()
        site.server.before = lambda _: asked.append(time.monotonic())
        assert started.run(*site.arguments(repos=repos)) == 0, started.said
    site.server.before = None
    wanted = Undisturbed(
        tree=tree_of(site.path),
        states=site.states(),
        requests=len(asked),
        writing=time.monotonic() - asked[-1],
    )
    return Stage(site=site, trackers=started, wanted=wanted)


def at_request(site: Watched, number: int) -> threading.Event:
    """Tell when the site gets its how manieth request from now."""
    come = threading.Event()
    left = itertools.count(number, -1)

    def count(_: Request) -> None:
        if next(left) <= 1:
            come.set()

    site.server.before = count
    return come


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """What `sealed_environment` does for a test, for the module."""
    folder = tmp_path_factory.mktemp("stage")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
        patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        patch.setenv("HOME", str(folder))
        patch.setenv("no_proxy", "127.0.0.1")
        yield folder


@pytest.fixture(scope="module")
def large(sealed: Path) -> Iterator[Stage]:
    """300 posts, of which 60 were saved three times."""
    (sealed / "large").mkdir()
    with ExitStack() as stack:
        yield stage(stack, sealed / "large", newspaper(300, revisions=3, every=5))


@pytest.fixture(scope="module")
def small(sealed: Path) -> Iterator[Stage]:
    """24 posts, of which 8 were saved twice."""
    (sealed / "small").mkdir()
    with ExitStack() as stack:
        yield stage(stack, sealed / "small", newspaper(24, revisions=2, every=3))


READING, WRITING = 17, 8


@pytest.mark.slow
@pytest.mark.parametrize("number", range(READING + WRITING))
def test_killed_at_a_random_moment(large: Stage, tmp_path: Path, number: int) -> None:
    """Spread over the requests of a run, and over the time after the last one."""
    chance = random.Random(number)
    is_reading = number < READING
    share = (number + chance.random()) / READING if is_reading else 1
    come = at_request(large.site, max(1, round(share * large.wanted.requests)))
    child = large.start(tmp_path)
    try:
        assert come.wait(60)
        part = (number - READING + chance.random()) / WRITING
        time.sleep(chance.random() / 100 if is_reading else part * large.wanted.writing)
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    finally:
        large.site.server.before = None
        status = large.trackers.wait()
    assert status == -signal.SIGKILL or not is_reading
    large.check(tmp_path)


MOMENTS = [
    Death(where="git:Repo.init"),
    Death(where="git:Repo.init", after=True),
    Death(where="tracker.archive.creating:configure", after=True),
    Death(where="tracker.archive.repository:create_repository", after=True),
    Death(where="tracker.archive.lock:ArchiveLock.__enter__", after=True),
    Death(where="tracker.archive.journal:Journal.append"),
    Death(where="tracker.archive.journal:Journal.append", call=9),
    Death(where="tracker.archive.journal:Journal.append", call=9, after=True),
    Death(where="tracker.recording.recorder:Recorder.record_post", call=24, after=True),
    Death(where="tracker.recording.recorder:Recorder.close"),
    Death(where="tracker.recording.recorder:note_departure"),
    Death(where="tracker.recording.recorder:note_departure", after=True),
    Death(where="tracker.archive.stream:ImportStream.commit", call=12),
    Death(where="tracker.archive.stream:ImportStream._flush", after=True),
    Death(where="tracker.archive.stream:ImportStream.finish"),
    Death(where="tracker.archive.stream:ImportStream.finish", after=True),
    Death(where="tracker.recording.recorder:write_record"),
    Death(where="tracker.recording.closing:send_sync", after=True),
    Death(where="tracker.recording.recorder:write_record", after=True),
    Death(where="tracker.recording.recorder:write_held", after=True),
    Death(where="tracker.archive.journal:Journal.delete"),
    Death(where="tracker.archive.journal:Journal.delete", after=True),
    Death(where="tracker.syncing.run:follow_main", call=2),
    Death(where="tracker.archive.worktree:_users", after=True),
    Death(where="tracker.archive.worktree:_write_out"),
    Death(where="tracker.archive.worktree:_write_out", after=True),
    Death(where="tracker.syncing.run:follow_main", call=2, after=True),
    Death(where="tracker.syncing.run:maintain", after=True),
]


@pytest.mark.parametrize("death", MOMENTS, ids=str)
def test_killed_at_a_moment_that_matters(small: Stage, tmp_path: Path, death: Death) -> None:
    assert small.run(tmp_path, die=death) == -signal.SIGKILL
    small.check(tmp_path)


AGAIN = [
    Death(where="tracker.syncing.run:recover"),
    Death(where="tracker.recording.recorder:Recorder.close"),
    Death(where="tracker.archive.stream:ImportStream.finish", after=True),
    Death(where="tracker.recording.recorder:write_record", after=True),
    Death(where="tracker.archive.journal:Journal.delete"),
    Death(where="tracker.syncing.run:recover", after=True),
    Death(where="tracker.archive.journal:Journal.append", call=3),
]


@pytest.mark.parametrize("death", AGAIN, ids=str)
def test_killed_again_while_it_recovers(small: Stage, tmp_path: Path, death: Death) -> None:
    first = Death(where="tracker.archive.journal:Journal.append", call=15)
    assert small.run(tmp_path, die=first) == -signal.SIGKILL
    assert small.run(tmp_path, die=death) == -signal.SIGKILL
    small.check(tmp_path)


def second_act() -> list[Observation]:
    """Edits with and without revisions, a new post, one gone, one of a protected post."""
    saved = LATER - timedelta(hours=2)
    gone = Observation(observed=LATER, kind="post", id=7, fields={}, gone="erased")
    return [
        observed(LATER, 1, "Edited, with no revision.", modified=saved),
        observed(LATER, 3, "Saved once more.", modified=saved),
        revision(LATER, 3, 10_035, "Saved once more.", saved),
        observed(LATER, 5, "Masked edit."),
        observed(LATER, 60, "A new post.", date_gmt="2026-02-20T08:00:00"),
        gone,
    ]


SECOND = [
    Death(where="tracker.archive.journal:Journal.append", call=2),
    Death(where="tracker.recording.recorder:Recorder.close"),
    Death(where="tracker.archive.stream:ImportStream.finish"),
    Death(where="tracker.archive.stream:ImportStream.finish", after=True),
    Death(where="tracker.recording.recorder:write_record", after=True),
    Death(where="tracker.archive.journal:Journal.delete"),
    Death(where="tracker.syncing.run:follow_main", call=2),
    Death(where="tracker.archive.worktree:_write_out"),
    Death(where="tracker.archive.worktree:_remove"),
]


@pytest.fixture(scope="module")
def two_acts(sealed: Path) -> Iterator[Stage]:
    """A site that was synced, then edited, and synced again."""
    folder = sealed / "acts"
    folder.mkdir()
    with ExitStack() as stack:
        first = stage(stack, folder, newspaper(24, revisions=2, every=3))
        subprocess.run(["cp", "-a", folder / "undisturbed", folder / "first"], check=True)
        first.site.server.add(*second_act())
        first.site.server.at(LATER)
        time.sleep(1.1)  # a post cannot be there and be gone in the same second
        assert first.run(first.site.repos) == 0, first.trackers.said
        wanted = Undisturbed(
            tree=tree_of(first.site.path),
            states=first.site.states(),
            requests=first.wanted.requests,
            writing=first.wanted.writing,
        )
        yield Stage(site=first.site, trackers=first.trackers, wanted=wanted)


@pytest.mark.parametrize("death", SECOND, ids=str)
def test_killed_in_a_later_sync(two_acts: Stage, tmp_path: Path, death: Death) -> None:
    """The verbs are those of an undisturbed run, too: published, edited, removed."""
    before = two_acts.site.repos.parent / "first"
    subprocess.run(["cp", "-a", f"{before}/.", tmp_path], check=True)
    verbs = [what for what, _ in two_acts.wanted.states]
    assert {"Publish posts/60", "Remove posts/7", "Edit posts/5"} <= set(verbs)
    assert two_acts.run(tmp_path, die=death) == -signal.SIGKILL
    two_acts.check(tmp_path)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_it_ends_cleanly(small: Stage, tmp_path: Path, number: signal.Signals) -> None:
    """In one line, and with the exit code of an interrupted program."""
    latency, small.site.server.latency = small.site.server.latency, 40
    try:
        child = small.start(tmp_path)
        time.sleep(0.5)
        os.kill(child, number)
        assert small.trackers.wait() == 130
    finally:
        small.site.server.latency = latency
    assert small.trackers.said.strip() == (
        "interrupted; what was recorded is whole, the next run carries on"
    )
    small.check(tmp_path)
