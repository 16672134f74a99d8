"""The routes of `wp/v2` and what answers them."""

from __future__ import annotations

from tracker.model import Fields
from tracker.playback import describing
from tracker.playback.answers import RestError, encode, no_route
from tracker.playback.posts import posts
from tracker.playback.rules import POSTS
from tracker.playback.serving import Call, answer, collection, plain
from tracker.playback.things import comments, terms, users
from tracker.playback.values import Response


def route(call: Call, path: str) -> Response:
    """Answer a REST route such as `/wp/v2/posts/7`.

    Raises:
        RestError: what WordPress says where there is nothing to show.
    """
    match path.strip("/").split("/"):
        case [""]:
            return plain(call, describing.index(call.site, call.request.base, call.root))
        case ["wp", "v2"]:
            return plain(call, {"namespace": "wp/v2", "routes": {}})
        case ["wp", "v2", "types" | "taxonomies" as base, *rest]:
            return _describe(call, base, rest)
        case ["wp", "v2", "users", *rest]:
            return users(call, rest)
        case ["wp", "v2", "comments", *rest]:
            return comments(call, rest)
        case ["wp", "v2", base, *rest]:
            return _by_base(call, base, rest)
    raise no_route()


def _by_base(call: Call, base: str, rest: list[str]) -> Response:
    for kind in call.site.types:
        if kind.rest_base == base:
            return posts(call, kind, rest)
    for taxonomy in call.site.taxonomies:
        if taxonomy.rest_base == base:
            return terms(call, taxonomy, rest)
    return _internal(base, rest, call)


def _internal(base: str, rest: list[str], call: Call) -> Response:
    """Answer for the types of WordPress itself: empty, or for its editors only."""
    if not rest and base in ("blocks", "navigation"):
        return collection(call, (), POSTS, lambda _: {})
    if not rest and base in ("templates", "template-parts"):
        message = "Sorry, you are not allowed to access the templates on this site."
        raise RestError(401, "rest_cannot_manage_templates", message)
    if not rest and base == "menu-items":
        message = "Sorry, you are not allowed to view menu items."
        raise RestError(401, "rest_cannot_view", message)
    raise no_route()


def _describe(call: Call, base: str, rest: list[str]) -> Response:
    known: dict[str, Fields]
    types = (*call.site.types, *describing.INTERNAL)
    if base == "types":
        known = {one.slug: describing.post_type(one, call.root) for one in types}
        unknown = RestError(404, "rest_type_invalid", "Invalid post type.")
    else:
        known = {one.slug: describing.taxonomy(one, call.root) for one in call.site.taxonomies}
        unknown = RestError(404, "rest_taxonomy_invalid", "Invalid taxonomy.")
    match rest:
        case []:
            return answer(call, encode(known))
        case [slug] if slug in known:
            return plain(call, known[slug])
        case [_]:
            raise unknown
    raise no_route()
