"""What any page of a WordPress site tells of it."""

from __future__ import annotations

import html
import re

from tracker.wordpress.answers import Answer

RELATION = "https://api.w.org/"
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,3}\Z")
HEAD_BYTES = 512 * 1024


def told_root(page: Answer) -> str | None:
    """Read the REST root that a page names, in its `Link` header or a `<link>` element."""
    for match in re.finditer(r"<([^<>]*)>([^<]*)", page.headers.get("link", "")):
        if re.search(rf'rel\s*=\s*"?{re.escape(RELATION)}"?', match[2]):
            return match[1]
    for element in re.findall(r"<link\b[^>]*>", _head(page.body), re.IGNORECASE):
        relation, target = _attribute(element, "rel"), _attribute(element, "href")
        if target and relation is not None and RELATION in relation.split():
            return target
    return None


def _head(body: bytes) -> str:
    return body[:HEAD_BYTES].decode("utf-8", "replace")


def _attribute(element: str, name: str) -> str | None:
    match = re.search(rf"""\s{name}\s*=\s*("[^"]*"|'[^']*'|[^\s>"']+)""", element, re.IGNORECASE)
    return None if match is None else html.unescape(match[1].strip("\"'")).strip()


def told_language(page: Answer) -> str | None:
    """Read the language of a page, `en-US`, from `<html lang>`."""
    match = re.search(r"<html\b[^>]*>", _head(page.body), re.IGNORECASE)
    language = None if match is None else _attribute(match[0], "lang")
    return language if language is not None and LANGUAGE.match(language) else None
