"""The newsroom, played once, and the command."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import Tracker
from tracker.demonstrating import play_demo


@pytest.fixture
def tracker(capsys: pytest.CaptureFixture[str]) -> Tracker:
    """Call `tracker`."""
    return Tracker(capsys)


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Play the newsroom once; tests only read it."""
    repos = tmp_path_factory.mktemp("report")
    for _ in play_demo(repos, user_agent="tracker tests"):
        pass
    return repos
