"""Sync, look what came, wait, and again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urljoin

from tracker.archive.history import Commit, iter_commits
from tracker.archive.repository import MAIN, open_archive
from tracker.edits.verdicts import Verdict
from tracker.errors import ArchiveError, SiteError
from tracker.outcome import Outcome
from tracker.syncing import SyncOptions, sync_site
from tracker.watching.cadence import Cadence
from tracker.watching.events import newest_event, newest_of, read_verdicts
from tracker.watching.manners import Connect, Manners, RobotsRefusal
from tracker.wordpress.address import parse_address

_PATIENCE = 5
_SLICE = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What one sync of a watch brought.

    Args:
        outcome: None where it failed.
        commits: that are new on main, oldest first; none for an archive that was just begun.
        verdicts: on edits among them, by the id of the commit.
        error: why it failed; it is tried again.
        pause: until the next.
    """

    outcome: Outcome | None
    commits: tuple[Commit, ...]
    verdicts: Mapping[str, Verdict]
    error: SiteError | ArchiveError | None
    pause: timedelta


class Watch:
    """Sync one site on a cadence, for as long as the caller iterates.

    Args:
        options: of every sync.
        path: the archive, where it is known already.
        connect: makes a session for each sync.
        cadence: how often.
        now: aware wall-clock time.
        sleep: waits for some seconds; an exception in it ends the watch.
        heed_robots: robots.txt is read once a day: `Crawl-delay` slows requests down, and where
            the API is disallowed the watch ends.
    """

    def __init__(
        self,
        options: SyncOptions,
        *,
        path: Path | None,
        connect: Connect,
        cadence: Cadence,
        now: Callable[[], datetime],
        sleep: Callable[[float], None],
        heed_robots: bool = True,
    ) -> None:
        self._options = options
        self._path = path
        self._connect = connect
        self._cadence = cadence
        self._now = now
        self._sleep = sleep
        self._manners = Manners(connect, now=now) if heed_robots else None
        self._event: datetime | None = None
        self._seen: str | None = None
        self._failures = 0

    def rounds(self) -> Iterator[Round]:
        """Yield after each sync, and wait before the next.

        Raises:
            SiteError: where the very first sync of a new archive fails, and where robots.txt
                keeps programs out.
            ArchiveError: where the archive cannot be written again and again.
            ConfigError: for choices that do not fit the site.
        """
        self._look_back()
        while True:
            one = self._round()
            yield one
            self._wait(one.pause)

    def _look_back(self) -> None:
        if self._path is not None:
            with open_archive(self._path) as archive:
                self._event = newest_event(archive, self._now())
                self._seen = archive.resolve(MAIN)

    def _round(self) -> Round:
        try:
            outcome = self._sync()
        except (SiteError, ArchiveError) as error:
            self._failures += 1
            if self._must_end(error):
                raise
            asked = getattr(error.__cause__, "retry_after", None)
            pause = self._cadence.pause_after_failure(self._failures, asked=asked)
            return Round(outcome=None, commits=(), verdicts={}, error=error, pause=pause)
        self._failures = 0
        commits, verdicts = self._news(outcome.archive)
        quiet = self._now() - self._event if self._event else None
        pause = self._cadence.pause(quiet)
        return Round(outcome=outcome, commits=commits, verdicts=verdicts, error=None, pause=pause)

    def _must_end(self, error: SiteError | ArchiveError) -> bool:
        if isinstance(error, RobotsRefusal) or self._path is None:
            return True
        return isinstance(error, ArchiveError) and self._failures > _PATIENCE

    def _sync(self) -> Outcome:
        rate = self._manners.rate(self._root()) if self._manners else None
        with self._connect(rate) as session:
            return sync_site(self._options, session, now=self._now)

    def _news(self, path: Path) -> tuple[tuple[Commit, ...], Mapping[str, Verdict]]:
        with open_archive(path) as archive:
            tip = archive.resolve(MAIN)
            commits: tuple[Commit, ...] = ()
            verdicts: Mapping[str, Verdict] = {}
            if self._seen is None:
                self._event = newest_event(archive, self._now())
            elif tip != self._seen:
                news = iter_commits(archive, MAIN, f"^{self._seen}", oldest_first=True)
                commits = tuple(one for one in news if one.message is not None)
                self._event = newest_of(commits, self._event, self._now())
                verdicts = read_verdicts(archive, commits)
            self._path, self._seen = path, tip
        return commits, verdicts

    def _root(self) -> str:
        """Name the REST root; before the first sync, where WordPress has it by default."""
        if self._path is not None:
            with open_archive(self._path) as archive:
                root = archive.site().get("rest_root")
            if root:
                return str(root)
        return self._options.rest_root or urljoin(parse_address(self._options.url), "/wp-json/")

    def _wait(self, pause: timedelta) -> None:
        """Sleep in slices, so that a machine that slept itself does not wait the rest after it."""
        left = pause.total_seconds()
        due = self._now() + pause
        while left > 0 and self._now() < due:
            self._sleep(min(left, _SLICE))
            left -= _SLICE
