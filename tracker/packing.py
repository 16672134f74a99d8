"""Values as bytes, whatever a site put into them.

MessagePack is quick and has no integers beyond 64 bits; JSON, as the REST API speaks it, has. What
MessagePack cannot say is written as JSON. The first byte tells which: JSON begins an array or an
object with `[` or `{`, which in MessagePack would be a lone number.
"""

from __future__ import annotations

from typing import Any, Generic, TypeVar

import msgspec

Value = TypeVar("Value")


def pack(value: Any) -> bytes:
    """Write a value that is an array or an object."""
    try:
        return msgspec.msgpack.encode(value)
    except OverflowError:
        return msgspec.json.encode(value)


class Unpacker(Generic[Value]):
    """Read what `pack` wrote of values of one type."""

    def __init__(self, kind: type[Value]) -> None:
        self._packed = msgspec.msgpack.Decoder(kind)
        self._written = msgspec.json.Decoder(kind)

    def __call__(self, data: bytes) -> Value:
        """Read one value.

        Raises:
            msgspec.MsgspecError: for anything else.
        """
        return (self._written if data[:1] in (b"[", b"{") else self._packed).decode(data)
