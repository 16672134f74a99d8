"""Make text from a site harmless: no control characters, no bidi overrides, no lone surrogates."""

from __future__ import annotations

import re
from html import unescape

_CONTROLS = r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb"
_TERMINAL = re.compile(rf"[{_CONTROLS}\x0b-\x0d\x1c-\x1f\x85\u2028\u2029]")
_UNSEEN = re.compile(rf"[{_CONTROLS}\u00ad\u200b\u2060\ufeff]")
_SURROGATES = re.compile(r"[\ud800-\udfff]+")
_DROPPED = re.compile(
    r"<!--(?:.*?-->|.*)|<(script|style|template)\b[^>]*>(?:.*?</\1\s*>|.*)",
    re.DOTALL | re.IGNORECASE,
)
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|cite|code|del|em|font|i|ins|kbd|mark|q|s|samp|small|span|strong|sub"
    r"|sup|u|var|wbr)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<![^<>]*>")


def join_surrogates(text: str) -> str:
    """Join surrogate pairs to the characters that they stand for; U+FFFD for lone ones.

    JSON escapes such as `\\ud83d` leave them in decoded strings.
    """
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATES.sub(_joined, text)
    return text


def _joined(match: re.Match[str]) -> str:
    return match.group().encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def without_unseen(text: str) -> str:
    """Drop what nobody sees: control characters, bidi overrides, zero-width and soft hyphens.

    White space stays, the odd kinds included. Joiners (U+200C, U+200D) and direction marks
    (U+200E, U+200F) stay, since emoji, Persian and mixed-direction lines need them.
    """
    return _UNSEEN.sub("", text)


def one_line(text: str) -> str:
    """Make one clean line: no control characters, runs of white space as one space, stripped."""
    if text.isascii() and text.isprintable() and "  " not in text and text.strip() == text:
        return text  # as nearly always
    return " ".join(_UNSEEN.sub("", join_surrogates(text)).split())


def terminal_safe(text: str) -> str:
    """Drop whatever could steer a terminal; line feeds and tabs stay."""
    return _TERMINAL.sub("", join_surrogates(text))


def plain(html: str) -> str:
    """Read a rendered fragment such as `title.rendered` as one line of text.

    Entities are decoded once, tags are dropped; a `<` that begins no tag stays.
    """
    if "<" in html:
        html = _TAG.sub(" ", _INLINE.sub("", _DROPPED.sub(" ", html)))
    return one_line(unescape(html))
