"""`_fields`, `context` and `_links`: which parts of an object are served."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tracker.model import Fields

Wanted = dict[str, Any]
"""Field names, each with True or with the wanted fields below it."""


def wanted_fields(names: Iterable[str]) -> Wanted:
    """Turn dotted names into a tree (`rest_filter_response_fields`)."""
    tree: Wanted = {}
    for name in names:
        *parents, last = name.split(".")
        branch = tree
        for parent in parents:
            below = branch.setdefault(parent, {})
            if below is True:
                break
            branch = below
        else:
            branch[last] = True
    return tree


def select(value: object, wanted: Wanted) -> object:
    """Keep the wanted parts (`_rest_array_intersect_key_recursive`).

    Lists are arrays with the keys 0, 1, ... in PHP, and nothing kept is an empty array: this is
    why `_links.version-history.count` gives `[]` and `_links.version-history` all of it.
    """
    if isinstance(value, list):
        kept = {str(at): one for at, one in enumerate(value) if str(at) in wanted}
    elif isinstance(value, dict):
        kept = {name: one for name, one in value.items() if name in wanted}
    else:
        return value
    chosen = {
        name: select(one, wanted[name]) if isinstance(wanted[name], dict) else one
        for name, one in kept.items()
    }
    if isinstance(value, list) and list(chosen) == [str(at) for at in range(len(chosen))]:
        return list(chosen.values())
    return chosen or []


def in_context(fields: Fields, context: str) -> Fields:
    """Leave out what a context does not show."""
    if context == "edit":
        return fields
    shown = _in_view(fields)
    if context == "embed" and "type" in fields and "guid" in fields:
        return {name: part for name, part in shown.items() if name in EMBEDDED}
    return shown


def _in_view(fields: Fields) -> Fields:
    """Leave out what only `context=edit` shows: raw texts and the password."""
    if not any(isinstance(one, dict) and "raw" in one for one in fields.values()):
        return {name: one for name, one in fields.items() if name not in EDIT_ONLY}
    return {
        name: {key: part for key, part in one.items() if key not in ("raw", "block_version")}
        if isinstance(one, dict) and "raw" in one
        else one
        for name, one in fields.items()
        if name not in EDIT_ONLY
    }


EMBEDDED = (
    "id",
    "date",
    "slug",
    "type",
    "link",
    "title",
    "excerpt",
    "author",
    "featured_media",
    "_links",
)
"""What `context=embed` leaves of a post (`WP_REST_Posts_Controller::get_item_schema`)."""

EDIT_ONLY = ("password", "permalink_template", "generated_slug", "email", "capabilities", "roles")
