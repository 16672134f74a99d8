"""Pushing: everything that makes an archive goes, drafts stay, nothing is forced."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.running import Result, Tracker, git
from tracker.archive.pushing import shown_remote
from tracker.playback import PlaybackServer, play, serve
from tracker.playback.newsroom import ACTS, OBSERVATIONS, SITE

Sync = Callable[..., Result]
IDENTITY = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.net")


@pytest.fixture
def server() -> Iterator[PlaybackServer]:
    """The newsroom, in the morning."""
    playback = play(OBSERVATIONS, moment=ACTS[0].moment, site=SITE)
    with serve(playback) as server:
        yield server


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    """A bare repository on a git host."""
    git(tmp_path, "init", "-q", "--bare", "-b", "main", "remote.git")
    return tmp_path / "remote.git"


def archive_of(repos: Path) -> Path:
    (path,) = (one for one in repos.iterdir() if one.is_dir())
    return path


def refs(path: Path) -> dict[str, str]:
    lines = git(path, "for-each-ref", "--format=%(refname) %(objectname)").splitlines()
    return dict(line.split() for line in lines)


@pytest.fixture
def synced(tracker: Tracker, server: PlaybackServer, tmp_path: Path) -> Path:
    """An archive with notes, a branch of audits and drafts."""
    assert tracker("sync", server.url, "--repos", tmp_path / "repos").code == 0
    path = archive_of(tmp_path / "repos")
    git(path, *IDENTITY, "notes", "--ref=tracker", "add", "-f", "-m", "Kind: test", "main")
    git(path, "branch", "audits", "main")
    git(path, "branch", "drafts", "main")
    return path


@pytest.fixture
def sync(tracker: Tracker, server: PlaybackServer, synced: Path) -> Sync:
    def again(*arguments: object) -> Result:
        return tracker("sync", server.url, "--repos", synced.parent, *arguments)

    return again


def test_everything_but_drafts_is_carried(sync: Sync, synced: Path, remote: Path) -> None:
    done = sync("--push", remote)
    assert done.code == 0, done.err
    expected = refs(synced)
    del expected["refs/heads/drafts"]
    assert set(expected) == {
        "refs/heads/main", "refs/heads/audits", "refs/notes/tracker", "refs/tracker/syncs",
    }  # fmt: skip
    assert refs(remote) == expected
    assert f"pushed to {remote}: " in done.err
    assert "pushed" not in done.out


def test_a_clone_of_the_remote_carries_on(
    sync: Sync, tracker: Tracker, synced: Path, remote: Path, tmp_path: Path, server: PlaybackServer
) -> None:
    sync("--push", remote)
    clone = tmp_path / "elsewhere" / synced.name
    git(tmp_path, "clone", "-q", str(remote), str(clone))
    setup = tracker("git-setup", clone).out
    (command,) = (line for line in setup.splitlines() if "fetch" in line)
    subprocess.run(["sh", "-ec", command], check=True, capture_output=True)
    assert refs(clone)["refs/tracker/syncs"] == refs(synced)["refs/tracker/syncs"]
    assert refs(clone)["refs/notes/tracker"] == refs(synced)["refs/notes/tracker"]
    assert tracker("verify", clone).code == 0
    before = git(clone, "rev-parse", "main")
    again = tracker("sync", server.url, "--repos", clone.parent, "--json")
    assert again.code == 0, again.err
    assert git(clone, "rev-parse", "main") == before
    server.at(ACTS[2].moment)
    done = tracker("sync", server.url, "--repos", clone.parent, "--push", "origin")
    assert done.code == 0, done.err
    assert refs(remote)["refs/heads/main"] == refs(clone)["refs/heads/main"] != before.strip()


def test_a_rejected_push_is_said_clearly_and_moves_nothing(
    sync: Sync, remote: Path, tmp_path: Path, server: PlaybackServer
) -> None:
    sync("--push", remote)
    other = tmp_path / "other"
    git(tmp_path, "clone", "-q", str(remote), str(other))
    git(other, *IDENTITY, "commit", "-q", "--allow-empty", "-m", "mine")
    git(other, "push", "-q")
    before = refs(remote)
    server.at(ACTS[2].moment)
    done = sync("--push", remote)
    assert done.code == 3
    assert "edit" in done.out, "what was recorded is said all the same"
    assert f"{remote} did not take main: it holds commits that" in done.err
    assert "Nothing was pushed." in done.err
    assert refs(remote) == before


def test_a_hook_that_declines_is_named(sync: Sync, remote: Path) -> None:
    hook = remote / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    done = sync("--push", remote)
    assert done.code == 3
    assert "pre-receive hook declined" in done.err
    assert refs(remote) == {}


def test_a_remote_that_is_not_there(sync: Sync, tmp_path: Path) -> None:
    done = sync("--push", tmp_path / "nothing")
    assert done.code == 3
    assert "does not appear to be a git repository" in done.err


@pytest.mark.parametrize("remote", ["--mirror", "--force", "ext::sh -c true"])
def test_a_remote_is_never_an_option_or_a_command(sync: Sync, synced: Path, remote: str) -> None:
    before = git(synced, "rev-parse", "main")
    done = sync(f"--push={remote}")
    assert done.code == 3
    assert "The push to" in done.err
    assert git(synced, "rev-parse", "main") == before


def test_a_shallow_clone_is_refused(
    tracker: Tracker, server: PlaybackServer, synced: Path, tmp_path: Path
) -> None:
    clone = tmp_path / "shallow" / synced.name
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{synced}", str(clone))
    done = tracker("sync", server.url, "--repos", clone.parent, "--push", "origin")
    assert done.code == 3
    assert "shallow clone" in done.err


def test_a_relative_folder_is_meant_from_here(
    sync: Sync, synced: Path, remote: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(remote.parent)
    assert sync("--push", "remote.git").code == 0
    assert refs(remote)["refs/heads/main"] == refs(synced)["refs/heads/main"]


def test_no_password_is_shown() -> None:
    assert shown_remote("https://ann:secret@git.example.net/a.git") == (
        "https://git.example.net/a.git"
    )
    assert shown_remote("git@git.example.net:a.git") == "git@git.example.net:a.git"
