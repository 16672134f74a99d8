"""Rules for noise and notes in `tracker.toml`: kept in the archive, and used by every command."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from tests.cli.running import Tracker, git, subjects
from tracker.model import utc
from tracker.playback import Observation, play, serve
from tracker.playback.blocks import Story, note, paragraph
from tracker.playback.newsroom import SITE
from tracker.playback.press import post
from tracker.playback.stories import FERRY, LIBRARY

SEEN = utc("2026-05-14T12:00:00Z")
RULES = r"""
[[noise]]
name = "views"
kind = "text"
pattern = '\d[\d,]* views'
replacement = "views"
reason = "A plugin counts readers."

[[notes]]
kind = "correction"
pattern = "Put right{end}"
example = "Put right: the year"

[[sites]]
name = "courier"
url = "%s"
"""
FIRST = (FERRY.with_block(paragraph("1,204 views")), LIBRARY)
SECOND = (
    FERRY.with_block(paragraph("1,377 views")),
    LIBRARY.with_words("in 1978", "in 1987").with_block(
        note("Put right: the library was built in 1987, not 1978.")
    ),
)


def observations(turn: int, stories: tuple[Story, ...]) -> list[Observation]:
    """Let the site show stories at one reading."""
    seen = SEEN + turn * timedelta(hours=1)
    saved = seen - timedelta(minutes=5)
    return [
        post(story, utc(story.published) if turn == 0 else saved, observed=seen, turn=turn)
        for story in stories
    ]


def test_rules_of_the_user(
    tracker: Tracker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    archive = tmp_path / "repos" / "courier"
    shown = [*observations(0, FIRST), *observations(1, SECOND)]
    with serve(play(shown, moment=SEEN, site=SITE)) as server:
        Path("tracker.toml").write_text(RULES % server.url, encoding="utf-8")
        assert tracker("audit", "courier").code == 0
        server.at(SEEN + timedelta(hours=1))
        assert tracker("audit", "courier", "--fail-on", "error").code == 0, (
            "the correction is told by a note of theirs"
        )
    assert "views" in json.loads((archive / "site.json").read_text())["noise"][0]["name"]
    assert [words for words in subjects(archive) if words.startswith("Edit post 101")] == []
    listed = json.loads(tracker("log", "library", "--json").out)["edits"]
    assert listed[0]["disclosure"] == "disclosed"

    Path("tracker.toml").unlink()
    again = json.loads(tracker("log", "library", "--json").out)["edits"]
    assert again == listed, "the archive itself says how it is judged"
    assert json.loads(tracker("audit", "verify", "--all", "--json").out)["holds"]


def test_rules_that_go_and_come_are_a_change_of_the_site(
    tracker: Tracker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    archive = tmp_path / "repos" / "courier"
    config = Path("tracker.toml")
    with serve(play(observations(0, FIRST), moment=SEEN, site=SITE)) as server:
        config.write_text(RULES % server.url, encoding="utf-8")
        tracker("audit", "courier")
        config.write_text(f'[[sites]]\nname = "courier"\nurl = "{server.url}"\n', encoding="utf-8")
        tracker("audit", "courier")
        assert "noise" not in json.loads((archive / "site.json").read_text())
        config.write_text(RULES % server.url, encoding="utf-8")
        tracker("audit", "courier")
    bodies = git(archive, "log", "--format=%B", "--grep=^Site")
    assert "noise: views -> unknown" in bodies
    assert "noise: unknown -> views" in bodies
    assert "notes: unknown -> Put right{end}" in bodies


def test_a_site_with_a_name_has_one_archive(
    tracker: Tracker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Audit, sync and watch of one address record in the archive that `tracker.toml` names."""
    monkeypatch.chdir(tmp_path)
    with serve(play(observations(0, FIRST), moment=SEEN, site=SITE)) as server:
        Path("tracker.toml").write_text(f'[[sites]]\nname = "courier"\nurl = "{server.url}"\n')
        assert tracker("sync", server.url, "--post", "101").code == 0
        assert tracker("sync", server.url, "--post", "ferry landing").code == 0
        assert tracker("audit", "courier", "--fail-on", "error").code == 0
        assert tracker("watch", server.url, "--syncs", "1").code == 0
    assert [path.name for path in (tmp_path / "repos").iterdir()] == ["courier"]


def test_archives_that_were_never_audited_keep_no_other_from_being_verified(
    tracker: Tracker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with serve(play(observations(0, FIRST), moment=SEEN, site=SITE)) as server:
        assert tracker("sync", server.url).code == 0
        Path("tracker.toml").write_text(f'[[sites]]\nname = "second"\nurl = "{server.url}"\n')
        assert tracker("audit", "second", "--fail-on", "error").code == 0
    done = tracker("audit", "verify")
    assert done.code == 0
    assert done.out.startswith("second  ")
    assert done.err.endswith(" was never audited\n")
