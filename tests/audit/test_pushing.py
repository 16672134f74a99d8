"""Pushes after audits: bounded in time, told by the next audit, and no reason to be told late."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.audit.keeping import HOUR, NOW, audit, check_holds, ledger_of, policy, watch
from tests.audit.test_sites import one, task
from tests.cli.running import Tracker, git
from tests.cli.test_audit import receiver
from tracker.archive.repository import open_archive
from tracker.audit.pushing import push_sites
from tracker.findings import SiteAudit, SiteStatus


@pytest.fixture
def silent() -> Iterator[str]:
    """A host that takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield f"git://127.0.0.1:{listener.getsockname()[1]}/x"


def push(path: Path, remote: str, timeout: timedelta = timedelta(minutes=1)) -> dict[str, str]:
    """Audit and push."""
    made = task(path, push=remote, timeout=timeout)
    return push_sites([made], [one(path)], parallel=2, now=lambda: NOW)


def test_what_is_pushed(harbour: Path, tmp_path: Path) -> None:
    there = tmp_path / "there.git"
    git(tmp_path, "init", "-q", "--bare", str(there))
    assert push(harbour, str(there)) == {}
    assert git(there, "rev-parse", "audits") == git(harbour, "rev-parse", "audits")
    assert git(there, "rev-parse", "main") == git(harbour, "rev-parse", "main")


def test_a_host_that_says_nothing_is_left(harbour: Path, silent: str) -> None:
    begun = time.monotonic()
    (reason,) = push(harbour, silent, timedelta(seconds=0.5)).values()
    assert time.monotonic() - begun < 10
    assert "did not end within 0.5 s" in reason
    assert ledger_of(harbour).outbox.unpushed == reason
    assert one(harbour).status is SiteStatus.AUDITED


def test_a_failure_is_a_finding_told_daily_and_resolved_when_it_works(
    harbour: Path, tmp_path: Path
) -> None:
    there, by = tmp_path / "there.git", policy(rules={"push-failed": {}})
    audit(harbour, by=by)
    (reason,) = push(harbour, str(there)).values()
    assert "there.git" in reason
    before = ledger_of(harbour).commit
    found = audit(harbour, NOW + HOUR, by=by)
    assert found.rules == ["push-failed"]
    assert "there.git" in found.record.new[0].words
    assert audit(harbour, NOW + 2 * HOUR, by=by).rules == []
    daily = audit(harbour, NOW + 26 * HOUR, by=by)
    assert [each.rule for each in daily.record.reminded] == ["push-failed"]
    assert before != daily.commit
    git(tmp_path, "init", "-q", "--bare", str(there))
    made = task(harbour, push=str(there))
    asked = SiteAudit(site=harbour.name, status=SiteStatus.AUDITED, record=daily.record)
    assert push_sites([made], [asked], parallel=2, now=lambda: NOW + 27 * HOUR) == {}
    over = audit(harbour, NOW + 28 * HOUR, by=by)
    assert [each.finding.rule for each in over.record.resolved] == ["push-failed"]
    check_holds(harbour)


def test_the_same_failure_is_noted_once(harbour: Path, tmp_path: Path) -> None:
    audit(harbour, by=watch())
    made, found = task(harbour, push=str(tmp_path / "nowhere.git")), one(harbour)
    noted = []
    for _ in range(2):
        assert push_sites([made], [found], parallel=1, now=lambda: NOW)
        noted.append(ledger_of(harbour).commit)
    assert noted[0] == noted[1]


def test_an_archive_that_is_locked_is_pushed_and_noted_later(harbour: Path, tmp_path: Path) -> None:
    made, found = task(harbour, push=str(tmp_path / "nowhere.git")), one(harbour)
    with open_archive(harbour) as archive, archive.lock():
        (reason,) = push_sites([made], [found], parallel=1, now=lambda: NOW).values()
    assert "nowhere.git" in reason
    assert ledger_of(harbour).outbox.unpushed == ""


def test_people_are_told_before_the_push(
    tracker: Tracker, harbour: Path, tmp_path: Path, silent: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with receiver() as (hook, got):
        Path("tracker.toml").write_text(
            f'[audit]\ntimeout = "1s"\nmetrics = "t.prom"\npush = "{silent}"\n'
            f'[[sites]]\nname = "{harbour.name}"\nurl = "http://harbour.example/"\n'
            f'[[notify]]\nkind = "webhook"\nname = "hook"\nurl = "{hook}"\n'
        )
        begun = time.monotonic()
        done = tracker("audit", "--no-sync", "--format", "json")
        assert time.monotonic() - begun < 15
        assert len(got) == 1
        again = tracker("audit", "--no-sync", "--format", "json")
        assert "push-failed" in json.dumps(got[1])
    assert (done.code, again.code) == (3, 3)
    assert done.err.startswith(f"tracker: {harbour.name}: The push to git://127.0.0.1")
    (site,) = json.loads(done.out)["sites"]
    assert site["status"] == "audited"
    assert f'could_not_audit{{site="{harbour.name}"}} 0' in Path("t.prom").read_text()
