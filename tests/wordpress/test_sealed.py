"""What tests/conftest.py promises: no network, no git of the user's, no silent skipping."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.conftest import NetworkUsed

ROOT = Path(__file__).resolve().parent.parent.parent


def test_the_network_is_out_of_reach() -> None:
    with socket.socket() as outside, pytest.raises(NetworkUsed, match=r"192\.0\.2\.1"):
        outside.connect(("192.0.2.1", 80))
    with socket.socket() as outside, pytest.raises(NetworkUsed, match=r"192\.0\.2\.1"):
        outside.connect_ex(("192.0.2.1", 80))
    with pytest.raises(NetworkUsed, match=r"example\.org"):
        socket.getaddrinfo("example.org", 80)


def test_processes_are_led_to_a_proxy_that_is_not_there() -> None:
    proxies = urllib.request.getproxies_environment()
    assert proxies["https"] == proxies["http"] == "http://127.0.0.1:9"
    assert urllib.request.proxy_bypass("127.0.0.1")


def test_loopback_can_be_reached() -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        with socket.create_connection(("localhost", server.getsockname()[1]), timeout=5) as client:
            assert client.getpeername() == server.getsockname()


def test_git_has_no_configuration_and_no_identity_of_the_user() -> None:
    told = subprocess.run(
        ["git", "config", "--list", "--show-origin"], cwd="/", capture_output=True, text=True
    )
    assert told.stdout == ""
    assert not {name for name in os.environ if name.startswith(("GIT_AUTHOR", "GIT_COMMITTER"))}


@pytest.mark.parametrize("required", ["0", "1"])
def test_without_php_a_run_says_what_could_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, required: str
) -> None:
    (tmp_path / "git").symlink_to(shutil.which("git") or "git")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("TRACKER_REQUIRE_WORDPRESS", required)
    chosen = "tests/wordpress/test_fixture.py::test_reset_empties_the_site"
    options = ["-q", "-p", "no:cacheprovider", "-p", "no:xdist", f"--basetemp={tmp_path / 'base'}"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, chosen],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert "php is missing. On Debian: apt-get install php-cli php-sqlite3." in done.stdout
    said = "2 tests with a real WordPress could not run." in done.stdout
    assert (done.returncode, said) == ((0, True) if required == "0" else (1, False))
