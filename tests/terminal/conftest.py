"""One archive of a made-up newsroom that tests read, or copy to change it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.running import Tracker
from tracker.demonstrating import NAME, play_demo


@pytest.fixture
def tracker(capsys: pytest.CaptureFixture[str]) -> Tracker:
    """Call `tracker`."""
    return Tracker(capsys)


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Play the newsroom once; tests only read it."""
    repos = tmp_path_factory.mktemp("terminal")
    for _ in play_demo(repos, user_agent="tracker tests"):
        pass
    return repos


@pytest.fixture
def repos(played: Path, tmp_path: Path) -> Path:
    """Copy the played newsroom, to change it."""
    shutil.copytree(played / NAME, tmp_path / "repos" / NAME, symlinks=True)
    return tmp_path / "repos"
