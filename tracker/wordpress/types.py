"""Post types and taxonomies of a site."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from tracker.errors import ConfigError, SiteError
from tracker.model import TYPE_PATTERN, Fields, folder_of
from tracker.wordpress.address import shown
from tracker.wordpress.rest import Rest

ROUTE = re.compile(r"[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)*\Z")
"""A route without the patterns that some bases hold (`font-families/(?P<id>[\\d]+)/...`)."""

NOT_POSTS = frozenset({"attachment", "nav_menu_item"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PostType:
    """A type of posts that the REST API shows.

    Args:
        slug: as in a post's `type`.
        name: for people.
        path: the route of its collection, `wp/v2/posts`.
        taxonomies: slugs.
    """

    slug: str
    name: str
    path: str
    taxonomies: tuple[str, ...] = ()

    @property
    def folder(self) -> str:
        """The archive folder of its posts."""
        return folder_of(self.slug)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taxonomy:
    """A taxonomy that the REST API shows.

    Args:
        slug: `category`.
        name: for people.
        field: the field of a post that holds its term ids, `categories`.
        path: the route of its terms, `wp/v2/categories`.
        types: slugs of the post types that use it.
    """

    slug: str
    name: str
    field: str
    path: str
    types: tuple[str, ...] = ()


def read_types(rest: Rest) -> tuple[PostType, ...]:
    """Read all post types that are shown in REST, with one request.

    An anonymous list holds the types with `show_in_rest`, in `context=view`, where whether a
    type is viewable is not told (`WP_REST_Post_Types_Controller::get_item_schema`).

    Raises:
        SiteError: like `Rest.get`.
    """
    found = []
    for fields in _values(rest, "wp/v2/types"):
        slug, path = fields.get("slug"), _path(fields)
        if isinstance(slug, str) and TYPE_PATTERN.match(slug) and path is not None:
            name = str(fields.get("name") or slug)
            taxonomies = _words(fields.get("taxonomies"))
            found.append(PostType(slug=slug, name=name, path=path, taxonomies=taxonomies))
    return tuple(found)


def choose_types(types: tuple[PostType, ...], wanted: tuple[str, ...] = ()) -> tuple[PostType, ...]:
    """Choose the types to record.

    Args:
        types: what the site has.
        wanted: folders, slugs or REST bases; empty for all but attachments, menu entries and
            WordPress's own `wp_*` types.

    Raises:
        ConfigError: for a wanted type that the site does not have.
    """
    if not wanted:
        return tuple(
            kind for kind in types if kind.slug not in NOT_POSTS and not kind.slug.startswith("wp_")
        )
    chosen: dict[str, PostType] = {}
    for word in wanted:
        kind = next((kind for kind in types if word in _names(kind)), None)
        if kind is None:
            known = ", ".join(sorted(kind.folder for kind in types))
            raise ConfigError(
                f"The site has no type {shown(word)}; choose among {known} (--types)."
            )
        chosen[kind.slug] = kind
    return tuple(chosen.values())


def read_taxonomies(rest: Rest) -> tuple[Taxonomy, ...]:
    """Read all taxonomies that are shown in REST, with one request.

    Raises:
        SiteError: like `Rest.get`.
    """
    found = []
    for fields in _values(rest, "wp/v2/taxonomies"):
        slug, path = fields.get("slug"), _path(fields)
        if isinstance(slug, str) and slug and path is not None:
            found.append(
                Taxonomy(
                    slug=slug,
                    name=str(fields.get("name") or slug),
                    field=path.rpartition("/")[2],
                    path=path,
                    types=_words(fields.get("types")),
                )
            )
    return tuple(found)


def _names(kind: PostType) -> tuple[str, str, str]:
    return kind.folder, kind.slug, kind.path.rpartition("/")[2]


def _values(rest: Rest, path: str) -> list[Fields]:
    answer = rest.get(path)
    if not isinstance(answer.value, dict):
        # PHP writes an empty associative array as `[]`.
        if answer.value == []:
            return []
        raise SiteError(
            f"{shown(answer.url)} answered with something else than the types of a WordPress "
            "site; a plugin of the site may have changed its REST API.",
            url=answer.url,
            status=answer.status,
        )
    return [fields for fields in answer.value.values() if isinstance(fields, dict)]


def _path(fields: Fields) -> str | None:
    base = fields.get("rest_base") or fields.get("slug")
    space = fields.get("rest_namespace") or "wp/v2"
    path = f"{space}/{base}"
    return path if ROUTE.match(path) else None


def _words(value: Any) -> tuple[str, ...]:
    if isinstance(value, dict):
        value = list(value.values())
    return tuple(word for word in value if isinstance(word, str)) if isinstance(value, list) else ()
