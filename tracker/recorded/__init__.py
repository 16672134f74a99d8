"""Recorded answers of the REST API, as crawlers keep them."""

from __future__ import annotations

from tracker.recorded.reading import Recorded, iter_recorded

__all__ = ["Recorded", "iter_recorded"]
