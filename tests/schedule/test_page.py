"""Every command of docs/schedules.md that can be run without a machine of one's own is run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.cli.running import git
from tests.schedule.site import BEFORE, serve_at, write_answers, write_config
from tests.schedule.steps import FILES, Runner
from tests.schedule.test_systemd import call, tool
from tracker.cli.app import run
from tracker.config import load_config

ROOT = FILES.parents[1]
PAGE = (ROOT / "docs" / "schedules.md").read_text(encoding="utf-8")
BLOCKS = dict(re.findall(r"^```sh ?(\w*)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))


def shell(script: str, folder: Path, *, path: Path | None = None, stdin: str = "") -> str:
    tools = f"{path}:" if path else ""
    done = subprocess.run(
        ["sh", "-euc", script], cwd=folder, input=stdin,
        capture_output=True, text=True, timeout=120,
        env={**os.environ, "PATH": f"{tools}{Path(sys.executable).parent}:{os.environ['PATH']}"},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def below(script: str, root: Path) -> str:
    """Let a script work below another root."""
    script = script.replace("systemd-sysusers\n", f"systemd-sysusers --root={root}\n")
    return re.sub(r"(?<=[ :])/(?=etc/|var/)", f"{root}/", script)


def stand_ins(folder: Path, *names: str) -> Path:
    """Make commands that only write down how they were called."""
    folder.mkdir()
    for name in names:
        (folder / name).write_text(f'#!/bin/sh\necho "{name} $*"\n')
        (folder / name).chmod(0o755)
    return folder


def test_every_block_is_run_here() -> None:
    assert set(BLOCKS) == {"", "install", "secrets", "remove", "crontab", "archive"}
    assert PAGE.count("```sh") == len(BLOCKS)


def test_by_hand(tmp_path: Path) -> None:
    with serve_at(write_answers(tmp_path), BEFORE) as port:
        write_config(tmp_path, port)
        said = shell(BLOCKS[""], tmp_path)
    assert f"Nothing new on 127.0.0.1_{port}." in said


@pytest.mark.skipif(os.geteuid() != 0, reason="installing is for root")
def test_installed_and_removed(tmp_path: Path) -> None:
    tool("systemd-sysusers")
    root = tmp_path / "root"
    home = root / "var" / "lib" / "tracker"
    home.mkdir(parents=True)
    (tmp_path / "tracker.toml").write_text("")
    (tmp_path / "scripts").symlink_to(ROOT / "scripts")
    shell(below(BLOCKS["install"], root), tmp_path)
    shell(below(BLOCKS["secrets"], root), tmp_path, stdin="https://chat.example.org/hook\n")
    secret = root / "etc/tracker/credentials/desk"
    assert (secret.stat().st_mode & 0o777, secret.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    command = root / "opt/tracker/bin/tracker"
    command.parent.mkdir(parents=True)
    command.write_text("#!/bin/sh\n")
    command.chmod(0o755)
    names = ("tracker-audit.service", "tracker-audit.timer")
    done = call(tool("systemd-analyze"), "verify", f"--root={root}", "--man=no",
                "--recursive-errors=no", *names)  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert "tracker:" in (root / "etc/passwd").read_text()
    tools = stand_ins(tmp_path / "tools", "systemctl", "userdel")
    said = shell(below(BLOCKS["remove"], root), tmp_path, path=tools)
    assert said.splitlines()[-1] == "userdel tracker"
    left = [str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()]
    assert not [name for name in left if "tracker" in name and not name.startswith("opt/")]


def test_the_crontab_is_put_in(tmp_path: Path) -> None:
    tools = stand_ins(tmp_path / "tools", "crontab")
    said = shell(BLOCKS["crontab"], ROOT, path=tools)
    assert said == "crontab -u tracker scripts/schedule/crontab\n"


def test_an_archive_of_the_workflow_on_another_machine(tmp_path: Path) -> None:
    host = tmp_path / "host" / "desk" / "watch"
    host.mkdir(parents=True)
    git(host, "init", "-q", "--bare", "-b", "main")
    clone, machine = tmp_path / "clone", tmp_path / "machine"
    machine.mkdir()
    git(tmp_path, "clone", "-q", str(host), "clone")
    with serve_at(write_answers(tmp_path), BEFORE) as port:
        write_config(clone, port)
        server = (tmp_path / "host").as_uri()
        Runner(folder=machine, server=server, repository="desk/watch", home=clone).job()
        shell(BLOCKS["archive"].replace("SITE", f"127.0.0.1_{port}"), clone)
    archive = tmp_path / f"127.0.0.1_{port}"
    assert "Two lanes." in (archive / "posts/00/00/04/text.md").read_text()
    assert git(archive, "status", "--porcelain") == ""
    assert run(["verify", str(archive)]) == 0
    assert run(["audit", "verify", archive.name, "--repos", str(tmp_path)]) == 0


def test_what_the_page_says_for_tracker_toml(tmp_path: Path) -> None:
    for block in re.findall(r"^```toml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL):
        assert tomllib.loads(block)
        (tmp_path / "tracker.toml").write_text(block)
        assert load_config(tmp_path / "tracker.toml", start=tmp_path) is not None


def test_files_that_the_page_names_are_there() -> None:
    for name in re.findall(r"scripts/schedule/[\w./-]+[\w]", PAGE):
        assert (ROOT / name).exists(), name
    links = re.findall(r"\]\((\w+\.md)\)", PAGE)
    assert links
    assert all((ROOT / "docs" / link).exists() for link in links)
