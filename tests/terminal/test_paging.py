"""The pager, chosen and run as git does it, and colours where a terminal has them."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.cli.running import git
from tests.terminal.test_terminal import PROGRAM, in_terminal


def pager(path: Path, *, seen: Path) -> str:
    """Write a pager that says how it was called, and keeps what it was given."""
    path.write_text(f'#!/bin/sh\necho "paged by {path.name} $* with $LESS $LV"\ncat > {seen}\n')
    path.chmod(0o755)
    return str(path)


@pytest.fixture
def pagers(tmp_path: Path) -> dict[str, str]:
    return {
        name: pager(tmp_path / name, seen=tmp_path / "seen")
        for name in ("ours", "gits", "users", "less")
    }


def test_the_order_is_that_of_git(
    played: Path, pagers: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "gitconfig"
    log = ("log", "-n", "1", "--repos", str(played))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    config.write_text("")
    assert in_terminal(*log, PAGER=pagers["users"]) == (0, "paged by users  with FRX -c\r\n")
    git(tmp_path, "config", "--file", str(config), "core.pager", pagers["gits"])
    assert in_terminal(*log, PAGER=pagers["users"]) == (0, "paged by gits  with FRX -c\r\n")
    _, shown = in_terminal(*log, PAGER=pagers["users"], GIT_PAGER=pagers["ours"])
    assert shown == "paged by ours  with FRX -c\r\n"
    assert "106#3" in (tmp_path / "seen").read_text()


def test_a_shell_runs_what_only_a_shell_can(
    played: Path, pagers: dict[str, str], tmp_path: Path
) -> None:
    wanted = f'LESS=own; export LESS; tr a-z A-Z | "{pagers["users"]}" -x --'
    code, shown = in_terminal("blame", "ferry", "--repos", str(played), PAGER=wanted)
    assert (code, shown) == (0, "paged by users -x -- with own -c\r\n")
    assert "COUNCIL APPROVES FERRY LANDING" in (tmp_path / "seen").read_text()


def test_what_is_set_for_less_stays(played: Path, pagers: dict[str, str]) -> None:
    log = ("log", "--repos", str(played))
    _, shown = in_terminal(*log, PAGER=pagers["users"], LESS="", LV="-a")
    assert shown == "paged by users  with  -a\r\n"


@pytest.mark.parametrize("wanted", ["", "cat", "missing-pager", "missing-pager -R"])
def test_without_a_pager_all_is_shown(played: Path, wanted: str) -> None:
    code, shown = in_terminal("log", "--repos", str(played), GIT_PAGER=wanted)
    assert code == 0
    assert shown.count("\r\n") > 10
    assert "missing" not in shown


def test_topics_go_through_it_too(pagers: dict[str, str], tmp_path: Path) -> None:
    code, shown = in_terminal("help", "moments", PAGER=pagers["less"])
    assert (code, shown) == (0, "paged by less  with FRX -c\r\n")
    assert (tmp_path / "seen").read_text().startswith("NAMING A SITE")


def test_git_is_not_asked_where_nothing_is_paged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing = tmp_path / "git"
    failing.write_text(f"#!/bin/sh\ntouch {tmp_path}/asked\nexit 1\n")
    failing.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.delenv("GIT_PAGER")
    piped = subprocess.run([*PROGRAM, "help", "git"], capture_output=True, check=True)
    assert piped.stdout.startswith(b"AN ARCHIVE")
    assert in_terminal("help", "git", GIT_PAGER="cat")[0] == 0
    assert not (tmp_path / "asked").exists()
    code, shown = in_terminal("help", "git", PAGER="cat")
    assert (code, shown.startswith("AN ARCHIVE")) == (0, True), "git that fails is no obstacle"
    assert (tmp_path / "asked").exists()


def test_a_dumb_terminal_has_no_colours(played: Path) -> None:
    log = ("log", "--repos", str(played))
    assert "\x1b" not in in_terminal(*log, TERM="dumb")[1]
    assert "\x1b[31msilent" in in_terminal("--color", "always", *log, TERM="dumb")[1]
