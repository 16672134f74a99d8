"""Killed with SIGKILL at any moment, an audit is carried on: findings once, messages at least."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.audit.keeping import check_holds, ledger_of, more, records_of, story, told
from tests.cli.running import git
from tests.faults.making import NAME, import_entries
from tests.faults.tracking import Death, Trackers, trackers
from tests.telling.receiver import Receiver, receiving
from tracker.archive.repository import open_archive
from tracker.errors import ArchiveBusy

CONFIG = """
repos = "repos"
[audit]
policy = "watch"
[policies.watch.rules.silent-substance]
[policies.watch.rules.note-removed]
[[notify]]
kind = "webhook"
name = "desk"
url = "{url}"
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """An archive, a configuration, somebody who is told, and a way to start audits."""

    folder: Path
    receiver: Receiver
    trackers: Trackers

    @property
    def path(self) -> Path:
        return self.folder / "repos" / NAME

    @property
    def command(self) -> tuple[str, ...]:
        config = str(self.folder / "tracker.toml")
        return ("audit", "--no-sync", "--config", config, "--fail-on", "error")

    def run(self, *, die: Death | None = None) -> int:
        return self.trackers.run(*self.command, die=die)

    def check(self) -> None:
        """One more audit, and everything was told: once in the records, at least once by post."""
        assert self.run() in (0, 1), self.trackers.said
        assert git(self.path, "fsck", "--strict", "--no-dangling", "--no-progress") == ""
        assert git(self.path, "status", "--porcelain") == ""
        counted = told(self.path)
        assert counted == dict.fromkeys(self.wanted(), 1)
        assert ledger_of(self.path).outbox.waiting == ()
        keys: dict[str, set[str]] = {}
        for one in self.receiver.posts:
            keys.setdefault(one.json["run"], set()).add(one.json["key"])
        runs = {record.run for record in records_of(self.path) if record.has_news}
        assert set(keys) == runs
        assert all(len(each) == 1 for each in keys.values())
        check_holds(self.path)

    def wanted(self) -> set[str]:
        """What audits find that nobody kills: judged at once, in a copy."""
        twin = self.folder / "twin"
        shutil.rmtree(twin, ignore_errors=True)
        shutil.copytree(self.path, twin / "repos" / NAME, symlinks=True)
        shutil.copy(self.folder / "tracker.toml", twin)
        git(twin / "repos" / NAME, "update-ref", "-d", "refs/heads/audits")
        command = list(self.command)
        command[3] = str(twin / "tracker.toml")
        number = len(self.receiver.posts)
        self.trackers.run(*command)
        del self.receiver.posts[number:]
        return set(told(twin / "repos" / NAME))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    repos = tmp_path / "repos"
    import_entries(repos, story(1, 4200, 0), story(2, 310, 0), story(1, 6900, 5))
    with receiving() as receiver, trackers(tmp_path) as started:
        (tmp_path / "tracker.toml").write_text(CONFIG.format(url=receiver.url))
        yield Desk(folder=tmp_path, receiver=receiver, trackers=started)


MOMENTS = [
    Death(where="tracker.archive.lock:ArchiveLock.__enter__", after=True),
    Death(where="tracker.audit.auditing:read_ledger", after=True),
    Death(where="tracker.audit.auditing:make_record", after=True),
    Death(where="tracker.archive.stream:ImportStream.commit"),
    Death(where="tracker.archive.stream:ImportStream.commit", after=True),
    Death(where="tracker.archive.stream:ImportStream.finish"),
    Death(where="tracker.archive.stream:ImportStream.finish", after=True),
    Death(where="tracker.audit.auditing:write_audits", after=True),
    Death(where="tracker.audit.sites:audit_archive", after=True),
    Death(where="tracker.cli.audit_command:tell_people"),
    Death(where="tracker.audit.posting:message_of", after=True),
    Death(where="tracker.audit.posting:_sent"),
    Death(where="tracker.audit.posting:_sent", after=True),
    Death(where="tracker.audit.outbox:write_audits"),
    Death(where="tracker.audit.outbox:write_audits", after=True),
]


@pytest.mark.parametrize("death", MOMENTS, ids=str)
def test_killed_at_a_moment_that_matters(desk: Desk, death: Death) -> None:
    assert desk.run(die=death) == -signal.SIGKILL, desk.trackers.said
    more(desk.path, story(2, 640, 8))
    desk.check()
    assert len(told(desk.path)) == 2


def test_killed_after_sending_it_sends_the_same_again(desk: Desk) -> None:
    death = Death(where="tracker.audit.posting:_sent", after=True)
    assert desk.run(die=death) == -signal.SIGKILL
    assert desk.run() in (0, 1)
    first, again = desk.receiver.posts
    assert first.json == again.json


def test_two_at_once(desk: Desk) -> None:
    """One of them audits, or both one after the other; nothing is told twice or lost."""
    program = (sys.executable, "-c", "from tracker.cli import main; main()")
    codes = []
    for number in range(3):
        more(desk.path, story(1, 8000 + number, 10 + number))
        running = [
            subprocess.Popen((*program, *desk.command), stdout=subprocess.PIPE) for _ in range(2)
        ]
        for one in running:
            one.communicate(timeout=120)
            codes.append(one.returncode)
    assert set(codes) <= {0, 1, 3}
    desk.check()


def kill_at_random(desk: Desk, rounds: int, seed: int) -> Counter[int]:
    """Make news and kill an audit, round by round; give how the processes ended."""
    chance = random.Random(seed)
    assert desk.run() in (0, 1)
    more(desk.path, story(2, 650, 9))
    begun = time.monotonic()
    assert desk.run() in (0, 1)
    long = time.monotonic() - begun
    ends: Counter[int] = Counter()
    for number in range(rounds):
        more(desk.path, story(1 + number % 2, 1000 + 7 * number, 10 + number))
        child = desk.trackers.start(*desk.command)
        share = (number + chance.random()) / rounds
        time.sleep(long * (0.2 + 0.8 * share))  # before that, modules are loaded
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        ends[desk.trackers.wait()] += 1
        wait_until_free(desk.path)
    return ends


def wait_until_free(path: Path) -> None:
    """Wait for a child of the killed one: it holds a copy of the lock until it has become git."""
    end = time.monotonic() + 20
    while True:
        try:
            with open_archive(path) as archive, archive.lock():
                return
        except ArchiveBusy:
            if time.monotonic() > end:
                raise
            time.sleep(0.02)


@pytest.mark.parametrize("seed", [1])
def test_killed_at_random_moments(desk: Desk, seed: int) -> None:
    ends = kill_at_random(desk, 10, seed)
    assert ends[-signal.SIGKILL] >= 3
    desk.check()


@pytest.mark.slow
@pytest.mark.parametrize("seed", [10])
def test_killed_at_very_many_moments(desk: Desk, seed: int) -> None:
    ends = kill_at_random(desk, 25, seed)
    assert ends[-signal.SIGKILL] >= 8
    desk.check()
