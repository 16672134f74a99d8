"""Entries of a file of recorded answers: told apart, decoded, and never stopped by a bad one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.errors import MalformedDocument
from tracker.recorded.decoding import decode, decode_or_none
from tracker.recorded.window import Window

BARREN = 256 * 1024 * 1024
"""After so many bytes without a readable entry the rest is given up: no archive looks like that,
a decompression bomb does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One top-level JSON object, or why there is none.

    Args:
        value: the decoded object; None where it could not be decoded.
        line: where it begins, counted from 1.
        reason: what is wrong, as the end of a sentence; empty for a good entry.
    """

    value: object
    line: int
    reason: str = ""


def iter_entries(pieces: Iterator[bytes], *, limit: int, name: str) -> Iterator[Entry]:
    """Decode the objects of JSON Lines, of an array, or of objects one after the other.

    Args:
        pieces: the bytes of the file.
        limit: the largest permitted entry, in bytes; it also bounds the memory.
        name: of the file, for error messages.

    Raises:
        MalformedDocument: where nothing readable comes for a very long stretch.
    """
    reader = _Reader(pieces, limit=limit)
    fertile = 0
    while (entry := reader.read()) is not None:
        if not entry.reason:
            fertile = reader.window.position
        yield entry
        if reader.window.position - fertile > BARREN:
            message = f"{name} holds no readable entry after line {entry.line}; it was given up."
            raise MalformedDocument(message, where=f"{name}:{entry.line}")


class _Reader:
    def __init__(self, pieces: Iterator[bytes], *, limit: int) -> None:
        self.window = Window(pieces, limit=limit)
        self._limit = limit
        # Most files hold one object a line, and finding a line break is the quickest of all.
        self._by_line = True
        # Up to here brackets are known to lead astray: a bad entry must not swallow good ones,
        # and no stretch is searched for brackets twice.
        self._astray = 0

    def read(self) -> Entry | None:
        window = self.window
        self._note_array()
        window.skip_between()
        if not window.data:
            return None
        line = window.line
        if window.data[:1] != b"{":
            return self._skip_foreign(line)
        if self._by_line and (value := self._whole_line()) is not None:
            return Entry(value=value, line=line)
        if window.position >= self._astray and not (self._by_line and self._next_is_whole()):
            entry = self._by_brackets(line)
            if entry is not None:
                return entry
        return self._by_record(line)

    def _note_array(self) -> None:
        if self.window.position == 0:
            self.window.more()
            head = bytes(self.window.data[:64]).lstrip(b"\xef\xbb\xbf \t\r\n")
            self._by_line = not head.startswith(b"[{")

    def _skip_foreign(self, line: int) -> Entry:
        window = self.window
        found = window.find_object()
        if found < 0:
            # Brackets and quotation marks of a cut-off end are left for the next look.
            found = len(window.data) if window.ended else max(1, len(window.data) - 64)
        window.drop(found)
        return Entry(value=None, line=line, reason="it is not JSON")

    def _whole_line(self) -> object:
        end = self.window.find(b"\n")
        end = len(self.window.data) if end < 0 else end
        value = decode_or_none(self.window.data[:end])
        if value is not None:
            self.window.drop(end)
        return value

    def _next_is_whole(self) -> bool:
        """Tell whether a whole object of the same kind stands on the line after this one."""
        window = self.window
        start = window.find(b"\n{") + 1
        if start == 0 or window.data[:8] != window.data[start : start + 8]:
            return False
        end = window.find(b"\n", start)
        end = len(window.data) if end < 0 else end
        return decode_or_none(window.data[start:end]) is not None

    def _by_brackets(self, line: int) -> Entry | None:
        window = self.window
        end = window.find_end()
        if end < 0:
            self._astray = window.position + len(window.data)
            return None
        try:
            value = decode(window.data[:end])
        except ValueError as error:
            self._astray = window.position + end
            if window.data.find(b"\n{", 1, end) >= 0:
                return None
            window.drop(end)
            return Entry(value=None, line=line, reason=str(error))
        self._by_line = self._by_line and b"\n" in window.data[: end + 8]
        window.drop(end)
        return Entry(value=value, line=line)

    def _by_record(self, line: int) -> Entry:
        """Take everything up to the next line that begins with a brace."""
        window = self.window
        end = window.find_record()
        if end >= self._limit and not window.ended:
            self._skip_record()
            reason = f"it is larger than {self._limit // 1024**2} MiB"
            return Entry(value=None, line=line, reason=reason)
        inner = window.find_end(within=end)
        text = window.data[: inner if inner > 0 else end]
        try:
            value = decode(text)
        except ValueError as error:
            window.drop(end)
            return Entry(value=None, line=line, reason=str(error))
        window.drop(len(text))
        return Entry(value=value, line=line)

    def _skip_record(self) -> None:
        window = self.window
        skipped = 0
        while not (window.data.find(b"\n{", 1) >= 0 or window.ended) and skipped < BARREN:
            skipped += len(window.data) - 1
            window.drop(len(window.data) - 1)
            window.more()
        window.drop(window.find_record())
