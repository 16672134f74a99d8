"""The lines of the crontab, run as cron runs them: `sh -c`, hardly any environment."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.schedule.site import AFTER, BEFORE, serve_at, write_answers, write_config
from tests.schedule.steps import FILES

TEXT = (FILES / "crontab").read_text(encoding="utf-8")
LINES = re.findall(r"^#?((?:\S+ ){5})(cd .*)$", TEXT, re.MULTILINE)
MAILS, TELLS = (command for _, command in LINES)


def cron(command: str, folder: Path) -> str:
    """Give what cron would mail."""
    ready = command.replace("/var/lib/tracker", str(folder))
    ready = ready.replace("/etc/tracker/tracker.toml", str(folder / "tracker.toml"))
    done = subprocess.run(
        ["/bin/sh", "-c", ready], cwd="/", capture_output=True, text=True, timeout=120,
        env={
            "PATH": f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin",
            "HOME": str(folder), "LOGNAME": "tracker", "SHELL": "/bin/sh",
            "no_proxy": "127.0.0.1",
        },
    )  # fmt: skip
    assert done.returncode == 0
    return done.stdout + done.stderr


def test_mail_comes_only_for_what_is_found(tmp_path: Path) -> None:
    answers = write_answers(tmp_path)
    with serve_at(answers, BEFORE) as port:
        write_config(tmp_path, port)
        assert cron(MAILS, tmp_path) == ""
    assert "Nothing new" in (tmp_path / "audit.txt").read_text()
    time.sleep(1.1)  # until the site is due
    with serve_at(answers, AFTER, port):
        mail = cron(MAILS, tmp_path)
        assert "$6.9 million" in mail
        assert mail == (tmp_path / "audit.txt").read_text()
        time.sleep(1.1)
        assert cron(MAILS, tmp_path) == "", "a finding is told once"
    time.sleep(1.1)
    assert "could not be synced" in cron(MAILS, tmp_path)


def test_findings_can_be_left_to_the_channels(tmp_path: Path) -> None:
    answers = write_answers(tmp_path)
    with serve_at(answers, BEFORE) as port:
        write_config(tmp_path, port)
        assert cron(TELLS, tmp_path) == ""
    time.sleep(1.1)
    with serve_at(answers, AFTER, port):
        assert cron(TELLS, tmp_path) == ""
    assert "$6.9 million" in (tmp_path / "audit.txt").read_text()
    (tmp_path / "tracker.toml").write_text("[audit]\nfail_onn = 1\n")
    assert "fail_on" in cron(TELLS, tmp_path)


@pytest.mark.parametrize(("when", "command"), LINES)
def test_the_lines_are_as_cron_wants_them(when: str, command: str) -> None:
    minutes, *rest = when.split()
    assert [int(one) for one in minutes.split(",")] == [4, 19, 34, 49]
    assert rest == ["*"] * 4
    assert "%" not in command, "cron takes it for the end of the line"
    assert TEXT.endswith("\n"), "cron leaves out a last line that does not end"


def test_variables_are_set_before_the_lines() -> None:
    active = [line for line in TEXT.splitlines() if line and not line.startswith("#")]
    assert [line.partition("=")[0] for line in active[:2]] == ["PATH", "MAILTO"]
    assert len(active) == 3
