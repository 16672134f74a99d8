"""A message of the shape that `deliver` takes, and channels for it."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from tracker.findings import Level

CERTIFICATES = Path(__file__).parent / "certificates"
AUTHORITY = CERTIFICATES / "authority.pem"
NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    key: str = "20260301T120000Z-1f3a9c"
    run: str = "20260301T120000Z-1f3a9c"
    subject: str = "2 findings at the Gazette"
    text: str = "The bridge is 40 metres long, no longer 30.\n"
    html: str = "<p>The bridge is <ins>40</ins> metres long.</p>\n"
    payload: dict[str, object] = field(default_factory=lambda: {"findings": 2, "site": "gazette"})
    level: Level = Level.WARNING


@dataclass
class Clock:
    """A clock that stands still until somebody sleeps by it."""

    slept: list[float] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def sleep(self, seconds: float) -> None:
        with self.lock:
            self.slept.append(seconds)

    def now(self) -> datetime:
        return NOON
