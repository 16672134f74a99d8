"""The newsroom of the demo, audited after each act; tests copy it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from tests.audit.keeping import Kept, audit, story
from tests.cli.running import Tracker
from tests.faults.making import NAME as HARBOUR
from tests.faults.making import import_entries
from tracker.demonstrating import NAME, play_demo


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """The archive after the last act, the audits, and where it was after each act."""

    path: Path
    audits: list[Kept]
    moments: list[datetime]


@pytest.fixture(scope="session")
def played_and_audited(tmp_path_factory: pytest.TempPathFactory) -> Played:
    repos = tmp_path_factory.mktemp("audited")
    audits, moments = [], []
    for act in play_demo(repos, user_agent="tracker tests"):
        moments.append(act.act.moment)
        audits.append(audit(repos / NAME, act.act.moment))
    return Played(path=repos / NAME, audits=audits, moments=moments)


@pytest.fixture
def newsroom(played_and_audited: Played, tmp_path: Path) -> Played:
    """A copy, to change it."""
    path = tmp_path / "repos" / NAME
    shutil.copytree(played_and_audited.path, path, symlinks=True)
    return Played(path=path, audits=played_and_audited.audits, moments=played_and_audited.moments)


@pytest.fixture
def tracker(capsys: pytest.CaptureFixture[str]) -> Tracker:
    """Call `tracker`."""
    return Tracker(capsys)


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    """An archive of two posts; a fact of the first changed silently once."""
    repos = tmp_path / "repos"
    import_entries(repos, story(1, 4200, 0), story(2, 310, 0), story(1, 6900, 5))
    return repos / HARBOUR
