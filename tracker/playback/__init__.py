"""A server that plays recorded observations as a WordPress REST API."""

from __future__ import annotations

from tracker.playback.faults import Fault, FaultKind, Faults
from tracker.playback.playback import Playback, play
from tracker.playback.reading import iter_observations
from tracker.playback.running import run
from tracker.playback.server import PlaybackServer, serve
from tracker.playback.values import (
    Login,
    Observation,
    PostType,
    Request,
    Response,
    Site,
    Taxonomy,
)

__all__ = [
    "Fault",
    "FaultKind",
    "Faults",
    "Login",
    "Observation",
    "Playback",
    "PlaybackServer",
    "PostType",
    "Request",
    "Response",
    "Site",
    "Taxonomy",
    "iter_observations",
    "play",
    "run",
    "serve",
]
