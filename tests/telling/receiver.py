"""A web server that takes messages, or behaves as badly as a test says."""

from __future__ import annotations

import json
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.telling.messages import CERTIFICATES


@dataclass(frozen=True)
class Post:
    """What arrived; names of headers in lower case."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


Behaviour = Callable[[BaseHTTPRequestHandler], None]


def answer(status: int, **headers: str) -> Behaviour:
    """Answer with a status; `_` in a header's name stands for `-`."""

    def behave(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {"Content_Length": "0", **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()

    return behave


def stall(until: threading.Event) -> Behaviour:
    """Say nothing until the test is over."""

    def behave(handler: BaseHTTPRequestHandler) -> None:
        until.wait(20)
        handler.close_connection = True

    return behave


def reset(handler: BaseHTTPRequestHandler) -> None:
    """Break the connection off with a RST."""
    linger = struct.pack("ii", 1, 0)
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    handler.connection.close()


def endless(handler: BaseHTTPRequestHandler) -> None:
    """Take the message, and send an answer that never ends."""
    handler.send_response(200)
    handler.end_headers()
    try:
        while True:
            handler.wfile.write(b"x" * 65536)
    except OSError:
        handler.close_connection = True


@dataclass
class Receiver:
    """A running server.

    Args:
        behaviours: for the requests in their order; the last one stays.
    """

    url: str
    port: int
    behaviours: list[Behaviour]
    posts: list[Post] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def headers(self, name: str) -> list[str | None]:
        return [post.headers.get(name) for post in self.posts]

    def take(self, post: Post) -> Behaviour:
        with self.lock:
            self.posts.append(post)
            return self.behaviours.pop(0) if len(self.behaviours) > 1 else self.behaviours[0]


@contextmanager
def receiving(*behaviours: Behaviour, tls: bool = False) -> Iterator[Receiver]:
    """Serve on a free port of loopback."""

    class Handler(BaseHTTPRequestHandler):
        def _handle(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            receiver.take(Post(self.path, headers, body))(self)

        do_POST = do_GET = _handle

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            pass

        def shutdown_request(self, request: Any) -> None:
            try:
                super().shutdown_request(request)
            except OSError:
                request.close()

    with Server(("127.0.0.1", 0), Handler) as server:
        port = server.server_address[1]
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(CERTIFICATES / "server.pem")
            server.socket = context.wrap_socket(
                server.socket, server_side=True, do_handshake_on_connect=False
            )
        url = f"https://localhost:{port}" if tls else f"http://127.0.0.1:{port}"
        receiver = Receiver(url, port, list(behaviours) or [answer(204)])
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield receiver
        finally:
            server.shutdown()
            thread.join(5)
