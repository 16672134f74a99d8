"""What a site answers: bytes, headers, decoded JSON, and WordPress's own errors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import msgspec

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class BadJson(ValueError):
    """A body is not the JSON that is due; the message is the end of a sentence."""


class TooDeep(BadJson):
    """JSON nested beyond all reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RestError:
    """The error object of WordPress: `{"code", "message", "data": {"status"}}`.

    https://developer.wordpress.org/reference/functions/rest_convert_error_to_response/
    """

    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer, redirects followed and read to its end.

    Args:
        status: the HTTP status.
        headers: names in lower case.
        body: unpacked; empty where it was decoded.
        url: the address that answered in the end.
        observed: when the content was true: time of receipt minus the `Age` of a cache.
        value: the decoded JSON, None where there was none.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    url: str
    observed: datetime
    value: Any = field(default=None, repr=False)

    @property
    def is_fine(self) -> bool:
        """Tell whether the status is 200 to 299."""
        return 200 <= self.status < 300

    @property
    def error(self) -> RestError | None:
        """WordPress's error object, None where the body is none (a web server's own page)."""
        found = self.value if isinstance(self.value, dict) else {}
        code, message = found.get("code"), found.get("message")
        if not isinstance(code, str) or not code:
            return None
        return RestError(code=code, message=message if isinstance(message, str) else "")

    @property
    def total(self) -> int | None:
        """`X-WP-Total`, None where a proxy dropped it or it is no count."""
        text = self.headers.get("x-wp-total", "").strip()
        return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else None


def decode_json(body: bytes, *, max_depth: int) -> Any:
    """Decode a body whatever its Content-Type; a byte order mark before it is allowed.

    Raises:
        BadJson: for anything else than JSON, or nesting beyond `max_depth`.
    """
    try:
        value = msgspec.json.decode(body.removeprefix(BYTE_ORDER_MARK))
    except RecursionError as error:
        raise TooDeep(f"JSON nested more than {max_depth} deep") from error
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise BadJson(_what_it_is(body)) from error
    if _is_deeper(value, max_depth):
        raise TooDeep(f"JSON nested more than {max_depth} deep")
    return value


def _is_deeper(value: Any, max_depth: int) -> bool:
    level: list[Any] = [[value]]
    for _ in range(max_depth + 1):
        level = [
            child
            for container in level
            for child in (container.values() if type(container) is dict else container)
            if type(child) is dict or type(child) is list
        ]
        if not level:
            return False
    return True


def _what_it_is(body: bytes) -> str:
    start = body[:2000].lstrip().lower()
    if not start:
        return "an empty body where JSON is due"
    if b"<b>warning</b>" in start or b"<b>notice</b>" in start or b"<b>deprecated</b>" in start:
        return "a PHP warning where JSON is due"
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<head", b"<body")):
        return "a web page where JSON is due"
    if start[:1] in b"[{":
        return "damaged JSON (cut off, or not UTF-8)"
    return "something else where JSON is due"
