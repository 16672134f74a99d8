"""The values that every layer speaks in: frozen, without I/O."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeGuard

TYPE_PATTERN = re.compile(r"[a-z0-9_-]{1,20}\Z")
"""What `sanitize_key` leaves of a post type's name; nothing else ever becomes a path."""

MOST = 2**63 - 1
"""The largest id or count that is believed: MySQL's are of 64 bits, and so are those kept here."""

FOLDERS = {"post": "posts", "page": "pages", "attachment": "media"}

Fields = dict[str, Any]
"""A decoded JSON object of the REST API."""


def folder_of(post_type: str) -> str:
    """Name the archive folder of a post type: posts, pages, media, else the type's slug.

    Raises:
        ValueError: for a name that `sanitize_key` cannot have made.
    """
    if not TYPE_PATTERN.match(post_type):
        raise ValueError(f"not a post type: {post_type!r}")
    if post_type in FOLDERS.values():
        return f"type.{post_type}"  # a custom type called "posts"; no slug holds a dot
    return FOLDERS.get(post_type, post_type)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class PostKey:
    """A post, known by folder (its type) and id, never by slug or URL."""

    folder: str
    id: int

    def __str__(self) -> str:
        return f"{self.folder}/{self.id}"

    @property
    def type_name(self) -> str:
        """The singular word used in subjects: post, page, media, else the type's slug."""
        return {"posts": "post", "pages": "page"}.get(self.folder, self.folder)

    @property
    def post_type(self) -> str:
        """The type as WordPress names it: the inverse of `folder_of`."""
        names = {folder: name for name, folder in FOLDERS.items()}
        return names.get(self.folder, self.folder.removeprefix("type."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A post that could not be read or recorded in this run; it is tried again next time."""

    post: str
    reason: str


def utc(text: str) -> datetime:
    """Read a time of the REST API or of a trailer as aware UTC, to the second.

    REST times lack an offset; the `_gmt` ones are UTC all the same
    (`mysql_to_rfc3339`, https://developer.wordpress.org/reference/functions/mysql_to_rfc3339/).

    Raises:
        ValueError: for anything that is not a time, `0000-00-00T00:00:00` included.
    """
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC).replace(microsecond=0)


def utc_or_none(text: object) -> datetime | None:
    """Read a time like `utc`, with None for null, empty, zero and impossible times."""
    if not isinstance(text, str) or not text:
        return None
    try:
        return utc(text)
    except (ValueError, OverflowError):
        return None


def stamp(moment: datetime) -> str:
    """Write a time as `2025-07-22T19:14:55Z`."""
    return moment.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def revision_activity(fields: Fields | None) -> tuple[int | None, int | None]:
    """Take the public count of revisions and the newest one's id from `_links` of a REST post.

    `version-history.count` and `predecessor-version.id` are public
    (`WP_REST_Posts_Controller::prepare_links`); None for what is not told.
    """
    links = (fields or {}).get("_links")
    return _link(links, "version-history", "count"), _link(links, "predecessor-version", "id")


def _link(links: object, relation: str, name: str) -> int | None:
    found = links.get(relation) if isinstance(links, dict) else None
    entry = found[0] if isinstance(found, list) and found else None
    value = entry.get(name) if isinstance(entry, dict) else None
    return value if type(value) is int and 0 <= value <= MOST else None


def is_id(value: object) -> TypeGuard[int]:
    """Tell whether a value can be the id of something in WordPress."""
    return type(value) is int and 0 < value <= MOST


def is_protected(fields: Fields) -> bool:
    """Tell whether a password protects a post, so that its text is not served."""
    content = fields.get("content")
    return isinstance(content, dict) and content.get("protected") is True
