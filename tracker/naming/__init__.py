"""Posts and moments by what a user types: an id, a slug, an address, words of a title; a date."""

from typing import TYPE_CHECKING

from tracker.lazy import names_of

if TYPE_CHECKING:
    from tracker.naming.index import PostNames, read_names
    from tracker.naming.keys import find_ids
    from tracker.naming.moments import find_state, parse_time
    from tracker.naming.posts import find_post, resolve_post

__all__ = [
    "PostNames",
    "find_ids",
    "find_post",
    "find_state",
    "parse_time",
    "read_names",
    "resolve_post",
]

_HOMES = {
    "tracker.naming.index": ("PostNames", "read_names"),
    "tracker.naming.keys": ("find_ids",),
    "tracker.naming.moments": ("find_state", "parse_time"),
    "tracker.naming.posts": ("find_post", "resolve_post"),
}

# An id is found without what slugs and titles need.
__getattr__ = names_of(__name__, _HOMES)
