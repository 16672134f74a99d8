"""An audit on a disk that is full: nothing is half there, and all is told once there is room."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.audit.keeping import check_holds, more, story, told
from tests.cli.running import git
from tests.cli.test_audit import receiver
from tests.faults.making import NAME, import_entries
from tests.faults.test_surroundings import leave, small_disk, tracker

__all__ = ["small_disk"]  # a fixture


@pytest.mark.parametrize("free", [0, 16_384])
def test_an_audit_on_a_full_disk(small_disk: Path, free: int) -> None:
    repos = small_disk / "repos"
    import_entries(repos, story(1, 4200, 0), story(2, 310, 0), story(1, 6900, 5))
    with receiver() as (hook, got):
        channel = f'[[notify]]\nkind = "webhook"\nname = "hook"\nurl = "{hook}"\n'
        site = f'[[sites]]\nname = "{NAME}"\nurl = "http://harbour.example/"\n'
        lost = '[[sites]]\nname = "lost"\nurl = "http://lost.example/"\n'
        config = small_disk / "tracker.toml"
        config.write_text(f'[audit]\nmetrics = "t.prom"\n{site}{lost}{channel}')
        command = ("audit", "--no-sync", "--format", "json", "--config", str(config))
        assert tracker(*command).returncode == 3, "of the lost one there is no archive"
        more(repos / NAME, story(1, 7300, 9))
        before = git(repos / NAME, "rev-parse", "audits")
        leave(small_disk, free)
        done = tracker(*command)
        assert done.returncode == 3, (done.stdout, done.stderr)
        assert "Traceback" not in done.stderr
        found = {one["site"]: one for one in json.loads(done.stdout)["sites"]}[NAME]
        if found["status"] == "failed":
            assert "free space" in found["error"] or "No space" in found["error"], found["error"]
            assert git(repos / NAME, "rev-parse", "audits") == before
        else:
            assert free, "there was no room for a record"
        assert git(repos / NAME, "fsck", "--strict", "--no-dangling", "--no-progress") == ""
        (small_disk / "filler").unlink()
        assert tracker(*command).returncode == 3
    assert set(told(repos / NAME).values()) == {1}
    assert sum("silent-substance" in subject for subject in told(repos / NAME)) == 2
    assert "7300" in json.dumps([body for _, body in got])
    check_holds(repos / NAME)
