"""Posts of every type, their revisions and autosaves."""

from __future__ import annotations

from functools import partial

from tracker.model import Fields
from tracker.playback.answers import (
    RestError,
    forbidden,
    invalid_parameter,
    invalid_post_id,
    no_route,
)
from tracker.playback.links import post_links
from tracker.playback.parameters import list_of
from tracker.playback.rules import PAGES, POSTS, REVISIONS
from tracker.playback.serving import Call, Links, answer, collection, single
from tracker.playback.snapshot import is_autosave, is_public
from tracker.playback.values import Observation, PostType, Response


def posts(call: Call, kind: PostType, rest: list[str]) -> Response:
    """Answer below the collection of a type.

    Raises:
        RestError: what WordPress says where there is nothing to show.
    """
    links = partial(
        post_links,
        kind=kind,
        site=call.site,
        root=call.root,
        now=call.now,
        editor=call.login is not None,
    )
    match rest:
        case []:
            if call.edit and not call.login:
                message = "Sorry, you are not allowed to edit posts in this post type."
                raise RestError(401, "rest_forbidden_context", message)
            statuses = _statuses(call, kind)
            many = [
                one
                for one in call.now.present(kind.slug)
                if statuses is None or one.fields.get("status", "publish") in statuses
            ]
            bases = tuple(one.rest_base for one in call.site.taxonomies)
            rules = PAGES if kind.hierarchical else POSTS
            return collection(call, many, rules, links, term_bases=bases)
        case [number] if number.isdecimal():
            return single(call, _post(call, kind, int(number)), links)
        case [number, "revisions" | "autosaves" as what, *more] if number.isdecimal():
            return _revisions(call, kind, int(number), what, more)
    raise no_route()


def _statuses(call: Call, kind: PostType) -> tuple[str, ...] | None:
    """Read the wanted statuses; None for any (`sanitize_post_statuses`)."""
    wanted = list_of(call.raw, "status") or ("publish",)
    if kind.slug == "attachment":
        wanted = (*wanted, "inherit")
    if not call.login and any(one not in ("publish", "inherit") for one in wanted):
        data = {"status": 401}
        raise invalid_parameter("status", "rest_forbidden_status", "Status is forbidden.", data)
    return None if "any" in wanted else wanted


def _post(call: Call, kind: PostType, number: int) -> Observation:
    one = call.now.find(kind.slug, number)
    if one is None or one.gone == "erased":
        raise invalid_post_id()
    if call.edit and not call.login:
        message = "Sorry, you are not allowed to edit this post."
        raise RestError(401, "rest_forbidden_context", message)
    if one.gone or not (is_public(one) or call.login):
        raise forbidden(logged_in=call.login is not None)
    return one


def _revisions(call: Call, kind: PostType, number: int, what: str, rest: list[str]) -> Response:
    parent = call.now.find(kind.slug, number)
    if parent is None or parent.gone == "erased":
        raise RestError(404, "rest_post_invalid_parent", "Invalid post parent ID.")
    if not call.login:
        name = f"view {what} of this post."
        raise RestError(401, "rest_cannot_read", f"Sorry, you are not allowed to {name}")
    many = [
        one
        for one in call.now.revisions.get(number, ())
        if what == "revisions" or is_autosave(one.fields)
    ]
    match rest:
        case [] if what == "revisions":
            return collection(call, many, REVISIONS, _revision_links(call, kind), per_page=None)
        case []:
            # WP_REST_Autosaves_Controller::get_items knows no pages and tells no total.
            listed = collection(call, many, REVISIONS, _revision_links(call, kind), per_page=None)
            return answer(call, listed.body)
        case [wanted] if wanted.isdecimal():
            for one in many:
                if one.id == int(wanted):
                    return single(call, one, _revision_links(call, kind))
            raise _no_revision(call, number, int(wanted))
    raise no_route()


def _no_revision(call: Call, number: int, wanted: int) -> RestError:
    if call.now.find("revision", wanted) is None:
        return RestError(404, "rest_post_invalid_id", "Invalid revision ID.")
    message = f'The revision does not belong to the specified parent with id of "{number}"'
    return RestError(404, "rest_revision_parent_id_mismatch", message)


def _revision_links(call: Call, kind: PostType) -> Links:
    def links(one: Observation) -> Fields:
        href = f"{call.root}wp/v2/{kind.rest_base}/{one.fields.get('parent')}"
        return {"parent": [{"href": href}]}

    return links
