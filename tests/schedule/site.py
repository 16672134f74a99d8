"""A site of two posts, one of which changes a number without telling anybody."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from tracker.playback import run

BEFORE = datetime(2026, 3, 1, 6, tzinfo=UTC)
AFTER = datetime(2026, 3, 2, 6, tzinfo=UTC)


def _post(number: int, title: str, text: str, at: datetime) -> dict[str, object]:
    time = f"{at:%Y-%m-%dT%H:%M:%S}"
    return {
        "id": number, "type": "post", "slug": f"p{number}", "status": "publish",
        "link": f"http://127.0.0.1/p{number}/", "date": time, "date_gmt": time,
        "modified": time, "modified_gmt": time, "author": 1, "categories": [1], "tags": [],
        "title": {"rendered": title}, "excerpt": {"rendered": "", "protected": False},
        "content": {"rendered": text, "protected": False},
    }  # fmt: skip


def write_answers(folder: Path) -> Path:
    """Write what the site answered at two moments."""
    wall = "<p>The wall will cost ${} million.</p><p>Work begins in May.</p>"
    answers = (
        (BEFORE, _post(3, "Harbor wall to be rebuilt", wall.format("4.2"), BEFORE)),
        (BEFORE, _post(4, "A bridge", "<p>Two lanes.</p>", BEFORE)),
        (AFTER, _post(3, "Harbor wall to be rebuilt", wall.format("6.9"), AFTER)),
    )
    lines = [json.dumps({"observed_at": at.isoformat(), "item": post}) for at, post in answers]
    path = folder / "answers.jsonl"
    path.write_text("\n".join(lines) + "\n")
    return path


@contextmanager
def serve_at(answers: Path, moment: datetime, port: int = 0) -> Iterator[int]:
    """Play the site at a moment, and give its port."""
    with run([answers], at=moment, port=port) as running:
        yield int(running.server.origin.rpartition(":")[2])


def write_config(folder: Path, port: int, more: str = "") -> Path:
    """Write a tracker.toml for the site, which is due after a second."""
    path = folder / "tracker.toml"
    path.write_text(
        f'repos = "archives"\n{more}\n[cadence]\nevery = "1s"\nat_least = "1s"\n'
        f'[[sites]]\nurl = "http://127.0.0.1:{port}"\n'
    )
    return path
