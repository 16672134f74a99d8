"""`tracker report` counts what `tracker log` lists."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import Tracker
from tracker.demonstrating import NAME


def listed(tracker: Tracker, repos: Path, *arguments: str) -> list[dict[str, Any]]:
    """List the edits that a report counts, without first states."""
    done = tracker("log", "--repos", repos, "--json", *arguments)
    assert done.code == 0, done.err
    edits: list[dict[str, Any]] = json.loads(done.out)["edits"]
    return [edit for edit in edits if edit["kind"] != "first seen"]


def reported(tracker: Tracker, repos: Path, *arguments: str) -> dict[str, Any]:
    """Read a report."""
    done = tracker("report", "--repos", repos, "--json", *arguments)
    assert done.code == 0, done.err
    result: dict[str, Any] = json.loads(done.out)
    return result


CONDITIONS = (
    (),
    ("--since", "2026-05-14T17:00Z"),
    ("--until", "2026-05-14T17:00Z"),
    ("--since", "2026-05-14T17:00Z", "--until", "2026-05-14T19:30Z"),
    ("--type", "pages"),
    ("--author", "okafor"),
    ("--category", "City Hall"),
)


@pytest.mark.parametrize("arguments", CONDITIONS, ids=" ".join)
def test_it_counts_what_the_log_lists(
    tracker: Tracker, played: Path, arguments: tuple[str, ...]
) -> None:
    edits = listed(tracker, played, *arguments)
    total = reported(tracker, played, *arguments)["total"]
    assert total["edits"] == len(edits)
    assert total["posts"] == len({edit["post"] for edit in edits})
    assert total["substance"] == sum(edit["severity"] == "substance" for edit in edits)
    assert total["removals"] == sum(edit["kind"] == "removal" for edit in edits)
    verdicts = Counter(edit["disclosure"] for edit in edits)
    assert {name: count for name, count in total["disclosures"].items() if count} == verdicts


def test_groups_add_up(tracker: Tracker, played: Path) -> None:
    report = reported(tracker, played)
    edits = report["total"]["edits"]
    assert edits > 5
    for grouping in ("site", "type", "author", "weekday", "month", "day"):
        assert sum(group["edits"] for group in report["groups"][grouping]) == edits, grouping
    months = Counter(edit["latest"][:7] for edit in listed(tracker, played))
    assert {one["name"]: one["edits"] for one in report["groups"]["month"]} == months
    assert [one["name"] for one in report["groups"]["site"]] == [NAME]


def test_the_most_edited_posts_come_first(tracker: Tracker, played: Path) -> None:
    posts = Counter(edit["post"] for edit in listed(tracker, played))
    top = reported(tracker, played, "-n", "3")["most_edited"]
    assert len(top) == 3
    assert [one["edits"] for one in top] == sorted(posts.values(), reverse=True)[:3]
    assert all(posts[one["post"]] == one["edits"] for one in top)


def test_the_first_edit_lies_between_bounds(tracker: Tracker, played: Path) -> None:
    report = reported(tracker, played)
    first = report["publication_to_first_edit"]
    assert 0 < first["count"] <= report["total"]["posts"]
    assert 0 < first["median_at_least"] <= first["median_at_most"]
    assert report["seen_within"] > 0


def test_a_period_without_edits_is_no_error(tracker: Tracker, played: Path) -> None:
    done = tracker("report", "--repos", played, "--since", "2030-01-01")
    assert done.code == 0
    assert "no edits" in done.out
    assert "Most edited posts" not in done.out


def test_an_archive_named_twice_counts_once(tracker: Tracker, played: Path) -> None:
    report = reported(tracker, played, NAME, "newsroom", str(played / NAME))
    assert report["sites"] == [NAME]
    assert report["total"] == reported(tracker, played)["total"]


def test_groupings_are_chosen(tracker: Tracker, played: Path) -> None:
    done = tracker("report", "--repos", played, "--by", "day")
    assert "By day" in done.out
    assert "By author" not in done.out
    assert list(reported(tracker, played, "--by", "type")["groups"]) == ["type"]
    page = tracker("report", "--repos", played, "--by", "type", "--format", "html").out
    assert "Edits by day: " in page
    assert "By author" not in page


@pytest.mark.parametrize("style", ["github", "csv", "html", "json", "rst"])
def test_every_format_is_written(tracker: Tracker, played: Path, style: str) -> None:
    done = tracker("report", "--repos", played, "--format", style)
    assert done.code == 0
    assert "Okafor" in done.out


@pytest.mark.parametrize("style", ["unsafehtml", "latex_raw", "pdf"])
def test_other_formats_are_refused(tracker: Tracker, played: Path, style: str) -> None:
    assert tracker("report", "--repos", played, "--format", style).code == 2


def test_nothing_reviewed_is_said(tracker: Tracker, played: Path) -> None:
    done = tracker("report", "--repos", played, "--since", "reviewed")
    assert done.code == 2
    assert "review" in done.err


def test_counts_that_were_read_once_are_public(
    tracker: Tracker, played: Path, tmp_path: Path
) -> None:
    bare = tmp_path / "repos"
    entry = {
        "id": 7, "type": "post", "status": "publish", "date_gmt": "2026-03-01T12:00:00",
        "modified_gmt": "2026-03-01T12:00:00", "title": {"rendered": "Wall"},
        "content": {"rendered": "<p>The wall stands.</p>", "protected": False},
    }  # fmt: skip
    for name, links in (
        ("counted.example", {"version-history": [{"count": 1}]}),
        ("silent.example", {}),
    ):
        file = tmp_path / f"{name}.json"
        file.write_text(json.dumps([{**entry, "_links": links}]))
        done = tracker("import", f"https://{name}", file, "--repos", bare)
        assert done.code == 0, done.err
    assert "public counts were read once only" in tracker("report", "counted", "--repos", bare).out
    assert "no public revision activity" in tracker("report", "silent", "--repos", bare).out
    done = tracker("report", "--since", "2030-01-01", "--repos", played)
    assert "public counts were not read again" in done.out


def test_two_forms_at_once_are_refused(tracker: Tracker, tmp_path: Path) -> None:
    done = tracker("report", "--json", "--format", "html", "--repos", tmp_path)
    assert (done.code, done.out) == (2, "")
    assert "--json and --format html contradict each other" in done.err
