"""The workflow, round after round, each on a machine that knows nothing of the one before."""

from __future__ import annotations

import re
import subprocess
import time
from pathlib import Path

import pytest

from tests.cli.running import git
from tests.cli.test_audit import receiver
from tests.schedule.site import AFTER, BEFORE, serve_at, write_answers, write_config
from tests.schedule.steps import WORKFLOW, Ran, Runner, workflow
from tracker.archive.repository import open_archive
from tracker.cli.app import run

SITE = "127.0.0.1_{}"


class Host:
    """A git host with one repository, and runners that begin with nothing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.rounds = 0
        self.remote = folder / "host" / "desk" / "watch"
        self.remote.mkdir(parents=True)
        git(self.remote, "init", "-q", "--bare", "-b", "main")
        self.checkout = folder / "checkout"
        self.checkout.mkdir()

    def runner(self) -> Runner:
        self.rounds += 1
        folder = self.folder / f"runner-{self.rounds}"
        folder.mkdir()
        server = (self.folder / "host").as_uri()
        return Runner(folder=folder, server=server, repository="desk/watch", home=self.checkout)

    def round(self) -> Ran:
        return self.runner().job()

    def refs(self) -> set[str]:
        return set(git(self.remote, "for-each-ref", "--format=%(refname)").split())


@pytest.fixture
def host(tmp_path: Path) -> Host:
    return Host(tmp_path)


def test_three_rounds(host: Host, tmp_path: Path) -> None:
    answers = write_answers(tmp_path)
    with serve_at(answers, BEFORE) as port:
        write_config(host.checkout, port)
        first = host.round()
    assert set(first.codes.values()) == {0}, first.said
    site = SITE.format(port)
    assert host.refs() == {
        f"refs/heads/archive/{site}/main",
        f"refs/heads/archive/{site}/audits",
        f"refs/tracker/archive/{site}/syncs",
    }
    time.sleep(1.1)  # until the site is due
    with serve_at(answers, AFTER, port):
        second = host.round()
        assert set(second.codes.values()) == {0}, second.said
        assert "::error" in second.said["Audit"]
        assert "silent-substance" in second.said["Audit"]
        assert "$6.9 million" in second.summary
        assert f"refs/notes/archive/{site}/tracker" in host.refs()
        time.sleep(1.1)
        third = host.round()
    assert "silent-substance" not in third.said["Audit"], "a finding is told once"
    assert "$6.9 million" not in third.summary
    log = git(host.remote, "log", "--format=%s", f"archive/{site}/main").splitlines()
    assert log[0] == "Edit post 3: Harbor wall to be rebuilt"
    assert len(log) == 4
    syncs = git(host.remote, "log", "--format=%s", f"refs/tracker/archive/{site}/syncs")
    assert syncs.count("Sync ") == 3
    _is_whole(tmp_path / "runner-3" / "archives", site)


def _is_whole(repos: Path, site: str) -> None:
    assert run(["verify", site, "--repos", str(repos)]) == 0
    assert run(["audit", "verify", site, "--all", "--repos", str(repos)]) == 0
    with open_archive(repos / site) as archive:
        assert archive.repo.bare


def test_a_site_that_is_down_fails_the_run_and_keeps_the_record(host: Host, tmp_path: Path) -> None:
    with serve_at(write_answers(tmp_path), BEFORE) as port:
        write_config(host.checkout, port)
        host.round()
    time.sleep(1.1)
    ran = host.round()
    assert ran.codes["Audit"] == 0, "the step goes on"
    assert ran.codes["Push the archives"] == 0
    assert ran.codes["Say how it ended"] == 3
    assert "could not be synced" in ran.summary
    told = git(host.remote, "log", "-1", "--format=%s", f"archive/{SITE.format(port)}/audits")
    assert told.startswith("Audit: 1 error")


def test_a_site_that_was_never_reached_is_told_of_once(host: Host, tmp_path: Path) -> None:
    """When people were told outlives the machine; so does that it answers at last."""
    answers = write_answers(tmp_path)
    with receiver() as (hook, got):
        with serve_at(answers, BEFORE) as port:
            pass  # a port that is free
        write_config(host.checkout, port)
        with (host.checkout / "tracker.toml").open("a") as file:
            file.write(f'[[notify]]\nkind = "webhook"\nname = "hook"\nurl = "{hook}"\n')
        for _ in range(2):
            ran = host.round()
            assert (ran.codes["Push the archives"], ran.codes["Say how it ended"]) == (0, 3)
        assert host.refs() == {"refs/tracker/unreached"}
        assert len(got) == 1
        with serve_at(answers, BEFORE, port):
            for _ in range(2):
                assert host.round().codes["Say how it ended"] == 0
                time.sleep(1.1)
        assert [len(got), "resolved" in got[-1][1]["subject"]] == [2, True]
    log = git(host.remote, "log", "--format=%an %s", "refs/tracker/unreached").splitlines()
    assert log == ["tracker Sites that were never reached"] * 2
    assert git(host.remote, "show", "refs/tracker/unreached:sites.json").strip() == "{}"


def test_a_wrong_configuration_fails_the_run(host: Host) -> None:
    (host.checkout / "tracker.toml").write_text("[audit]\nfail_onn = 1\n")
    ran = host.round()
    assert ran.codes["Say how it ended"] == 2
    assert "fail_on" in ran.said["Audit"]
    assert host.refs() == set()


def test_drafts_stay_at_home(host: Host, tmp_path: Path) -> None:
    runner = host.runner()
    with serve_at(write_answers(tmp_path), BEFORE) as port:
        write_config(host.checkout, port)
        assert runner.step("Fetch the archives").returncode == 0
        assert runner.step("Audit").returncode == 0
    git(runner.archives / SITE.format(port), "branch", "drafts", "main")
    assert runner.step("Push the archives").returncode == 0
    assert f"refs/heads/archive/{SITE.format(port)}/main" in host.refs()
    assert not [ref for ref in host.refs() if "drafts" in ref]


def test_a_push_that_the_host_refuses_fails_the_run(host: Host, tmp_path: Path) -> None:
    with serve_at(write_answers(tmp_path), BEFORE) as port:
        write_config(host.checkout, port)
        host.round()
        hook = host.remote / "hooks" / "pre-receive"
        hook.parent.mkdir(exist_ok=True)
        hook.write_text("#!/bin/sh\nexit 1\n")
        hook.chmod(0o755)
        time.sleep(1.1)
        ran = host.round()
    assert ran.codes["Push the archives"] == 1


def test_the_token_goes_to_the_host_alone(host: Host, tmp_path: Path) -> None:
    runner = Runner(
        folder=tmp_path, server="https://git.example.net", repository="a/b", home=host.checkout
    )
    environment = runner.environment({"GITHUB_TOKEN": "${{ github.token }}"})
    assert environment["REMOTE"] == "https://git.example.net/a/b"

    def ask(name: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["git", "credential", "fill"], input=f"protocol=https\nhost={name}\n\n",
            env=environment, capture_output=True, text=True, timeout=20,
        )  # fmt: skip

    said = ask("git.example.net").stdout.splitlines()
    assert {"username=x-access-token", "password=t0"} <= set(said)
    assert ask("other.example.net").returncode != 0


def test_what_the_file_promises() -> None:
    found = workflow()
    assert found["permissions"] == {"contents": "write"}
    assert found["concurrency"]["cancel-in-progress"] is False
    (schedule,) = found["on"]["schedule"]
    minutes = [int(minute) for minute in schedule["cron"].split()[0].split(",")]
    assert 0 not in minutes
    assert max(minutes) - min(minutes) < 60
    for step in found["jobs"]["audit"]["steps"]:
        if "uses" in step:
            assert re.fullmatch(r"actions/checkout@[0-9a-f]{40}", step["uses"])
            assert step["with"] == {"persist-credentials": False}
        else:
            assert "github.token" not in step["run"], "secrets come by the environment"
    assert len(WORKFLOW.read_text().splitlines()) < 150
