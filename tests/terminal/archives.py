"""Small archives with posts that tests name."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.running import Tracker


def seen(hour: int, number: int, title: str, slug: str, *, link: str = "") -> dict[str, object]:
    """Make an observation of a post."""
    link = link or f"https://www.example.org/2026/{slug}/"
    post = {
        "id": number,
        "type": "post",
        "slug": slug,
        "link": link,
        "title": {"rendered": title},
        "content": {"rendered": f"<p>What is known at {hour}.</p>", "protected": False},
    }
    return {"observed_at": f"2026-03-01T{hour:02d}:00:00Z", "item": post}


def record(tracker: Tracker, repos: Path, site: str, *entries: dict[str, object]) -> None:
    """Record observations of a site."""
    answers = repos.with_suffix(".jsonl")
    answers.write_text("\n".join(map(json.dumps, entries)))
    done = tracker("import", site, answers, "--repos", repos)
    assert done.code == 0, done.err
