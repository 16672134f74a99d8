"""Recorded answers of our own writing, imported; and what an archive then says."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from tracker.archive.held import HeldPost
from tracker.archive.heldcache import read_held
from tracker.archive.history import Commit, iter_commits
from tracker.archive.layout import post_directory
from tracker.archive.repository import MAIN, Archive, open_archive
from tracker.importing import import_files
from tracker.model import PostKey, stamp
from tracker.outcome import Outcome

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
URL = "http://harbour.example/"
NAME = "harbour.example"
Entry = dict[str, Any]


def hour(number: float) -> datetime:
    return NOON + timedelta(hours=number)


def key(number: int, folder: str = "posts") -> PostKey:
    return PostKey(folder=folder, id=number)


def item(number: int, words: str, *, modified: datetime = NOON, **fields: Any) -> Entry:
    """One post as a REST API serves it."""
    claim = stamp(modified).removesuffix("Z")
    made: Entry = {
        "id": number,
        "type": "post",
        "status": "publish",
        "date": "2026-02-01T08:00:00",
        "date_gmt": "2026-02-01T08:00:00",
        "modified": claim,
        "modified_gmt": claim,
        "slug": f"post-{number}",
        "link": f"{URL}post-{number}/",
        "author": 1,
        "title": {"rendered": f"Tide table {number}"},
        "content": {"rendered": f"<p>{words}</p>\n", "protected": False},
        "excerpt": {"rendered": "", "protected": False},
    }
    return made | fields


def seen(at: datetime, fields: Entry) -> Entry:
    return {"observed_at": stamp(at), "item": fields}


def write_lines(path: Path, entries: Iterable[Entry]) -> Path:
    with path.open("w", encoding="utf-8") as file:
        for entry in entries:
            file.write(json.dumps(entry) + "\n")
    return path


def import_entries(repos: Path, *entries: Entry, at: float = 100, bare: bool = False) -> Outcome:
    """Import some entries into the archive of the harbour."""
    repos.mkdir(parents=True, exist_ok=True)
    path = write_lines(repos.parent / "answers.jsonl", entries)
    return import_files(
        URL, (path,), repos=repos, observed_at=None, now=lambda: hour(at), bare=bare
    )


def small_history(posts: int = 3, states: int = 2) -> list[Entry]:
    return [
        seen(
            hour(state + number / 100),
            item(number, f"State {state} of post {number}.", modified=hour(state - 1)),
        )
        for number in range(1, posts + 1)
        for state in range(states)
    ]


def git(path: Path, *arguments: str, status: int | None = 0) -> str:
    """Run plain git, as a user does; `status` None takes any."""
    done = subprocess.run(
        ["git", "-C", str(path), *arguments], capture_output=True, timeout=60, check=False
    )
    assert status is None or done.returncode == status, (arguments, done.stderr)
    return done.stdout.decode("utf-8", "replace")


def user_commit(path: Path, message: str = "My own notes") -> str:
    """Commit what is changed, as a user does with `git commit -a`."""
    who = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org")
    git(path, *who, "commit", "-q", "-a", "-m", message)
    return git(path, "rev-parse", "HEAD").strip()


def file_of(path: Path, number: int, name: str = "text.md") -> Path:
    return path / post_directory(key(number)) / name


def shown(path: Path, number: int, name: str = "text.md", at: str = MAIN) -> str:
    return git(path, "show", f"{at}:{post_directory(key(number))}/{name}")


@contextmanager
def opened(repos: Path) -> Iterator[Archive]:
    with open_archive(repos / NAME) as archive:
        yield archive


def commits(path: Path, *, first_parent: bool = False) -> tuple[Commit, ...]:
    with open_archive(path) as archive:
        return tuple(iter_commits(archive, MAIN, oldest_first=True, first_parent=first_parent))


def verbs(path: Path, number: int) -> list[str]:
    return [
        one.message.verb
        for one in commits(path, first_parent=True)
        if one.message is not None and one.message.key == key(number)
    ]


def held_twice(path: Path) -> tuple[dict[PostKey, HeldPost], dict[PostKey, HeldPost]]:
    """Read what is held with the cache, and without it."""
    with open_archive(path) as archive:
        cached = read_held(archive)
        (archive.state_dir / "held.msgpack").unlink(missing_ok=True)
        return plain(cached), plain(read_held(archive))


def plain(held: dict[PostKey, HeldPost]) -> dict[PostKey, HeldPost]:
    """Order what has no order."""
    return {
        key: msgspec.structs.replace(
            post, files=dict(sorted(post.files.items())), revisions=tuple(sorted(post.revisions))
        )
        for key, post in held.items()
    }


def check_whole(path: Path) -> None:
    """git finds nothing wrong, the cache is a cache, nothing is left over."""
    assert git(path, "fsck", "--strict", "--no-dangling", "--no-progress") == ""
    cached, read = held_twice(path)
    assert cached == read
    with open_archive(path) as archive:
        assert not list(archive.git_dir.glob("fast_import_crash_*"))
