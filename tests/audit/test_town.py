"""Two hundred sites at once, one in twenty of them broken."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import msgspec
import pytest

from scripts.benches.posts import write_recording
from scripts.benches.towns import BROKEN, Town, town_process
from tracker.findings import AuditRun, SiteStatus

SITES = 200


@pytest.mark.slow
def test_broken_sites_keep_no_other_from_being_audited(tmp_path: Path) -> None:
    recording = write_recording(tmp_path / "recording.jsonl", 2, 1)
    with town_process(recording, SITES) as town:
        config = _configured(tmp_path, town)
        first = _audit(config, 3)
        assert _statuses(first) == {
            "audited": SITES - SITES // BROKEN,
            "unreachable": SITES // BROKEN,
        }
        town.edit()
        second = _audit(config, 3)
    broken = {f"s{n}" for n, url in enumerate(town.urls) if url in town.broken}
    for one in second.sites:
        if one.site in broken:
            assert not one.could_audit
            assert one.error
            assert one.record is None
        else:
            assert one.status is SiteStatus.AUDITED
            assert one.record is not None
            assert (one.record.edits, one.recorded) == (1, {"edit": 1})
            assert "silent-substance" in {finding.rule for finding in one.record.new}
    assert len(second.sites) == SITES


def _configured(folder: Path, town: Town) -> Path:
    lines = ["[audit]\nparallel = 16\n"]
    lines += [f'[[sites]]\nurl = "{url}"\nname = "s{n}"\n' for n, url in enumerate(town.urls)]
    path = folder / "tracker.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def _audit(config: Path, code: int) -> AuditRun:
    command = [sys.executable, "-m", "tracker", "audit", "--config", str(config)]
    done = subprocess.run(
        [*command, "--format", "json"], capture_output=True, timeout=400, cwd=config.parent
    )
    assert done.returncode == code, done.stderr.decode()
    return msgspec.json.decode(done.stdout, type=AuditRun)


def _statuses(run: AuditRun) -> dict[str, int]:
    return dict(Counter(one.status.value for one in run.sites))
