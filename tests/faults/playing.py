"""A harbour news site to play, and syncs of it: in process, or as a process of its own."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.faults.making import commits, git, hour
from tracker.model import stamp
from tracker.outcome import Outcome
from tracker.playback import Login, Observation, PlaybackServer, play, serve
from tracker.playback.values import PostType, Site
from tracker.syncing import SyncOptions, sync_site
from tracker.wordpress.address import parse_address
from tracker.wordpress.session import Session
from tracker.wordpress.settings import Credentials, HttpSettings

BEGIN = datetime(2026, 2, 1, 8, tzinfo=UTC)
LOGIN = Login(user="ann", password="abcd efgh ijkl mnop")
SITE = Site(
    name="Harbour News",
    types=(PostType(slug="post", rest_base="posts", name="Posts", taxonomies=("category",)),),
)


def claim(moment: datetime) -> str:
    return stamp(moment).removesuffix("Z")


def observed(
    at: datetime, number: int, words: str, *, modified: datetime = BEGIN, **fields: Any
) -> Observation:
    """One post as it is served from a moment on."""
    date = BEGIN + timedelta(minutes=number)
    body = f"<!-- wp:paragraph --><p>{words}</p><!-- /wp:paragraph -->"
    made = {
        "id": number,
        "date": claim(date),
        "date_gmt": claim(date),
        "modified": claim(max(date, modified)),
        "modified_gmt": claim(max(date, modified)),
        "slug": f"post-{number}",
        "status": "publish",
        "type": "post",
        "link": f"http://harbour.example/post-{number}/",
        "title": {"raw": f"Tide {number}", "rendered": f"Tide {number}"},
        "content": {"raw": body, "rendered": f"<p>{words}</p>", "protected": False},
        "excerpt": {"raw": "", "rendered": "", "protected": False},
        "author": 1 + number % 2,
        "categories": [number % 3 + 1],
    }
    return Observation(observed=at, kind="post", id=number, fields=made | fields)


def revision(at: datetime, parent: int, number: int, words: str, saved: datetime) -> Observation:
    """One revision of a post."""
    body = f"<!-- wp:paragraph --><p>{words}</p><!-- /wp:paragraph -->"
    fields = {
        "id": number,
        "parent": parent,
        "author": 1 + parent % 2,
        "slug": f"{parent}-revision-v1",
        "date": claim(saved),
        "date_gmt": claim(saved),
        "modified": claim(saved),
        "modified_gmt": claim(saved),
        "title": {"raw": f"Tide {parent}", "rendered": f"Tide {parent}"},
        "content": {"raw": body, "rendered": f"<p>{words}</p>"},
        "excerpt": {"raw": "", "rendered": ""},
    }
    return Observation(observed=at, kind="revision", id=number, fields=fields)


def people_and_places(at: datetime) -> Iterator[Observation]:
    for number, name in ((1, "Ann Pier"), (2, "Bo Quay")):
        fields = {"id": number, "name": name, "slug": name.split()[0].lower()}
        yield Observation(observed=at, kind="user", id=number, fields=fields)
    for number, name in ((1, "Ferries"), (2, "Fish"), (3, "Weather")):
        fields = {"id": number, "name": name, "slug": name.lower(), "taxonomy": "category"}
        yield Observation(observed=at, kind="category", id=number, fields=fields)


def newspaper(
    posts: int, *, revisions: int = 0, every: int = 1, at: datetime = BEGIN
) -> list[Observation]:
    """Some posts; every so manieth was saved `revisions` times, the last save is served."""
    found = list(people_and_places(at))
    for number in range(1, posts + 1):
        count = 0 if number % every else revisions
        saves = [BEGIN + timedelta(days=1, minutes=number, hours=n) for n in range(count)]
        for n, saved in enumerate(saves):
            words = f"Version {n} of {number}."
            found.append(revision(at, number, 10_000 + 10 * number + n, words, saved))
        words = f"Version {revisions - 1} of {number}." if saves else f"Post {number}."
        found.append(observed(at, number, words, modified=saves[-1] if saves else BEGIN))
    return found


@dataclass(kw_only=True)
class Watched:
    """A site that is played, and its archive."""

    server: PlaybackServer
    repos: Path
    slept: list[float] = field(default_factory=list)

    @property
    def path(self) -> Path:
        return self.repos / self.server.origin.removeprefix("http://").replace(":", "_")

    def sync(
        self, at: float, *, login: bool = False, workers: int | None = None, **settings: Any
    ) -> Outcome:
        """Sync in this process, impatiently; `at` counts hours from noon."""
        url = parse_address(self.server.url)
        quick: dict[str, Any] = {
            "user_agent": "tests (https://example.org/)",
            "connections": 2,
            "timeout_connect": 2.0,
            "timeout_read": 0.4,
            "timeout_total": 3.0,
            "tries": 2,
            "backoff": 0.0,
            "credentials": Credentials(user=LOGIN.user, password=LOGIN.password) if login else None,
        }
        session = Session(
            HttpSettings(**quick | settings),
            site=url,
            now=lambda: hour(at),
            clock=time.monotonic,
            sleep=self.slept.append,
        )
        with session:
            options = SyncOptions(url=url, repos=self.repos, workers=workers)
            return sync_site(options, session, now=lambda: hour(at))

    def arguments(self, *, login: bool = True, repos: Path | None = None) -> tuple[str, ...]:
        """Give the arguments of a sync by the command line."""
        user = ("--user", LOGIN.user) if login else ()
        return ("sync", self.server.url, "--repos", str(repos or self.repos), *user)

    def states(self) -> list[tuple[str, tuple[str, ...]]]:
        return states_of(self.path)


@contextmanager
def watched(
    observations: list[Observation], repos: Path, *, at: datetime = BEGIN
) -> Iterator[Watched]:
    """Play a site, with a login, for as long as the context lasts."""
    playback = play(observations, moment=at, site=SITE, logins=(LOGIN,))
    with serve(playback) as server:
        yield Watched(server=server, repos=repos)


VOLATILE = ("Observed", "Last-Observed")


def states_of(path: Path) -> list[tuple[str, tuple[str, ...]]]:
    """List verb and trailers of every state, without the times at which a run read it."""
    found = []
    for commit in commits(path):
        message = commit.message
        assert message is not None
        if message.key is None:
            continue
        trailers = {k: v for k, v in message.trailers.items() if k not in VOLATILE}
        told = tuple(f"{name}: {value}" for name, value in trailers.items())
        found.append((f"{message.verb} {message.key}", (commit.author, *told)))
    return sorted(found)


def tree_of(path: Path) -> list[str]:
    """List every file of main and what is in it, without the time at which a post was missed."""
    listed = git(path, "ls-tree", "-r", "main").splitlines()
    return [line.partition("\t")[2] if line.endswith("/gone.json") else line for line in listed]
