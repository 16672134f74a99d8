"""The units are right by the judgement of systemd itself."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.schedule.steps import FILES

UNITS = FILES / "systemd"
SERVICE = UNITS / "tracker-audit.service"
LINE = "apt-get install --no-install-recommends systemd"


def tool(name: str) -> str:
    """Find a tool of systemd; without it tests are skipped, and fail where all is required."""
    found = shutil.which(name)
    if found is None:
        if os.environ.get("TRACKER_REQUIRE_WORDPRESS") == "1":
            pytest.fail(f"{name} is missing: {LINE}")
        pytest.skip(f"{name} is missing: {LINE}")
    return found


def call(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(one) for one in arguments], capture_output=True, text=True, timeout=60
    )


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A root directory with the units, and a command where they look for it."""
    units = tmp_path / "etc" / "systemd" / "system"
    units.mkdir(parents=True)
    for path in UNITS.glob("tracker-audit.*"):
        shutil.copy(path, units)
    command = tmp_path / "opt" / "tracker" / "bin" / "tracker"
    command.parent.mkdir(parents=True)
    command.write_text("#!/bin/sh\n")
    command.chmod(0o755)
    return tmp_path


def verify(root: Path) -> subprocess.CompletedProcess[str]:
    return call(
        tool("systemd-analyze"), "verify", f"--root={root}", "--man=no", "--recursive-errors=no",
        "tracker-audit.service", "tracker-audit.timer",
    )  # fmt: skip


def test_verify(root: Path) -> None:
    done = verify(root)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_verify_would_see_a_mistake(root: Path) -> None:
    unit = root / "etc" / "systemd" / "system" / "tracker-audit.service"
    unit.write_text(unit.read_text().replace("ProtectHome=yes", "ProtectHoome=yes"))
    assert "ProtectHoome" in verify(root).stderr


def test_security(root: Path) -> None:
    done = call(
        tool("systemd-analyze"), "security", "--offline=true", f"--root={root}", "--no-pager",
        "--threshold=15", "tracker-audit.service",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    exposure = re.search(r"exposure level for \S+: ([\d.]+)", done.stdout)
    assert exposure is not None
    assert float(exposure[1]) <= 1.5


def test_the_timer_calls_every_quarter(root: Path) -> None:
    text = (root / "etc/systemd/system/tracker-audit.timer").read_text()
    (when,) = re.findall(r"^OnCalendar=(.*)$", text, re.MULTILINE)
    done = call(tool("systemd-analyze"), "calendar", "--iterations=4", when)
    minutes = {int(one) for one in re.findall(r" \d\d:(\d\d):00 UTC", done.stdout)}
    assert minutes == {0, 15, 30, 45}, done.stdout


def test_the_user_is_made(tmp_path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can make users, even below another root")
    target = tmp_path / "etc" / "sysusers.d" / "tracker.conf"
    target.parent.mkdir(parents=True)
    shutil.copy(UNITS / "tracker.sysusers", target)
    done = call(tool("systemd-sysusers"), f"--root={tmp_path}")
    assert done.returncode == 0, done.stderr
    name, _, uid, *_, home, shell = (tmp_path / "etc/passwd").read_text().strip().split(":")
    assert (name, home) == ("tracker", "/var/lib/tracker")
    assert shell.endswith("nologin")
    assert 0 < int(uid) < 1000


def test_findings_are_no_failure() -> None:
    assert "\nSuccessExitStatus=1\n" in SERVICE.read_text()
