"""Misbehaviour on request: always the same, never by chance."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from tracker.playback.values import Response

Manner = Literal["whole", "cut", "stall", "reset", "huge"]


class FaultKind(StrEnum):
    """What can go wrong on the way from a site to its reader."""

    SERVER_ERROR = "500, the critical error page of WordPress"
    BAD_GATEWAY = "502, the HTML of a proxy"
    UNAVAILABLE = "503 with Retry-After"
    TOO_MANY = "429 with Retry-After"
    RESET = "the connection is reset before the answer"
    STALL = "the answer begins, then nothing comes any more"
    CUT_BODY = "the connection closes before the announced length"
    CUT_GZIP = "a gzip stream that ends in the middle"
    CUT_JSON = "JSON that ends in the middle, with the right length"
    WARNING = "a PHP warning before the JSON"
    WRONG_TYPE = "JSON as text/html"
    HUGE_PAGES = "X-WP-TotalPages of 999999999"
    HUGE_TOTAL = "X-WP-Total and X-WP-TotalPages of 999999999"
    REDIRECT_LOOP = "a redirect to itself, each time with another number"
    REDIRECT_AWAY = "a redirect to another host"
    HUGE = "an answer of many megabytes"
    DEEP = "JSON of deep nesting"
    LOST_JSON = "404 rest_post_invalid_id"
    LOST_HTML = "404 as HTML"
    EMPTY = "an empty list, as if there were no posts"
    MAINTENANCE = "a maintenance page with status 200"
    SWITCHED_OFF = "401, the REST API is for logged-in users only (JSON)"
    BLOCKED = "403 HTML of a firewall"
    FOREIGN = "a page that is not WordPress at all"
    DROP_AUTHORIZATION = "Authorization never arrives"
    STALE = "an older answer of a cache, with Age"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A misbehaviour, and which requests it meets.

    Args:
        pattern: regular expression, searched for in path and query (not percent-decoded).
        count: how many requests it meets; None for all.
        after: how many matching requests go by before.
        seconds: of `Retry-After`, or how long a stall lasts.
        location: where `REDIRECT_AWAY` leads.
        moment: what `STALE` shows.
        size: bytes of `HUGE`, levels of `DEEP`.
    """

    kind: FaultKind
    pattern: str = ""
    count: int | None = None
    after: int = 0
    seconds: float = 1
    location: str = "http://elsewhere.invalid/"
    moment: datetime | None = None
    size: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A response, and how it is sent.

    Args:
        manner: `whole`; `cut`: half of the body under the full length; `stall`: half of it, then
            silence; `reset`: nothing but a reset; `huge`: followed by `size` bytes of white space.
    """

    response: Response
    manner: Manner = "whole"
    seconds: float = 0
    size: int = 0


class Faults:
    """The faults in force, counted down as requests meet them. Safe for threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._of: list[Fault] = []
        self._met: list[int] = []

    def put(self, *faults: Fault) -> None:
        """Add faults; of several that match, the first one put meets the request."""
        with self._lock:
            self._of += faults
            self._met += [0] * len(faults)

    def clear(self) -> None:
        """Behave well again."""
        with self._lock:
            self._of, self._met = [], []

    def take(self, target: str) -> Fault | None:
        """Find the fault for a request, and count it."""
        with self._lock:
            for at, fault in enumerate(self._of):
                if not re.search(fault.pattern, target):
                    continue
                self._met[at] += 1
                met = self._met[at] - fault.after
                if met > 0 and (fault.count is None or met <= fault.count):
                    return fault
        return None
