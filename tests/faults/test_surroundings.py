"""Two writers, a full disk, a folder that cannot be written, no git."""

from __future__ import annotations

import ctypes
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.faults.making import (
    NAME,
    check_whole,
    git,
    hour,
    import_entries,
    item,
    seen,
    small_history,
    write_lines,
)
from tests.faults.playing import LOGIN, Watched, newspaper, watched
from tests.faults.tracking import ROOT, trackers

TRACKER = "import sys; from tracker.cli.app import run; sys.exit(run(sys.argv[1:]))"


def tracker(
    *arguments: str, before: Callable[[], None] | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the command line; `before` is called in its process."""
    return subprocess.run(
        [sys.executable, "-c", TRACKER, *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", **environment},
        check=False,
        preexec_fn=before,
    )


def check_failed(done: subprocess.CompletedProcess[str], *words: str) -> None:
    """One clear sentence and exit code 3."""
    assert done.returncode == 3, (done.stdout, done.stderr)
    assert done.stdout == ""
    assert done.stderr.startswith("tracker: ")
    assert done.stderr.count("\n") == 1
    for word in words:
        assert word in done.stderr


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Watched]:
    with watched(newspaper(40, revisions=2), tmp_path / "repos") as site:
        yield site


def test_of_two_syncs_at_once_one_works(site: Watched, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    site.server.latency = 30
    password = {"TRACKER_PASSWORD": LOGIN.password}
    with trackers(tmp_path / "a", **password) as one, trackers(tmp_path / "b", **password) as two:
        one.start(*site.arguments())
        two.start(*site.arguments())
        results = {one.wait(): one.said, two.wait(): two.said}
    assert set(results) == {0, 3}
    assert "is writing to" in results[3]
    assert results[3].count("\n") == 1
    assert len(site.states()) == 80
    check_whole(site.path)
    assert git(site.path, "status", "--porcelain") == ""


def test_a_file_may_not_grow_any_more(site: Watched) -> None:
    """`ulimit -f`, at sizes that meet the journal, git's pack, or neither."""
    wanted = None
    password = {"TRACKER_PASSWORD": LOGIN.password}
    failed = 0
    for limit in (0, 4_000, 20_000, 60_000):
        bound = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (limit, limit))
        done = tracker(*site.arguments(), before=bound, **password)
        if done.returncode:
            failed += 1
            check_failed(done)
        if site.path.exists():
            assert git(site.path, "fsck", "--strict", "--no-dangling", "--no-progress") == ""
    assert failed >= 2
    done = tracker(*site.arguments(), **password)
    assert done.returncode == 0, done.stderr
    wanted = site.states()
    assert len(wanted) == 80
    assert len({state for state, _ in wanted}) == 80
    check_whole(site.path)
    assert git(site.path, "status", "--porcelain") == ""


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 2 MB, where this may be made."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)]
    done = subprocess.run(command, capture_output=True, timeout=10, check=False)
    if done.returncode:
        pytest.skip("a small disk cannot be mounted here")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "-l", str(disk)], timeout=10, check=True)


def leave(disk: Path, free: int) -> None:
    """Leave so many bytes free, and no more."""
    filler = disk / "filler"
    filler.unlink(missing_ok=True)
    told = os.statvfs(disk)
    filler.write_bytes(bytes(told.f_bavail * told.f_bsize - free))


def test_a_full_disk(small_disk: Path, tmp_path: Path) -> None:
    """An import that does not fit, and the same again when there is room."""
    repos = small_disk / "repos"
    import_entries(repos, *small_history(3, 1))
    answers = write_lines(
        tmp_path / "more.jsonl",
        [seen(hour(5), item(n, os.urandom(3000).hex())) for n in range(1, 200)],
    )
    command = ("import", "http://harbour.example/", str(answers), "--repos", str(repos))
    before = git(repos / NAME, "for-each-ref")
    leave(small_disk, 200_000)
    check_failed(tracker(*command), "git could not write", "Check the free space")
    assert git(repos / NAME, "for-each-ref") == before
    assert git(repos / NAME, "fsck", "--strict", "--no-dangling", "--no-progress") == ""
    leave(small_disk, 1_300_000)
    check_failed(tracker(*command), "Everything is recorded, but the files")
    assert git(repos / NAME, "fsck", "--strict", "--no-dangling", "--no-progress") == ""
    subprocess.run(["mount", "-o", "remount,size=40m", str(small_disk)], timeout=10, check=True)
    done = tracker(*command)
    assert done.returncode == 0, done.stderr
    assert len(git(repos / NAME, "rev-list", "main").split()) == 1 + 3 + 3 + 196
    check_whole(repos / NAME)
    assert git(repos / NAME, "status", "--porcelain") == ""


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    repos = tmp_path / "repos"
    import_entries(repos, *small_history(3, 1))
    answers = write_lines(tmp_path / "more.jsonl", [seen(hour(5), item(1, "Edited."))])
    before = git(repos / NAME, "for-each-ref")
    for path in (repos / NAME, *(repos / NAME).rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    command = ("import", "http://harbour.example/", str(answers), "--repos", str(repos))
    try:
        done = tracker(*command, before=without_override)
        if done.returncode == 77:
            pytest.skip("root cannot give up its rights here")
        check_failed(done, str(repos / NAME))
    finally:
        for path in (repos / NAME, *(repos / NAME).rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
    assert git(repos / NAME, "for-each-ref") == before
    assert tracker(*command).returncode == 0


def without_override() -> None:
    """Give up the right of root to write what is not to be written (CAP_DAC_OVERRIDE)."""
    drop_from_bounds, override = 24, 1
    if os.getuid() == 0 and ctypes.CDLL(None).prctl(drop_from_bounds, override, 0, 0, 0):
        os._exit(77)


def test_without_git(tmp_path: Path) -> None:
    answers = write_lines(tmp_path / "a.jsonl", small_history(1, 1))
    for command in (
        ("import", "http://harbour.example/", str(answers), "--repos", str(tmp_path / "repos")),
        ("sync", "http://127.0.0.1:9/", "--repos", str(tmp_path / "repos")),
        ("status", "--repos", str(tmp_path)),
    ):
        check_failed(tracker(*command, PATH=str(tmp_path)), "git was not found", "install")
    assert not (tmp_path / "repos").exists()


def test_a_git_that_fails_is_no_empty_archive(tmp_path: Path) -> None:
    """A ref that cannot be read must not be taken for a repository without commits."""
    repos = tmp_path / "repos"
    import_entries(repos, *small_history(3, 1))
    tip = git(repos / NAME, "rev-parse", "main").strip()
    objects = repos / NAME / ".git" / "objects"
    shutil.move(str(objects), str(tmp_path / "objects"))
    (objects / "info").mkdir(parents=True)
    (objects / "pack").mkdir()
    answers = write_lines(tmp_path / "more.jsonl", [seen(hour(5), item(1, "Edited."))])
    command = ("import", "http://harbour.example/", str(answers), "--repos", str(repos))
    check_failed(tracker(*command), str(repos / NAME))
    shutil.rmtree(objects)
    shutil.move(str(tmp_path / "objects"), str(objects))
    assert git(repos / NAME, "rev-parse", "main").strip() == tip
    assert tracker(*command).returncode == 0


def test_what_is_no_archive_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "repos" / NAME
    path.mkdir(parents=True)
    (path / "letters.txt").write_text("Mine\n", encoding="utf-8")
    answers = write_lines(tmp_path / "a.jsonl", small_history(1, 1))
    command = ("import", "http://harbour.example/", str(answers), "--repos", str(path.parent))
    check_failed(tracker(*command), str(path), "not empty")
    assert os.listdir(path) == ["letters.txt"]
    assert os.listdir(path.parent) == [NAME]


def test_an_empty_folder_becomes_the_archive(tmp_path: Path) -> None:
    (tmp_path / "repos" / NAME).mkdir(parents=True)
    assert import_entries(tmp_path / "repos", *small_history(1, 1)).states == 1
    assert os.listdir(tmp_path / "repos") == [NAME]


def test_a_shallow_clone_is_refused(tmp_path: Path) -> None:
    import_entries(tmp_path / "whole", *small_history(2, 2))
    (tmp_path / "repos").mkdir()
    source, target = tmp_path / "whole" / NAME, tmp_path / "repos" / NAME
    subprocess.run(
        ["git", "clone", "-q", "--depth", "1", f"file://{source}", str(target)],
        timeout=20, check=True, capture_output=True,
    )  # fmt: skip
    answers = write_lines(tmp_path / "a.jsonl", small_history(1, 1))
    command = ("import", "http://harbour.example/", str(answers), "--repos", str(target.parent))
    check_failed(tracker(*command), "shallow", "--unshallow")
