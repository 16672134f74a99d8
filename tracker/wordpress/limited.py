"""Connections whose answers end in time, at a limited rate."""

from __future__ import annotations

from requests_ratelimiter import LimiterMixin

from tracker.wordpress.bounded import BoundedAdapter


class LimitedAdapter(LimiterMixin, BoundedAdapter):  # type: ignore[misc]
    """The adapter of requests that waits until the next request may go."""
