"""Clones, rewritten histories, clocks and zones: each finding is still told once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from tests.audit.conftest import Played
from tests.audit.keeping import (
    HOUR,
    NOW,
    audit,
    check_holds,
    more,
    policy,
    story,
    told,
    verified,
    watch,
)
from tests.cli.running import git
from tests.faults.making import NAME
from tracker.findings import Inputs


def test_a_clone_carries_on(harbour: Path, tmp_path: Path) -> None:
    first = audit(harbour)
    clone = tmp_path / "elsewhere" / "copy"
    git(tmp_path, "clone", "--quiet", str(harbour), str(clone))
    assert git(clone, "for-each-ref", "refs/heads/audits") == ""
    later = audit(clone, NOW + HOUR)
    assert later.new == ["no-sync-for"] or later.new == []
    assert git(clone, "rev-parse", "audits~1").strip() == first.commit
    assert not {one.id for one in later.record.new} & {one.id for one in first.record.new}


def test_ids_are_the_same_in_every_clone(harbour: Path, tmp_path: Path) -> None:
    clone = tmp_path / "elsewhere" / "copy"
    git(tmp_path, "clone", "--quiet", str(harbour), str(clone))
    here, there = audit(harbour), audit(clone)
    assert [one.id for one in here.record.new] == [one.id for one in there.record.new]


def test_what_a_clone_lacks_is_said(harbour: Path, tmp_path: Path) -> None:
    audit(harbour)
    clone = tmp_path / "elsewhere" / NAME
    git(tmp_path, "clone", "--quiet", "--no-local", str(harbour), str(clone))
    (one,) = verified(clone)
    assert "refs/tracker/*" in one.problem
    git(clone, "fetch", "--quiet", "origin", "refs/tracker/*:refs/tracker/*")
    check_holds(clone)


def test_a_clone_that_only_fetched_tells_nothing_twice(harbour: Path, tmp_path: Path) -> None:
    """Its main is behind what was audited; when it catches up, that is not new."""
    clone = tmp_path / "elsewhere" / NAME
    git(tmp_path, "clone", "--quiet", str(harbour), str(clone))
    more(harbour, story(2, 640, 8))
    audit(harbour, by=watch())
    git(clone, "fetch", "--quiet", "origin", "+refs/heads/*:refs/remotes/origin/*",
        "refs/tracker/*:refs/tracker/*")  # fmt: skip
    behind = audit(clone, NOW + HOUR, by=watch())
    assert behind.new == []
    assert behind.record.audited.main == behind.record.base.main
    git(clone, "merge", "--quiet", "--ff-only", "origin/main")
    assert audit(clone, NOW + 2 * HOUR, by=watch()).new == []
    assert max(told(clone).values()) == 1
    check_holds(clone)


def rewrite(path: Path, *, purge: bool) -> None:
    """Give every commit of main another id, as a rewriting elsewhere does."""
    git(path, "-c", "user.name=x", "-c", "user.email=x@example.org", "filter-branch", "-f",
        "--env-filter", "export GIT_AUTHOR_NAME=Other", "main")  # fmt: skip
    git(path, "update-ref", "-d", "refs/original/refs/heads/main")
    git(path, "reset", "--quiet", "--hard", "main")
    if purge:
        git(path, "reflog", "expire", "--expire=now", "--all")
        git(path, "gc", "--quiet", "--prune=now")


@pytest.mark.parametrize("purge", [False, True])
def test_a_history_that_was_rewritten(
    harbour: Path, purge: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FILTER_BRANCH_SQUELCH_WARNING", "1")
    first = audit(harbour, by=watch())
    assert first.rules == ["silent-substance"]
    rewrite(harbour, purge=purge)
    more(harbour, story(2, 640, 8))
    later = audit(harbour, NOW + HOUR, by=watch())
    assert [one.post for one in later.record.new] == ["posts/2"]
    assert later.record.resolved == ()
    assert max(told(harbour).values()) == 1


def test_a_commit_of_the_future(harbour: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All later commits have its time, too; with the base gone, the time alone would lose them."""
    more(harbour, story(2, 640, 24 * 400))
    audit(harbour, by=watch())
    monkeypatch.setenv("FILTER_BRANCH_SQUELCH_WARNING", "1")
    rewrite(harbour, purge=True)
    more(harbour, story(1, 7100, 24 * 399))
    later = audit(harbour, NOW + HOUR, by=watch())
    assert [one.post for one in later.record.new] == ["posts/1"]
    assert max(told(harbour).values()) == 1


def test_the_clock_was_set_back(harbour: Path) -> None:
    audit(harbour, NOW, by=watch())
    more(harbour, story(2, 640, 8))
    earlier = audit(harbour, NOW - timedelta(days=30), by=watch())
    assert [one.post for one in earlier.record.new] == ["posts/2"]
    more(harbour, story(2, 310, 9))
    last = audit(harbour, NOW - timedelta(days=29), by=watch())
    assert [one.finding.post for one in last.record.resolved] == ["posts/2"]
    assert max(told(harbour).values()) == 1
    times = git(harbour, "log", "--format=%ct", "audits").split()
    assert times == sorted(times, reverse=True)
    check_holds(harbour)


def test_a_reminder_after_the_clock_was_set_back(harbour: Path) -> None:
    broken = Inputs(sync="The site answered 500.")
    by = policy(rules={"sync-failed": {}})
    ahead = NOW + timedelta(days=3650)
    assert audit(harbour, ahead, by=by, inputs=broken).rules == ["sync-failed"]
    assert audit(harbour, NOW, by=by, inputs=broken).record.reminded == ()
    again = audit(harbour, NOW + 25 * HOUR, by=by, inputs=broken)
    assert [one.rule for one in again.record.reminded] == ["sync-failed"]
    check_holds(harbour)


ELSEWHERE = """
import sys, json
from pathlib import Path
from tests.audit.keeping import audit
import msgspec
kept = audit(Path(sys.argv[1]))
print(msgspec.json.encode(kept.record).decode())
"""


def test_the_time_zone_of_the_machine(newsroom: Played, tmp_path: Path) -> None:
    """The same record, to the byte, in every zone, and after a change of it."""
    git(newsroom.path, "update-ref", "-d", "refs/heads/audits")
    said = []
    for zone in ("UTC", "Pacific/Kiritimati", "America/Adak"):
        path = tmp_path / zone.replace("/", "-") / newsroom.path.name
        shutil.copytree(newsroom.path, path, symlinks=True)
        done = subprocess.run(
            [sys.executable, "-c", ELSEWHERE, str(path)], check=True, capture_output=True,
            text=True, env={**os.environ, "TZ": zone}, cwd=Path(__file__).parents[2],
        )  # fmt: skip
        said.append(done.stdout)
        assert (
            git(path, "log", "-1", "--format=%ad %cd", "--date=raw", "audits").count("+0000") == 2
        )
    assert '"rule":"silent-substance"' in said[0]
    assert said[1] == said[0]
    assert said[2] == said[0]


def test_what_is_kept_depends_on_nothing_else(harbour: Path, tmp_path: Path) -> None:
    """Two machines with the same archive write the same commit."""
    more(harbour, story(2, 640, 8))
    twin = tmp_path / "twin" / NAME
    shutil.copytree(harbour, twin, symlinks=True)
    assert audit(harbour).commit == audit(twin).commit
