"""Audits of a real WordPress that die at any moment, and are run again."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import msgspec
import pytest

from tests.audit.test_newsroom_on_wordpress import Newsroom
from tests.wordpress.site import WordPressSite
from tracker.archive.audits import RECORD, iter_audits, newest_audits
from tracker.archive.repository import open_archive
from tracker.audit.verifying import verify_audits
from tracker.findings import AuditRecord
from tracker.playback.newsroom import ACTS

PLAYED = (2, 5, 7, 9, 10)
"""Acts with something to find."""
KILLS = 2

CONFIG = """
[audit]
fail_on = "error"

[[sites]]
name = "killed"
url = "{url}"

[[sites]]
name = "spared"
url = "{url}"
"""


@pytest.mark.slow
def test_each_finding_is_told_exactly_once(wordpress: WordPressSite, tmp_path: Path) -> None:
    """What died at random moments has told the same as what nobody disturbed, and nothing twice."""
    (tmp_path / "tracker.toml").write_text(CONFIG.format(url=wordpress.url), encoding="utf-8")
    newsroom, chance = Newsroom(wordpress), random.Random(wordpress.version)
    newsroom.act(ACTS[0])
    newsroom.act(ACTS[1])
    whole = 0.0
    for number in (1, *PLAYED):
        if number != 1:
            newsroom.act(ACTS[number])
        _audit(tmp_path, "spared")
        for _ in range(KILLS if whole else 0):
            _killed(tmp_path, "killed", chance.uniform(0.2, 1.0) * whole)
        whole = _audit(tmp_path, "killed")
    killed, spared = (_told(tmp_path / "repos" / name) for name in ("killed", "spared"))
    assert killed == spared
    assert max(killed.values()) == 1
    assert {rule for _, rule, _ in killed} >= {
        "silent-substance", "headline-changed-after", "removed-without-note"
    }  # fmt: skip
    with open_archive(tmp_path / "repos" / "killed") as archive:
        assert [one for one in verify_audits(archive, None, every=True) if not one.holds] == []


def _command(site: str) -> list[str]:
    return [sys.executable, "-m", "tracker", "audit", site, "--format", "json"]


def _audit(folder: Path, site: str) -> float:
    """Audit to the end; give the seconds that it took."""
    begun = time.monotonic()
    done = subprocess.run(_command(site), cwd=folder, capture_output=True, timeout=120)
    assert done.returncode in (0, 1), done.stderr.decode()
    return time.monotonic() - begun


def _killed(folder: Path, site: str, after: float) -> None:
    """Audit, and kill it with all that it started after some seconds."""
    process = subprocess.Popen(
        _command(site), cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    try:
        process.wait(timeout=after)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=30)


def _told(path: Path) -> Counter[tuple[str, str, str]]:
    """Count what all audits of an archive have told: new or resolved, rule, post."""
    told: Counter[tuple[str, str, str]] = Counter()
    with open_archive(path) as archive:
        tip = newest_audits(archive)
        assert tip is not None
        for commit, _, _ in iter_audits(archive, tip):
            record = msgspec.json.decode(archive.read_file(commit, RECORD) or b"", type=AuditRecord)
            told.update(("new", one.rule, one.title) for one in record.new)
            told.update(
                ("resolved", one.finding.rule, one.finding.title) for one in record.resolved
            )
    return told
