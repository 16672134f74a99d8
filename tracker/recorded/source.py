"""Bytes of a file, plain or compressed, in bounded pieces."""

from __future__ import annotations

import lzma
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Protocol

from tracker.errors import MalformedDocument

PIECE = 256 * 1024
"""The most that one read or one step of decompression yields, in bytes."""

XZ_MEMORY = 256 * 1024 * 1024
"""What an xz stream may ask for; `xz -9` needs 65 MiB, a forged header up to 4 GiB."""

GZIP_MAGIC = b"\x1f\x8b"
XZ_MAGIC = b"\xfd7zXZ\x00"
FOREIGN = {b"PK\x03\x04": "zip", b"\x28\xb5\x2f\xfd": "zstd", b"BZh": "bzip2", b"7z\xbc\xaf": "7z"}


class _Decompressor(Protocol):
    """What zlib and lzma objects are made to have in common."""

    def feed(self, data: bytes) -> bytes: ...

    @property
    def hungry(self) -> bool: ...

    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...


class _Gzip:
    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=31)
        self._rest = b""
        self._full = False

    def feed(self, data: bytes) -> bytes:
        piece = self._inner.decompress(self._rest + data, PIECE)
        self._rest = self._inner.unconsumed_tail
        self._full = len(piece) == PIECE
        return piece

    @property
    def hungry(self) -> bool:
        return not self._rest and not self._full

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data


class _Xz:
    def __init__(self) -> None:
        self._inner = lzma.LZMADecompressor(format=lzma.FORMAT_XZ, memlimit=XZ_MEMORY)

    def feed(self, data: bytes) -> bytes:
        return self._inner.decompress(data, PIECE)

    @property
    def hungry(self) -> bool:
        return self._inner.needs_input

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data


def iter_pieces(path: Path) -> Iterator[bytes]:
    """Read a plain, gzip or xz file (told by its first bytes, not by its name) piece by piece.

    Several compressed streams one after the other are read as one, as `gzip` and `xz` do.

    Raises:
        MalformedDocument: for a file that cannot be read, is compressed in another way, or whose
            compressed data is damaged or cut off; everything before the damage was yielded.
    """
    try:
        with path.open("rb") as file:
            yield from _pieces(file, path.name)
    except OSError as error:
        reason = error.strerror or str(error)
        raise MalformedDocument(f"{path} cannot be read: {reason}.", where=str(path)) from error


def _pieces(file: BinaryIO, name: str) -> Iterator[bytes]:
    first = file.read(PIECE)
    for magic, method in FOREIGN.items():
        if first.startswith(magic):
            message = f"{name} is compressed with {method}; unpack it or use gzip or xz."
            raise MalformedDocument(message, where=name)
    if first.startswith(GZIP_MAGIC):
        yield from _unpack(file, first, _Gzip, GZIP_MAGIC, name)
    elif first.startswith(XZ_MAGIC):
        yield from _unpack(file, first, _Xz, XZ_MAGIC, name)
    else:
        while first:
            yield first
            first = file.read(PIECE)


def _unpack(
    file: BinaryIO, data: bytes, kind: type[_Gzip] | type[_Xz], magic: bytes, name: str
) -> Iterator[bytes]:
    stream: _Decompressor = kind()
    while data or not stream.eof:
        piece = _feed(stream, data, name)
        if piece:
            yield piece
        data = b""
        if stream.eof:
            # Streams may be padded with zero bytes (xz) or followed by more streams (both).
            data = (stream.unused_data or file.read(PIECE)).lstrip(b"\0")
            while not data and (more := file.read(PIECE)):
                data = more.lstrip(b"\0")
            if not data:
                return
            if not data.startswith(magic[: len(data)]):
                raise MalformedDocument(f"{name} goes on with other data.", where=name)
            stream = kind()
        elif stream.hungry:
            data = file.read(PIECE)
            if not data:
                message = f"{name} ends in the middle of its compressed data."
                raise MalformedDocument(message, where=name)


def _feed(stream: _Decompressor, data: bytes, name: str) -> bytes:
    try:
        return stream.feed(data)
    except (zlib.error, lzma.LZMAError, EOFError) as error:
        raise MalformedDocument(f"{name} is damaged: {error}.", where=name) from error
