"""A playback over HTTP, on loopback."""

from __future__ import annotations

import gzip
import http.server
import socket
import struct
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl

from tracker.playback.faults import Fault, Faults, Reply
from tracker.playback.misbehaving import misbehave
from tracker.playback.playback import Playback
from tracker.playback.values import Observation, Request, Response

PIECE = b" " * 65536


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
        self._inner = _Server(("127.0.0.1", port), _Handler)
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


class _Server(http.server.ThreadingHTTPServer):
    owner: PlaybackServer
    request_queue_size = 256
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: clients that hang up are part of the play."""


class _Handler(http.server.BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 60

    def do_GET(self) -> None:
        length = self.headers.get("Content-Length", "0")
        self.rfile.read(int(length) if length.isdecimal() else 0)
        request = self._request()
        with suppress(ConnectionError):
            self._send(request, self.server.owner.reply(request, self.path))

    do_HEAD = do_POST = do_PUT = do_DELETE = do_OPTIONS = do_GET

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet: the server is part of other programs."""

    def _request(self) -> Request:
        path, _, query = self.path.partition("?")
        host, port = self.server.server_address[:2]
        return Request(
            method=self.command,
            path=path,
            query=tuple(parse_qsl(query, keep_blank_values=True)),
            headers={name.lower(): value for name, value in self.headers.items()},
            base=f"http://{self.headers.get('Host') or f'{host!s}:{port}'}",
        )

    def _send(self, request: Request, reply: Reply) -> None:
        if reply.manner == "reset":
            self._reset()
            return
        response = reply.response
        body = self._packed(request, response)
        extra = () if body is response.body else (("Content-Encoding", "gzip"),)
        length = len(body) + reply.size
        self.wfile.write(self._head(response, extra, length) + self._begin(request, reply, body))
        if reply.manner == "stall":
            self.server.owner.closing.wait(reply.seconds)
        if reply.manner == "huge":
            self._send_space(reply.size)
        if reply.manner != "whole":
            self.close_connection = True

    def _packed(self, request: Request, response: Response) -> bytes:
        asked = "gzip" in request.headers.get("accept-encoding", "")
        if not asked or len(response.body) <= 1000 or response.header("Content-Encoding"):
            return response.body
        return response.packed or gzip.compress(response.body, 1, mtime=0)

    def _head(self, response: Response, extra: tuple[tuple[str, str], ...], length: int) -> bytes:
        reason = HTTPStatus(response.status).phrase
        lines = [
            f"HTTP/1.1 {int(response.status)} {reason}",
            f"Date: {self.date_time_string()}",
            *(f"{name}: {value}" for name, value in (*response.headers, *extra)),
            f"Content-Length: {length}",
            "Vary: Accept-Encoding",
        ]
        return "\r\n".join((*lines, "", "")).encode("latin-1", "replace")

    def _begin(self, request: Request, reply: Reply, body: bytes) -> bytes:
        if request.method == "HEAD":
            return b""
        return body[: len(body) // 2] if reply.manner in ("cut", "stall") else body

    def _send_space(self, size: int) -> None:
        while size > 0 and not self.server.owner.closing.is_set():
            self.wfile.write(PIECE[:size])
            size -= len(PIECE)

    def _reset(self) -> None:
        # SO_LINGER with no time makes close() send RST instead of FIN.
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()
