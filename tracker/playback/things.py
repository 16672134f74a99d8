"""Users, terms and comments."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from tracker.model import Fields
from tracker.playback.answers import RestError, no_route
from tracker.playback.links import term_links, thing_links
from tracker.playback.parameters import ids_of
from tracker.playback.rules import COMMENTS, TERMS, USERS
from tracker.playback.serving import Call, collection, single
from tracker.playback.snapshot import is_public
from tracker.playback.values import ALWAYS, Observation, Response, Taxonomy


def users(call: Call, rest: list[str]) -> Response:
    """Answer below `/wp/v2/users`: everybody sees those who have published.

    Raises:
        RestError: what WordPress says where there is nothing to show.
    """
    links = partial(_links, call, "users")
    everybody = call.now.present("user")
    visible = [one for one in everybody if call.login or one.id in call.now.authors]
    match rest:
        case []:
            if not call.login and call.raw.get("orderby") in ("email", "registered_date"):
                message = "Sorry, you are not allowed to order users by this parameter."
                raise RestError(401, "rest_forbidden_orderby", message)
            return collection(call, visible, USERS, links)
        case ["me"]:
            return single(call, _me(call), links)
        case [number] if number.isdecimal():
            one = _named(everybody, number)
            if one is None:
                raise RestError(404, "rest_user_invalid_id", "Invalid user ID.")
            if _named(visible, number) is None:
                message = "Sorry, you are not allowed to list users."
                raise RestError(401, "rest_user_cannot_view", message)
            return single(call, one, links)
    raise no_route()


def _me(call: Call) -> Observation:
    login = call.login
    if login is None:
        raise RestError(401, "rest_not_logged_in", "You are not currently logged in.")
    known = call.now.find("user", login.id)
    fields = known.fields if known else {"id": login.id, "name": login.user, "slug": login.user}
    if call.edit:
        fields = {
            **fields,
            "username": login.user,
            "roles": ["administrator"],
            "capabilities": {"edit_posts": True, "edit_others_posts": True, "administrator": True},
        }
    return Observation(observed=ALWAYS, kind="user", id=login.id, fields=fields)


def terms(call: Call, taxonomy: Taxonomy, rest: list[str]) -> Response:
    """Answer below the collection of a taxonomy.

    Raises:
        RestError: what WordPress says where there is nothing to show.
    """
    links = partial(term_links, taxonomy=taxonomy, site=call.site, root=call.root)
    many = call.now.present(taxonomy.slug)
    match rest:
        case []:
            if "post" in call.raw:
                wanted = _terms_of_post(call, taxonomy)
                many = tuple(one for one in many if one.id in wanted)
            return collection(call, many, TERMS, links)
        case [number] if number.isdecimal():
            one = _named(many, number)
            if one is None:
                raise RestError(404, "rest_term_invalid", "Term does not exist.")
            return single(call, one, links)
    raise no_route()


def _terms_of_post(call: Call, taxonomy: Taxonomy) -> frozenset[object]:
    found: set[object] = set()
    for number in ids_of(call.raw, "post"):
        for kind in call.site.types:
            one = call.now.find(kind.slug, number)
            if one is not None and is_public(one):
                found.update(one.fields.get(taxonomy.rest_base) or ())
    return frozenset(found)


def comments(call: Call, rest: list[str]) -> Response:
    """Answer below `/wp/v2/comments`.

    Raises:
        RestError: what WordPress says where there is nothing to show.
    """
    links = partial(_links, call, "comments")
    many = call.now.present("comment")
    match rest:
        case []:
            return collection(call, many, COMMENTS, links)
        case [number] if number.isdecimal():
            one = _named(many, number)
            if one is None:
                raise RestError(404, "rest_comment_invalid_id", "Invalid comment ID.")
            return single(call, one, links)
    raise no_route()


def _named(many: Sequence[Observation], number: str) -> Observation | None:
    return next((one for one in many if one.id == int(number)), None)


def _links(call: Call, base: str, one: Observation) -> Fields:
    return thing_links(base, one.id, call.root)
