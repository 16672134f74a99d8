"""Standard streams that a command can count on, whatever its caller left of them."""

from __future__ import annotations

import codecs
import io
import os
import sys

_ESCAPED = "tracker.escaped"


def ready_streams() -> None:
    """Put the null device where a standard stream is closed, and let no character stop output.

    A closed descriptor would go to the next file that is opened, which then would take what is
    meant for the stream (git does the same: `sanitize_stdfds` in its setup.c). Characters that the
    encoding of a terminal or a pipe lacks are written as JSON writes them, `\\u2026`, unless
    `PYTHONIOENCODING` says how else.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest number that is free: this one
    sys.stdin = sys.stdin or _nothing("r")
    sys.stdout = sys.stdout or _nothing("w")
    sys.stderr = sys.stderr or _nothing("w")
    codecs.register_error(_ESCAPED, _escaped)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.errors in _stopping(stream.encoding):
            stream.reconfigure(errors=_ESCAPED)


def is_utf8(encoding: str | None) -> bool:
    """Tell whether an encoding has every character."""
    try:
        return codecs.lookup(encoding or "").name == "utf-8"
    except LookupError:
        return False


def _nothing(mode: str) -> io.TextIOWrapper:
    stream = open(os.devnull, mode, encoding="utf-8")  # noqa: SIM115
    assert isinstance(stream, io.TextIOWrapper)
    return stream


def _stopping(encoding: str) -> tuple[str, ...]:
    """Name the ways to take a character that is missing which end in an error.

    In the locale "C" file names may pass as the bytes they are.
    """
    return ("strict",) if is_utf8(encoding) else ("strict", "surrogateescape")


def _escaped(error: UnicodeError) -> tuple[str, int]:
    """Write what cannot be encoded so that JSON stays JSON, beyond U+FFFF as two surrogates."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    missing = error.object[error.start : error.end]
    units = missing.encode("utf-16-be", "surrogatepass")
    pairs = zip(units[::2], units[1::2], strict=True)
    return "".join(f"\\u{high:02x}{low:02x}" for high, low in pairs), error.end
