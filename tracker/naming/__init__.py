"""Posts and moments by what a user types: an id, a slug, an address, words of a title; a date."""

from tracker.naming.index import PostNames, find_ids, read_names
from tracker.naming.moments import find_state, parse_time
from tracker.naming.posts import find_post, is_address, resolve_post

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
