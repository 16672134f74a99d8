"""Keep to robots.txt, read once a day."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from urllib.parse import urljoin, urlsplit

from tracker.errors import SiteError, SiteForbidden, SiteUnavailable
from tracker.watching.robots import Robots, parse_robots
from tracker.wordpress.session import Session

SLOWEST = 60.0
"""Seconds between two requests above which a sync, of ten requests and more, makes no sense."""

_HOLD = timedelta(days=1)

Connect = Callable[[float | None], AbstractContextManager[Session]]
"""Opens a session with the site, with at most so many requests a second (None: as configured)."""


class RobotsRefusal(SiteForbidden):
    """robots.txt keeps programs out, or asks for more patience than a sync can have."""


class Manners:
    """What robots.txt of one site asks for.

    Args:
        connect: makes a session.
        now: aware wall-clock time.
    """

    def __init__(self, connect: Connect, *, now: Callable[[], datetime]) -> None:
        self._connect = connect
        self._now = now
        self._robots = Robots()
        self._until: datetime | None = None

    def rate(self, root: str) -> float | None:
        """Give the requests a second that the site allows, None where it says nothing.

        Args:
            root: of the REST API.

        Raises:
            RobotsRefusal: where it keeps programs out of the API, or asks for too much patience.
            SiteUnavailable: where robots.txt cannot be read now.
        """
        if self._until is None or self._now() >= self._until:
            url = urljoin(root, "/robots.txt")
            robots = parse_robots(self._ask(url))
            _check(robots, root, url)
            self._robots, self._until = robots, self._now() + _HOLD
        delay = self._robots.crawl_delay
        return 1 / delay if delay else None

    def _ask(self, url: str) -> str:
        """Ask for robots.txt; one that is not there, or leads elsewhere, has no rules."""
        with self._connect(None) as session:
            try:
                answer = session.get(url, json=False)
            except SiteUnavailable:
                raise  # it may forbid everything (RFC 9309, 2.3.1.4)
            except SiteError:
                return ""
        return answer.body.decode("utf-8", "replace") if answer.is_fine else ""


def _check(robots: Robots, root: str, url: str) -> None:
    parts = urlsplit(root)
    path = f"{parts.path}?{parts.query}wp/v2/posts" if parts.query else f"{parts.path}wp/v2/posts"
    if not robots.permits(path):
        raise RobotsRefusal(
            f"{url} asks programs not to read {path}; a watch keeps to it. With the word of "
            "the site's owner, use --ignore-robots.",
            url=url,
        )
    if robots.crawl_delay is not None and robots.crawl_delay > SLOWEST:
        raise RobotsRefusal(
            f"{url} asks for {robots.crawl_delay:g} s between two requests, and a sync needs "
            "ten and more; a watch keeps to it. With the word of the site's owner, use "
            "--ignore-robots.",
            url=url,
        )
