"""How long a run waits for the sync of a site."""

from __future__ import annotations

import threading
import time
from datetime import timedelta

from tracker.archive.bounded import in_words
from tracker.errors import SiteUnavailable, TrackerError
from tracker.syncing.options import Progress, silent


class Stopped(TrackerError):
    """The run was interrupted, or waits for this site no longer; what was recorded is whole."""


class Patience:
    """Ends a sync that takes too long; one that hangs all the same is left behind. For threads.

    Up to `until` a sync goes on; then its requests, pauses and steps end. One that hangs where
    nothing can end it (a name server, a disk) is given up after a grace, so that people are told
    of all other sites. What comes back later writes no audit: whether the run still waits and
    whether judging begins is decided once. Judging itself is waited for: what it reads is here.

    Args:
        url: of the site.
        timeout: from when the sync begins.
        grace: more, before it is given up.
        stop: set when the run was interrupted.
        show: is told of the steps of the sync, and that judging begins.
    """

    def __init__(
        self,
        *,
        url: str,
        timeout: timedelta,
        grace: timedelta,
        stop: threading.Event,
        show: Progress = silent,
    ) -> None:
        self._url = url
        self._timeout = timeout
        self._grace = grace
        self._stop = stop
        self._show = show
        self._deciding = threading.Lock()
        self._is_syncing = False
        self._is_given_up = False
        self.until = float("inf")
        """Monotonic time; none before the sync has begun."""

    def begin(self) -> None:
        """Begin the time of the sync."""
        with self._deciding:
            self.until = time.monotonic() + self._timeout.total_seconds()
            self._is_syncing = True

    def end(self) -> None:
        """End it: from now on the run waits.

        Raises:
            Stopped: where the run waits no longer.
        """
        with self._deciding:
            self._is_syncing = False
            self._check_wanted()
        self._show("judging", 0, None)

    def give_up(self) -> str:
        """Wait no longer where time and grace are over; gives the reason, else nothing."""
        with self._deciding:
            if not self._is_syncing or time.monotonic() < self.until + self._grace.total_seconds():
                return ""
            self._is_syncing = False
            self._is_given_up = True
        return (
            f"The sync of {self._url} hangs: {in_words(self._grace)} after its time was up "
            f"({in_words(self._timeout)}) it had not ended, and it was left behind. Look at the "
            "name server, the proxy and the disk of this machine; what was read is kept."
        )

    def progress(self, what: str, done: int, total: int | None) -> None:
        """Go on with the next step of the sync, or end it.

        Raises:
            Stopped: where nobody wants it any more.
            SiteUnavailable: where it has taken too long.
        """
        self._go_on()
        self._show(what, done, total)

    def sleep(self, seconds: float) -> None:
        """Pause; the end of the time and an interruption end the pause, and the sync."""
        self._stop.wait(min(seconds, max(0.0, self.until - time.monotonic())))
        self._go_on()

    def too_long(self) -> SiteUnavailable:
        """Say that the sync took too long."""
        return SiteUnavailable(
            f"The sync of {self._url} took longer than {in_words(self._timeout)} and was ended; "
            "what was read is kept, and the next one carries on. `timeout` allows more.",
            url=self._url,
        )

    def _go_on(self) -> None:
        self._check_wanted()
        if time.monotonic() >= self.until:
            raise self.too_long()

    def _check_wanted(self) -> None:
        if self._stop.is_set() or self._is_given_up:
            raise Stopped("The run was interrupted; the next one carries on.")
