"""Files of recorded answers, served until told to stop."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tracker.errors import ConfigError
from tracker.model import Skipped
from tracker.playback.playback import play
from tracker.playback.reading import iter_observations
from tracker.playback.server import PlaybackServer, serve
from tracker.playback.values import Observation, Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A server over files.

    Args:
        observations: how many are played.
        skipped: entries of the files that could not be used.
    """

    server: PlaybackServer
    observations: int
    skipped: tuple[Skipped, ...]


@contextmanager
def run(
    files: Iterable[Path],
    *,
    at: datetime | None = None,
    port: int = 0,
    site: Site | None = None,
    latency: float = 0,
) -> Iterator[Running]:
    """Serve recorded answers on loopback for as long as the context lasts.

    Args:
        files: as `tracker import` reads them.
        at: the moment to show; the newest observation's, if not given.
        port: 0 for any free one.
        site: what the site tells of itself.
        latency: how long every answer is held back, in milliseconds.

    Raises:
        ConfigError: where nothing can be played, or the port is taken.
        MalformedDocument: for a file that cannot be read at all.
    """
    read = tuple(iter_observations(files))
    many = tuple(one for one in read if isinstance(one, Observation))
    skipped = tuple(one for one in read if isinstance(one, Skipped))
    if not many:
        raise ConfigError("The files hold no recorded answer that can be played.")
    moment = at or max(one.observed for one in many)
    playback = play(many, moment=moment, site=site)
    with ExitStack() as stack:
        try:
            server = stack.enter_context(serve(playback, port=port, latency=latency))
        except OSError as error:
            message = f"Port {port} on 127.0.0.1 cannot be used: {error.strerror}. Choose another."
            raise ConfigError(message) from error
        yield Running(server=server, observations=len(many), skipped=skipped)
