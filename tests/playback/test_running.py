"""Files are served as they are."""

from __future__ import annotations

import json
import urllib.request
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tracker.errors import ConfigError
from tracker.playback import run


def write(folder: Path, *entries: object) -> Path:
    path = folder / "answers.jsonl"
    path.write_text("".join(json.dumps(entry) + "\n" for entry in entries))
    return path


def read(url: str) -> object:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(url, timeout=5) as response:
        return json.load(response)


POST = {"id": 3, "type": "post", "slug": "tide", "title": {"rendered": "Tide table"}}


def test_the_newest_moment_is_shown_unless_another_is_asked_for(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        {"observed_at": "2026-03-01T00:00:00Z", "item": POST},
        {"observed_at": "2026-03-02T00:00:00Z", "item": {**POST, "slug": "ebb"}},
        {"observed_at": "2026-03-02T00:00:00Z", "item": {"strange": True}},
    )
    with run([path]) as running:
        found = read(running.server.url + "wp-json/wp/v2/posts?_fields=slug")
        assert found == [{"slug": "ebb"}]
        assert (running.observations, len(running.skipped)) == (2, 1)
    with run([path], at=datetime(2026, 3, 1, 5, tzinfo=UTC)) as running:
        found = read(running.server.url + "wp-json/wp/v2/posts?_fields=slug")
        assert found == [{"slug": "tide"}]


def test_answers_without_a_time_hold_from_the_beginning(tmp_path: Path) -> None:
    with run([write(tmp_path, POST)]) as running:
        found = read(running.server.url + "wp-json/wp/v2/posts/3?_fields=id")
        assert found == {"id": 3}


def test_nothing_to_play_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no recorded answer"), run([write(tmp_path)]):
        pass


def test_a_taken_port_is_an_error(tmp_path: Path) -> None:
    path = write(tmp_path, POST)
    with run([path]) as running:
        port = int(running.server.origin.rpartition(":")[2])
        with pytest.raises(ConfigError, match=str(port)), run([path], port=port):
            pass
