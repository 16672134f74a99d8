"""Python, SQLite and git do their work within the filters of the unit."""

from __future__ import annotations

import ctypes.util
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.running import git
from tests.schedule import confined
from tests.schedule.site import AFTER, BEFORE, serve_at, write_answers, write_config
from tests.schedule.test_systemd import SERVICE, tool

BIN = Path(sys.executable).parent


@pytest.fixture(autouse=True)
def tools() -> None:
    tool("systemd-analyze")
    if ctypes.util.find_library("seccomp") is None:
        if os.environ.get("TRACKER_REQUIRE_WORDPRESS") == "1":
            pytest.fail("libseccomp is missing: apt-get install libseccomp2")
        pytest.skip("libseccomp is missing: apt-get install libseccomp2")


def run(*arguments: object, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, confined.__file__, str(SERVICE), *map(str, arguments)],
        cwd=folder, capture_output=True, text=True, timeout=120,
    )  # fmt: skip


def test_audits(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "--bare", "-b", "main", "published.git")
    answers = write_answers(tmp_path)
    more = f'[audit]\npush = "{tmp_path}/published.git"\nmetrics = "tracker.prom"\n'
    with serve_at(answers, BEFORE) as port:
        write_config(tmp_path, port, more)
        first = run(BIN / "tracker", "audit", "--due", folder=tmp_path)
        assert first.returncode == 0, first.stdout + first.stderr
    time.sleep(1.1)  # until the site is due
    with serve_at(answers, AFTER, port):
        second = run(BIN / "tracker", "audit", "--due", folder=tmp_path)
    assert second.returncode == 1, second.stdout + second.stderr
    assert "$6.9 million" in second.stdout
    assert second.stderr == ""
    assert "refs/tracker/syncs" in git(tmp_path / "published.git", "for-each-ref")
    assert run(BIN / "tracker", "log", "--repos", "archives", folder=tmp_path).returncode == 0
    packed = run("git", "-C", f"archives/127.0.0.1_{port}", "gc", "-q", folder=tmp_path)
    assert (packed.returncode, packed.stderr) == (0, "")


def test_names_are_looked_up(tmp_path: Path) -> None:
    """glibc asks by netlink which families there are, and has to do without."""
    code = "import socket; print(socket.getaddrinfo('localhost', 80, type=socket.SOCK_STREAM))"
    done = run(sys.executable, "-c", code, folder=tmp_path)
    assert "127.0.0.1" in done.stdout


@pytest.mark.parametrize(
    "code",
    [
        "import mmap; mmap.mmap(-1, 4096, prot=mmap.PROT_WRITE | mmap.PROT_EXEC)",
        "import socket; socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)",
        "import os; os.chroot('.')",
        "import os; os.chown('.', 0, 0)",
    ],
)
def test_the_filters_hold(code: str, tmp_path: Path) -> None:
    done = run(sys.executable, "-c", code, folder=tmp_path)
    assert "PermissionError" in done.stderr
    assert "Operation not permitted" in done.stderr
