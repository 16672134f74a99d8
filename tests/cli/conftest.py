"""The command line, and one demo archive that tests copy."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.running import Tracker
from tracker.demonstrating import NAME, play_demo
from tracker.wordpress.settings import HttpSettings


@pytest.fixture
def tracker(capsys: pytest.CaptureFixture[str]) -> Tracker:
    """Call `tracker`."""
    return Tracker(capsys)


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask a site that fails again at once, for tests of what comes after the last try."""
    monkeypatch.setitem(HttpSettings.__init__.__kwdefaults__, "backoff", 0.0)


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Play the newsroom once; tests only read it, or copy it."""
    repos = tmp_path_factory.mktemp("played")
    for _ in play_demo(repos, user_agent="tracker tests"):
        pass
    return repos


@pytest.fixture
def repos(played: Path, tmp_path: Path) -> Path:
    """Copy the played newsroom, to change it."""
    shutil.copytree(played / NAME, tmp_path / "repos" / NAME, symlinks=True)
    return tmp_path / "repos"
