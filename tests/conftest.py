"""What holds for every test: no network, a git of its own, real WordPress on request."""

from __future__ import annotations

import os
import signal
import socket
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.wordpress.fixtures"]

KEPT = frozenset({"TRACKER_REQUIRE_WORDPRESS"})


def pytest_configure() -> None:
    """Judge no law by the speed of the machine, and let Ctrl-C reach what tests start.

    A shell's background job (`scripts/test &`) ignores Ctrl-C, and so do its children. Hypothesis
    has drawn the same cases each time before this where CI is set; that stays.
    """
    settings.register_profile(
        "tracker", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    settings.load_profile("tracker")
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


class NetworkUsed(Exception):
    """A test has tried to leave this machine."""


def _is_local(address: Any) -> bool:
    if not isinstance(address, tuple):
        return True  # a Unix socket's path
    host = str(address[0])
    return host in ("localhost", "::1", "") or host.startswith("127.")


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection and every look-up of a name that is not loopback.

    Processes that a test starts are led to a proxy that is not there.
    """
    look_up = socket.getaddrinfo

    def guarded(name: str) -> None:
        original = getattr(socket.socket, name)

        def connect(self: socket.socket, address: Any) -> Any:
            if not _is_local(address):
                raise NetworkUsed(f"a test has tried to reach {address}")
            return original(self, address)

        monkeypatch.setattr(socket.socket, name, connect)

    def getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name is not None and not _is_local((name,)):
            raise NetworkUsed(f"a test has tried to look up {name}")
        return look_up(host, *args, **kwargs)

    guarded("connect")
    guarded("connect_ex")
    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name.upper(), raising=False)
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.setenv("no_proxy", "127.0.0.1,localhost,::1")


@pytest.fixture(scope="session")
def sealed_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(autouse=True)
def sealed_environment(monkeypatch: pytest.MonkeyPatch, sealed_home: Path) -> None:
    """Keep the user's own git, home, locale and time zone out of every test."""
    for name in os.environ:
        if name.startswith(("GIT_", "TRACKER_", "XDG_")) and name not in KEPT:
            monkeypatch.delenv(name)
    sealed = {
        "HOME": str(sealed_home),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_PAGER": "cat",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
    }
    for name, value in sealed.items():
        monkeypatch.setenv(name, value)
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "PAGER", "LESS"):
        monkeypatch.delenv(name, raising=False)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end, in words, if the tests with a real WordPress could not run."""
    skipped = terminalreporter.stats.get("skipped", [])
    missed = [report for report in skipped if "wordpress" in report.keywords]
    if missed:
        reasons = sorted({_reason(report) for report in missed})
        terminalreporter.section("real WordPress", sep="=", yellow=True, bold=True)
        terminalreporter.write_line(
            f"{len(missed)} tests with a real WordPress could not run. " + " ".join(reasons)
        )


def _reason(report: pytest.TestReport) -> str:
    told = report.longrepr
    return (told[2] if isinstance(told, tuple) else str(told)).removeprefix("Skipped: ")
