"""JSON as crawlers keep it."""

from __future__ import annotations

import re

import msgspec

_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)
_CONTROL = re.compile(rb"[\x00-\x1f]")
_TRAILING = b" \t\r\n,]\x1e"


def decode(text: bytes | bytearray) -> object:
    """Decode one JSON value; raw control characters inside its strings are kept.

    Strict JSON wants them escaped (RFC 8259, section 7); crawlers that unescape `\\n` on the way
    leave them raw. They are the same characters, so nothing is changed by escaping them again.

    Raises:
        ValueError: for anything else that is not JSON, with a short reason.
    """
    text = text.strip(b" \t\r\n").rstrip(_TRAILING)
    try:
        return _decode(text)
    except ValueError:
        escaped = _STRING.sub(_escape_string, bytes(text))
        if escaped == text:
            raise
        return _decode(escaped)


def decode_or_none(text: bytes | bytearray) -> object:
    """Decode one JSON value in its strict form, with None for everything else."""
    try:
        return _decode(text.rstrip(_TRAILING))
    except ValueError:
        return None


def _decode(text: bytes | bytearray) -> object:
    try:
        return msgspec.json.decode(text)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    except UnicodeDecodeError as error:
        raise ValueError("it is not UTF-8") from error
    except msgspec.DecodeError as error:
        raise ValueError(_reason(str(error))) from error


def _reason(message: str) -> str:
    if "truncated" in message:
        return "it is cut off"
    return message.removeprefix("JSON is malformed: ") or "it is not JSON"


def _escape_string(match: re.Match[bytes]) -> bytes:
    return _CONTROL.sub(lambda control: b"\\u%04x" % control[0][0], match[0])
