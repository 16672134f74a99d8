"""`tracker demo`: a day of a small newsroom, recorded as it happens."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tracker.archive.history import Commit, iter_commits
from tracker.archive.repository import MAIN, open_archive
from tracker.errors import ArchiveError
from tracker.outcome import Outcome
from tracker.playback import PlaybackServer, play, serve
from tracker.playback.newsroom import ACTS, OBSERVATIONS, SITE, Act
from tracker.syncing import SyncOptions, sync_site
from tracker.wordpress.session import Session
from tracker.wordpress.settings import HttpSettings

NAME = "demo-newsroom"
_MARK = "demo"


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoAct:
    """What happened in the newsroom, and what a sync made of it.

    Args:
        act: the moment, and what the writers did.
        outcome: of the sync that followed.
        commits: on main, oldest first.
    """

    act: Act
    outcome: Outcome
    commits: tuple[Commit, ...]


@dataclass(slots=True)
class _Clock:
    moment: datetime

    def now(self) -> datetime:
        return self.moment


def play_demo(repos: Path, *, user_agent: str) -> Iterator[DemoAct]:
    """Serve the newsroom on loopback, and sync after each act.

    The clock is that of the recorded day, so that the history reads as it would have then. The
    archive of an earlier demo is replaced.

    Args:
        repos: the folder of the archives.
        user_agent: of the requests.

    Raises:
        ArchiveError: where a folder that no demo made is in the way.
    """
    path = repos / NAME
    _clear(path)
    clock = _Clock(ACTS[0].moment)
    playback = play(OBSERVATIONS, moment=ACTS[0].moment, site=SITE)
    with serve(playback) as server, closing(_session(server, clock, user_agent)) as session:
        options = SyncOptions(url=server.url, repos=repos, name=NAME)
        seen: str | None = None
        for act in ACTS:
            server.at(act.moment)
            clock.moment = act.moment
            outcome = sync_site(options, session, now=clock.now)
            with open_archive(path) as archive:
                (archive.state_dir / _MARK).touch()
                revisions = (MAIN, f"^{seen}") if seen else (MAIN,)
                commits = tuple(iter_commits(archive, *revisions, oldest_first=True))
                seen = archive.resolve(MAIN)
            yield DemoAct(act=act, outcome=outcome, commits=commits)


def _session(server: PlaybackServer, clock: _Clock, user_agent: str) -> Session:
    return Session(
        HttpSettings(user_agent=user_agent),
        site=server.url,
        now=clock.now,
        clock=time.monotonic,
        sleep=time.sleep,
    )


def _clear(path: Path) -> None:
    if not path.exists():
        return
    if not (path / ".git" / "tracker" / _MARK).exists():
        raise ArchiveError(
            f"{path} was not made by an earlier demo; move it away or choose another --repos.",
            path=path,
        )
    shutil.rmtree(path)
