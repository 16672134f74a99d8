"""Connections whose answers end in time, status line and headers included.

The timeouts of requests and urllib3 count from one byte to the next, and a server that sends a
byte every two seconds holds such a client for ever: `http.client` reads the status line and the
headers in one go, and nobody outside can look at the clock meanwhile. So the clock is looked at
below it, before each time that the socket is read.
"""

from __future__ import annotations

import io
import socket
from collections.abc import Callable
from functools import partial
from http.client import HTTPResponse
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

Left = Callable[[], float]
"""Seconds that are left for an answer."""
Begin = Callable[[], Left]
"""Called as an answer is due: gives its own clock."""


class _BoundedRaw(io.RawIOBase):
    """A socket that is read until its time is up."""

    def __init__(self, raw: io.RawIOBase, sock: socket.socket, left: Left) -> None:
        self._raw = raw
        self._sock = sock
        self._left = left
        self._patience = sock.gettimeout()

    def readable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._raw.fileno()

    def readinto(self, buffer: Any, /) -> int | None:
        left = self._left()
        if left <= 0:
            raise TimeoutError("the time for this answer is up")
        self._sock.settimeout(left if self._patience is None else min(left, self._patience))
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


class _BoundedAnswer(HTTPResponse):
    """An answer of `http.client` that reads from such a socket."""

    def __init__(self, sock: socket.socket, *args: Any, begin: Begin, **options: Any) -> None:
        super().__init__(sock, *args, **options)
        raw: Any = self.fp.detach()  # nothing was read yet
        self.fp = io.BufferedReader(_BoundedRaw(raw, sock, begin()))


class _Plain(HTTPConnection):
    def __init__(self, *args: Any, begin: Begin, **options: Any) -> None:
        super().__init__(*args, **options)
        # Also what a proxy answers to CONNECT is read by it.
        self.response_class = partial(_BoundedAnswer, begin=begin)  # type: ignore[assignment]


class _Secure(HTTPSConnection):
    def __init__(self, *args: Any, begin: Begin, **options: Any) -> None:
        super().__init__(*args, **options)
        self.response_class = partial(_BoundedAnswer, begin=begin)  # type: ignore[assignment]


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _Secure


class BoundedAdapter(HTTPAdapter):
    """The adapter of requests with such connections, straight and by proxies."""

    def __init__(self, begin: Begin, pool_maxsize: int) -> None:
        self._begin = begin
        super().__init__(pool_maxsize=pool_maxsize)

    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        super().init_poolmanager(*args, **options)
        self._bound(self.poolmanager)

    def proxy_manager_for(self, proxy: str, **options: Any) -> Any:
        is_new = proxy not in self.proxy_manager
        manager = super().proxy_manager_for(proxy, **options)
        if is_new and not proxy.lower().startswith("socks"):  # whose pools are its own
            self._bound(manager)
        return manager

    def _bound(self, manager: Any) -> None:
        # urllib3 hands what its pools do not know on to each connection that they open.
        manager.pool_classes_by_scheme = {
            "http": partial(_PlainPool, begin=self._begin),
            "https": partial(_SecurePool, begin=self._begin),
        }
