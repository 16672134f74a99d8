"""The stretch of a file that is being looked at, and where the JSON objects in it end."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

_TOKEN = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[{}\[\]"]', re.DOTALL)
"""A whole string, a bracket, or the quotation mark of a string that is not complete yet."""

_BETWEEN = re.compile(rb"(?:[\s,\[\]\x1e]|\xef\xbb\xbf)*+")
"""What may stand between entries: white space, array syntax, RFC 7464 separators, a BOM."""

_OBJECT = re.compile(rb'\{\s*"')


class Window:
    """A sliding part of a byte stream; position and line number refer to its first byte.

    Args:
        pieces: the stream, in pieces of any size.
        limit: how many bytes are held at most (one piece more may be read), in bytes.
    """

    def __init__(self, pieces: Iterator[bytes], *, limit: int) -> None:
        self.data = bytearray()
        self.position = 0
        self.line = 1
        self.ended = False
        self._pieces = pieces
        self._limit = limit

    def more(self) -> bool:
        """Read on, about as much as is held; tell whether anything came."""
        if self.ended or len(self.data) >= self._limit:
            return False
        before = len(self.data)
        wanted = min(2 * before, self._limit)
        while len(self.data) <= wanted and not self.ended:
            piece = next(self._pieces, None)
            self.ended = piece is None
            self.data += piece or b""
        return len(self.data) > before

    def drop(self, count: int) -> None:
        """Go on by `count` bytes."""
        self.line += self.data.count(b"\n", 0, count)
        self.position += count
        del self.data[:count]

    def skip_between(self) -> None:
        """Go on to the next byte that belongs to an entry, or to the end."""
        while True:
            match = _BETWEEN.match(self.data)
            end = match.end() if match else 0
            self.drop(end)
            # A BOM or a run of white space can be cut by the end of a piece.
            if len(self.data) > 3 or not self.more():
                return

    def find(self, what: bytes | re.Pattern[bytes], start: int = 0) -> int:
        """Find the offset of `what`, reading on as far as the limit; -1 where it is not."""
        while True:
            if isinstance(what, bytes):
                found = self.data.find(what, start)
            else:
                match = what.search(self.data, start)
                found = match.start() if match else -1
            if found >= 0:
                return found
            start = max(start, len(self.data) - 16)
            if not self.more():
                return -1

    def find_object(self) -> int:
        """Find where the next object with members begins; -1 where there is none."""
        return self.find(_OBJECT)

    def find_record(self) -> int:
        """Find the line break before the next line that begins with a brace, else the end."""
        found = self.find(b"\n{", 1)
        return len(self.data) if found < 0 else found

    def find_end(self, *, within: int | None = None) -> int:
        """Find the end of the object that begins here by its brackets; -1 where it has none.

        Args:
            within: look at so many bytes only, and do not read on.
        """
        stop = sys.maxsize if within is None else within
        depth = 0
        start = 0
        while True:
            for match in _TOKEN.finditer(self.data, start, stop):
                start = match.start()
                token = match[0]
                if token == b'"':
                    break
                start = match.end()
                if token in (b"{", b"["):
                    depth += 1
                elif token in (b"}", b"]"):
                    depth -= 1
                    if depth == 0:
                        return start
            else:
                start = len(self.data)
            if within is not None or not self.more():
                return -1
