"""A new form of the text, or a language learnt later, is no edit."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from tests.cli.running import git, subjects
from tracker.archive.repository import open_archive
from tracker.archive.worktree import follow_main
from tracker.demonstrating import NAME
from tracker.recording.reformatting import reformat
from tracker.recording.sitefiles import SiteState, read_site_state
from tracker.recording.states import Context
from tracker.text import DEFAULT_NOISE

LATER = datetime(2026, 5, 15, tzinfo=UTC)


def run_reformat(path: Path, language: str) -> SiteState:
    context = Context(site_name="x", language=language, noise=DEFAULT_NOISE)
    with open_archive(path) as archive, archive.lock():
        before = read_site_state(archive)
        assert before is not None
        after = reformat(archive, before, context, now=lambda: LATER)
        follow_main(archive)
    return after


def test_the_same_form_makes_no_commit(repos: Path) -> None:
    path = repos / NAME
    head = git(path, "rev-parse", "HEAD")
    run_reformat(path, "en-GB")
    assert git(path, "rev-parse", "HEAD") == head


def test_texts_are_rewritten_in_one_commit_that_blame_skips(repos: Path) -> None:
    path = repos / NAME
    count = len(subjects(path))
    blamed = git(path, "blame", "-s", "posts/00/01/101/text.md")
    after = run_reformat(path, "th")
    assert after.site["language"] == "th"
    assert [line.split(":")[0] for line in subjects(path)[count:]] == ["Reformat", "Site"]
    assert git(path, "rev-parse", "HEAD~1").strip() in (path / ".git-blame-ignore-revs").read_text()
    assert git(path, "blame", "-s", "posts/00/01/101/text.md") == blamed
    assert git(path, "status", "--porcelain") == ""
