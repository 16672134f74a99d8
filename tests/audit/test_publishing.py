"""Files beside the archives."""

from __future__ import annotations

from pathlib import Path

from tracker.audit.publishing import recent_edits
from tracker.demonstrating import NAME, play_demo
from tracker.edits.values import EditKind


def test_what_was_met_for_the_first_time_is_no_news(tmp_path: Path) -> None:
    acts = list(play_demo(tmp_path, user_agent="tests"))
    subjects = [commit.text.split()[0] for act in acts for commit in act.commits]
    told = recent_edits(tmp_path / NAME, 60)
    assert EditKind.FIRST not in {one.kind for one in told}
    assert len(told) == sum(verb in ("Edit", "Unpublish", "Restore") for verb in subjects) == 8
    newest = recent_edits(tmp_path / NAME, 2)
    assert [one.commit for one in newest] == [one.commit for one in told[:2]]
