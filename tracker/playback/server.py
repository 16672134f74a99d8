"""A playback over HTTP, on loopback."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from tracker.playback.faults import Fault, Faults, Reply
from tracker.playback.misbehaving import misbehave
from tracker.playback.playback import Playback
from tracker.playback.transport import Handler, LoopbackServer
from tracker.playback.values import Observation, Request


class PlaybackServer:
    """A running server; the moment, the observations and the faults can be changed meanwhile.

    Args:
        playback: what is served.
        latency: how long every answer is held back, in milliseconds.
        port: 0 for any free one.

    `requests` holds what was asked, oldest first. `before` is called with each request before it
    is answered, in the thread of its connection; it may call `at`, `add` and `fail`.
    """

    def __init__(self, playback: Playback, *, latency: float = 0, port: int = 0) -> None:
        self.faults = Faults()
        self.latency = latency
        self.before: Callable[[Request], object] | None = None
        self.requests: deque[Request] = deque(maxlen=100_000)
        self.closing = threading.Event()
        self._lock = threading.Lock()
        self._playback = playback
        self._inner = LoopbackServer(("127.0.0.1", port), Handler)
        self._inner.owner = self
        self._thread = threading.Thread(target=self._inner.serve_forever, args=(0.05,))

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        return f"http://127.0.0.1:{self._inner.server_address[1]}"

    @property
    def url(self) -> str:
        """The address of the site's front page."""
        return f"{self.origin}{self._playback.site.folder}/"

    @property
    def playback(self) -> Playback:
        """What is served now."""
        return self._playback

    def at(self, moment: datetime) -> None:
        """Move to another moment."""
        with self._lock:
            self._playback = self._playback.at(moment)

    def add(self, *observations: Observation) -> None:
        """Add observations; those up to the present moment are seen at once."""
        with self._lock:
            self._playback = self._playback.with_more(observations)

    def fail(self, *faults: Fault) -> None:
        """Put faults."""
        self.faults.put(*faults)

    def reply(self, request: Request, target: str) -> Reply:
        """Answer a request, after the latency, with the fault that meets it."""
        if self.latency:
            time.sleep(self.latency / 1000)
        self.requests.append(request)
        if self.before is not None:
            self.before(request)
        fault = self.faults.take(target)
        if fault is None:
            return Reply(response=self._playback.respond(request))
        return misbehave(fault, request, self._playback)

    def start(self) -> None:
        """Begin to serve, in threads."""
        self._thread.start()

    def stop(self) -> None:
        """End; stalled answers are let go."""
        self.closing.set()
        self._inner.shutdown()
        self._inner.server_close()
        self._thread.join()


@contextmanager
def serve(
    playback: Playback,
    *,
    latency: float = 0,
    port: int = 0,
    faults: Iterable[Fault] = (),
) -> Iterator[PlaybackServer]:
    """Serve a playback on loopback for as long as the context lasts.

    Args:
        latency: how long every answer is held back, in milliseconds.
        port: 0 for any free one.
        faults: misbehaviour from the start.

    Raises:
        OSError: where the port is taken.
    """
    server = PlaybackServer(playback, latency=latency, port=port)
    server.fail(*faults)
    server.start()
    try:
        yield server
    finally:
        server.stop()
