"""A small web server whose every answer a test decides."""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit


@dataclass
class Asked:
    """A request, and the means to answer it badly."""

    handler: BaseHTTPRequestHandler
    path: str
    params: dict[str, str]
    headers: dict[str, str]

    def send(self, status: int, body: bytes = b"", **headers: str) -> None:
        """Answer; `_` in a header's name stands for `-`."""
        self.handler.send_response(status)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            if value:
                self.handler.send_header(name.replace("_", "-"), value)
        self.handler.end_headers()
        self.handler.wfile.write(body)

    def json(self, value: Any, status: int = 200, **headers: str) -> None:
        body = json.dumps(value).encode()
        self.send(status, body, **{"Content_Type": "application/json", **headers})

    def packed(self, body: bytes, keep: int | None = None) -> None:
        self.send(200, gzip.compress(body)[:keep], Content_Encoding="gzip")

    def hang_up(self) -> None:
        self.handler.close_connection = True


Answering = Callable[[Asked], None]


@dataclass
class Web:
    """A running server; `answer` may be exchanged at any time."""

    url: str
    answer: Answering
    asked: list[Asked] = field(default_factory=list)


@contextmanager
def serve(answer: Answering) -> Iterator[Web]:
    """Serve on a free port of loopback."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            params = dict(parse_qsl(parts.query, keep_blank_values=True))
            headers = {name.lower(): value for name, value in self.headers.items()}
            asked = Asked(self, parts.path, params, headers)
            web.asked.append(asked)
            try:
                web.answer(asked)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """Say nothing: clients that hang up are what is tested."""

    server = Server(("127.0.0.1", 0), Handler)
    web = Web(url=f"http://127.0.0.1:{server.server_port}/", answer=answer)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()
