"""What goes in and out of a playback: requests, responses, observations, the site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from tracker.model import Fields

ALWAYS = datetime.min.replace(tzinfo=UTC)
"""The time of an observation that tells none: it holds from the beginning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One HTTP request.

    Args:
        path: without the query, still percent-encoded.
        query: names and values in order, decoded.
        headers: by lower-case name.
        base: origin under which the client reached the server, such as `http://127.0.0.1:8080`.
    """

    method: str = "GET"
    path: str = "/"
    query: tuple[tuple[str, str], ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    base: str = "http://127.0.0.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """One HTTP answer.

    Args:
        headers: names and values, without those of the transport (length, connection).
        body: bytes; nothing is sent for HEAD.
        packed: the body compressed with gzip, where it was prepared before; else empty.
    """

    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    packed: bytes = b""

    def header(self, name: str) -> str | None:
        """Return the value of a header, whatever its case."""
        for known, value in self.headers:
            if known.lower() == name.lower():
                return value
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One thing of a site as it was served from a moment on.

    Args:
        observed: from when on it was so.
        kind: post type ("post", "page", ...), taxonomy ("category", "post_tag", ...), "user",
            "comment" or "revision".
        id: of the thing, unique within its kind.
        fields: the REST object; empty where it was away.
        gone: why it was away ("erased" or "unpublished"), else empty.
    """

    observed: datetime
    kind: str
    id: int
    fields: Fields
    gone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostType:
    """A public type and the folder of its REST collection."""

    slug: str
    rest_base: str
    name: str
    taxonomies: tuple[str, ...] = ()
    hierarchical: bool = False
    icon: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Taxonomy:
    """A taxonomy and the folder of its REST collection."""

    slug: str
    rest_base: str
    name: str
    types: tuple[str, ...] = ("post",)
    hierarchical: bool = False


POST = PostType(
    slug="post",
    rest_base="posts",
    name="Posts",
    taxonomies=("category", "post_tag"),
    icon="dashicons-admin-post",
)
PAGE = PostType(
    slug="page", rest_base="pages", name="Pages", hierarchical=True, icon="dashicons-admin-page"
)
MEDIA = PostType(slug="attachment", rest_base="media", name="Media", icon="dashicons-admin-media")
CATEGORY = Taxonomy(slug="category", rest_base="categories", name="Categories", hierarchical=True)
TAG = Taxonomy(slug="post_tag", rest_base="tags", name="Tags")


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What a site tells of itself.

    Args:
        url: its address; empty for the one under which it is served.
        folder: path of an installation in a subdirectory, such as `/blog`; empty at the top.
        gmt_offset: hours; a string unless a zone is set, as in WordPress.
        refuses_wrong_passwords: see `access.logged_in`.
        permalinks: form of its addresses: `pretty`, `index` (`/index.php/...`) or `plain`.
    """

    name: str = "Playback"
    description: str = ""
    url: str = ""
    language: str = "en-US"
    gmt_offset: float | str = "0"
    timezone_string: str = ""
    folder: str = ""
    permalinks: Literal["pretty", "index", "plain"] = "pretty"
    refuses_wrong_passwords: bool = False
    types: tuple[PostType, ...] = (POST, PAGE, MEDIA)
    taxonomies: tuple[Taxonomy, ...] = (CATEGORY, TAG)


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """A user's application password; a repr never shows it.

    Args:
        id: of the user, as in the observations of kind "user".
    """

    user: str
    password: str = field(repr=False)
    id: int = 1
