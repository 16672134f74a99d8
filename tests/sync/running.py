"""Sync a site in process at a given moment, and look at what the archive then says."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.sync.laws import check_laws
from tests.wordpress.site import WordPressSite
from tracker.archive.history import Commit, iter_commits
from tracker.archive.layout import decode_json, post_directory
from tracker.archive.repository import MAIN, Archive, open_archive
from tracker.archive.syncs import SyncRecord, last_sync
from tracker.importing import import_files
from tracker.model import PostKey
from tracker.outcome import Outcome
from tracker.syncing import SyncOptions, sync_site
from tracker.wordpress.address import parse_address
from tracker.wordpress.session import Session
from tracker.wordpress.settings import Credentials, HttpSettings

NOON = datetime(2025, 3, 4, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def key(number: int, folder: str = "posts") -> PostKey:
    return PostKey(folder=folder, id=number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """One archive of one site; every sync is followed by the laws that hold for all archives."""

    site: WordPressSite
    repos: Path

    def sync(
        self,
        at: datetime,
        *,
        login: bool = False,
        url: str = "",
        credentials: Credentials | None = None,
        **options: Any,
    ) -> Outcome:
        """Run one sync at a moment; `options` are those of `SyncOptions`.

        Args:
            login: with the application password of the administrator.
            url: what the user types; the front page if empty.
            credentials: others than the administrator's.
        """
        typed = parse_address(url or self.site.url)
        if login:
            credentials = Credentials(user=self.site.user, password=self.site.password)
        settings = HttpSettings(
            user_agent="tests (https://example.org/)", connections=2, credentials=credentials
        )
        rest_root = options.get("rest_root")
        session = Session(
            settings,
            site=typed,
            rest_root=parse_address(rest_root) if rest_root else None,
            now=lambda: at,
            clock=time.monotonic,
            sleep=lambda _: None,
        )
        chosen = SyncOptions(url=typed, repos=self.repos, **options)
        with session:
            outcome = sync_site(chosen, session, now=lambda: at)
        check_laws(outcome.archive)
        return outcome

    def import_file(self, path: Path, at: datetime) -> Outcome:
        """Import recorded answers into the archive of the site."""
        outcome = import_files(
            self.site.url, (path,), repos=self.repos, observed_at=None, now=lambda: at
        )
        check_laws(outcome.archive)
        return outcome

    @property
    def path(self) -> Path:
        """The folder of the archive."""
        (found,) = self.repos.iterdir()
        return found

    @contextmanager
    def open(self) -> Iterator[Archive]:
        with open_archive(self.path) as archive:
            yield archive

    def commits(self, *, everything: bool = False) -> tuple[Commit, ...]:
        """List the commits after the first one, oldest first; side lines with `everything`."""
        with self.open() as archive:
            found = iter_commits(archive, MAIN, first_parent=not everything, oldest_first=True)
            return tuple(commit for commit in found if commit.parents)

    def of(self, number: int, folder: str = "posts", *, everything: bool = False) -> list[Commit]:
        """List the commits of one post, oldest first."""
        return [
            commit
            for commit in self.commits(everything=everything)
            if commit.message is not None and commit.message.key == key(number, folder)
        ]

    def verbs(self, number: int, folder: str = "posts") -> list[str]:
        """List the verbs of one post's commits on main, oldest first."""
        return [verb_of(commit) for commit in self.of(number, folder)]

    def all_verbs(self) -> dict[PostKey | None, list[str]]:
        """List the verbs on main by post, with one walk; None stands for the site."""
        found: dict[PostKey | None, list[str]] = {}
        for commit in self.commits():
            assert commit.message is not None
            found.setdefault(commit.message.key, []).append(commit.message.verb)
        return found

    def story(self) -> list[str]:
        """List the subjects of main after the first commit, oldest first."""
        return [commit.text.partition("\n")[0] for commit in self.commits()]

    def last_sync(self) -> SyncRecord:
        with self.open() as archive:
            record = last_sync(archive)
        assert record is not None
        return record

    def file(self, number: int, name: str, folder: str = "posts") -> str:
        """Read a file of a post in the working tree."""
        return self.post_path(number, folder).joinpath(name).read_text(encoding="utf-8")

    def json(self, number: int, name: str, folder: str = "posts") -> Any:
        return decode_json(self.file(number, name, folder).encode(), where=name)

    def names(self, number: int, folder: str = "posts") -> set[str]:
        """Name the files of a post in the working tree."""
        path = self.post_path(number, folder)
        return {file.name for file in path.iterdir()} if path.exists() else set()

    def post_path(self, number: int, folder: str = "posts") -> Path:
        return self.path / post_directory(key(number, folder))

    def shown(self, commit: Commit, number: int, name: str, folder: str = "posts") -> str:
        """Read a file of a post as of a commit."""
        with self.open() as archive:
            data = archive.read_file(commit.id, f"{post_directory(key(number, folder))}/{name}")
        return "" if data is None else data.decode()

    def git(self, *arguments: str) -> str:
        """Run plain git in the archive, as a user does."""
        return run_git(self.path, *arguments)


def run_git(path: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(path), *arguments], check=True, capture_output=True, timeout=60
    )
    return done.stdout.decode("utf-8", "replace")


def verb_of(commit: Commit) -> str:
    assert commit.message is not None
    return commit.message.verb


def facts_of(commit: Commit) -> str:
    """Join the facts of a commit, one a line."""
    assert commit.message is not None
    return "\n".join(commit.message.facts)


def trailer(commit: Commit, name: str) -> str:
    """Read a trailer; empty where there is none."""
    assert commit.message is not None
    return commit.message.trailers.get(name, "")
