"""Posts and moments by what a user types: an id, a slug, an address, words of a title; a date."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tracker.naming.index import PostNames, read_names
    from tracker.naming.keys import find_ids, is_address
    from tracker.naming.moments import find_state, parse_time
    from tracker.naming.posts import find_post, resolve_post

__all__ = [
    "PostNames",
    "find_ids",
    "find_post",
    "find_state",
    "is_address",
    "parse_time",
    "read_names",
    "resolve_post",
]

_HOMES = {
    "tracker.naming.index": ("PostNames", "read_names"),
    "tracker.naming.keys": ("find_ids", "is_address"),
    "tracker.naming.moments": ("find_state", "parse_time"),
    "tracker.naming.posts": ("find_post", "resolve_post"),
}


def __getattr__(name: str) -> Any:
    # An id is found without what slugs and titles need.
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module 'tracker.naming' has no attribute {name!r}")
