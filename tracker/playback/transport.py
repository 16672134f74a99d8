"""HTTP/1.1 for the playback: connections that are kept, gzip, and ways to fail."""

from __future__ import annotations

import gzip
import http.server
import socket
import struct
import threading
from contextlib import suppress
from http import HTTPStatus
from typing import Any, Protocol
from urllib.parse import parse_qsl

from tracker.playback.faults import Reply
from tracker.playback.values import Request, Response

PIECE = b" " * 65536


class Owner(Protocol):
    """Who decides what is answered."""

    closing: threading.Event

    def reply(self, request: Request, target: str) -> Reply:
        """Answer a request; `target` is its path and query as they came."""


class LoopbackServer(http.server.ThreadingHTTPServer):
    """A thread a connection; quiet when clients hang up."""

    owner: Owner
    request_queue_size = 256
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: clients that hang up are part of the play."""


class Handler(http.server.BaseHTTPRequestHandler):
    """Reads requests and sends replies, in the manner that each reply asks for."""

    server: LoopbackServer
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
