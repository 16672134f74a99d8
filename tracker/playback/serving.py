"""Objects and collections as bytes, encoded once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from tracker.model import Fields
from tracker.playback.answers import RestError, encode, rest_headers, rest_root
from tracker.playback.listing import filtered, ordered
from tracker.playback.parameters import Raw, Window, choice_of, list_of, window_of
from tracker.playback.rules import Rules
from tracker.playback.selection import in_context, select, wanted_fields
from tracker.playback.snapshot import Snapshot
from tracker.playback.values import Login, Observation, Request, Response, Site

_OF_THE_ANSWER = ("page", "per_page", "offset", "_fields", "context", "rest_route")

HELD_OBJECTS = 50_000
"""How many encoded objects are kept."""

Cache = dict[tuple[object, ...], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request to the REST API, with all that is needed to answer it.

    Args:
        path: the REST route, such as `/wp/v2/posts`.
        cache: encoded objects, filled while answering.
    """

    site: Site
    now: Snapshot
    request: Request
    raw: Raw
    path: str
    login: Login | None
    cache: Cache

    @property
    def root(self) -> str:
        return rest_root(self.site, self.request.base)

    @property
    def edit(self) -> bool:
        return self.context == "edit"

    @property
    def context(self) -> str:
        return choice_of(self.raw, "context", ("view", "embed", "edit"), "view")

    @property
    def fields(self) -> tuple[str, ...]:
        return tuple(name.strip() for name in list_of(self.raw, "_fields"))


Links = Callable[[Observation], Fields]


def answer(call: Call, body: bytes, *more: tuple[str, str]) -> Response:
    """Wrap a JSON body; a header given here replaces one of the same name."""
    replaced = {name for name, _ in more}
    headers = tuple(one for one in rest_headers(call.site, call.request) if one[0] not in replaced)
    return Response(headers=(*headers, ("Allow", "GET"), *more), body=body)


def single(call: Call, one: Observation, links: Links) -> Response:
    """Answer with one object.

    `_fields` is applied before `_links` are added (`WP_REST_Server::response_to_data`), which is
    why `_fields=_links.self` brings all links of a single object.
    """
    fields = in_context(one.fields, call.context)
    linked = fields.get("_links") or links(one)
    names = call.fields
    page = fields.get("link")
    more = (
        (("Link", f'<{page}>; rel="alternate"; type=text/html'),)
        if isinstance(page, str) and "guid" in fields
        else ()
    )
    if not names:
        return answer(call, encode({**fields, "_links": linked}), *more)
    kept = select(
        {key: part for key, part in fields.items() if key != "_links"}, wanted_fields(names)
    )
    if any(name.split(".")[0] == "_links" for name in names):
        kept = {**(kept if isinstance(kept, dict) else {}), "_links": linked}
    return answer(call, encode(kept), *more)


def plain(call: Call, fields: Fields) -> Response:
    """Answer with a description (index, type, taxonomy)."""
    names = call.fields
    return answer(call, encode(select(fields, wanted_fields(names)) if names else fields))


def collection(
    call: Call,
    many: Sequence[Observation],
    rules: Rules,
    links: Links,
    *,
    term_bases: tuple[str, ...] = (),
    per_page: int | None = 10,
) -> Response:
    """Answer with a part of a collection (`WP_REST_Posts_Controller::get_items`).

    Args:
        many: everything that may be shown.
        per_page: the default; None for everything.
    """
    window = window_of(call.raw, default=per_page)
    found = _arranged(call, many, rules, term_bases)
    total = len(found)
    size = window.per_page or max(total, 1)
    pages = -(-total // size)
    shown = found[window.start : window.start + size]
    if not shown and window.offset is not None and rules.forgets_total:
        total = pages = 0
    _check_bounds(window, total, pages, rules)
    body = b"[" + b",".join(_encoded(call, one, links) for one in shown) + b"]"
    more = [("X-WP-Total", str(total)), ("X-WP-TotalPages", str(pages))]
    more += _neighbours(call, window, pages)
    return answer(call, body, *more)


def _check_bounds(window: Window, total: int, pages: int, rules: Rules) -> None:
    if total and rules.offset_error and (window.offset or 0) >= total:
        message = (
            "The offset number requested is larger than or equal to the number of "
            "available revisions."
        )
        raise RestError(400, rules.offset_error, message)
    by_page = not (rules.offset_error and window.offset)
    if total and rules.page_error and by_page and window.page > pages:
        message = "The page number requested is larger than the number of pages available."
        raise RestError(400, rules.page_error, message)


def _arranged(
    call: Call, many: Sequence[Observation], rules: Rules, term_bases: tuple[str, ...]
) -> Sequence[Observation]:
    """Filter and sort, once for all pages of the same question."""
    asked = tuple(
        (name, tuple(value) if isinstance(value, list) else value)
        for name, value in sorted(call.raw.items())
        if name not in _OF_THE_ANSWER
    )
    key = (call.path, bool(call.login), asked)
    held = call.now.arranged.get(key)
    if held is None:
        held = ordered(filtered(many, call.raw, term_bases), call.raw, rules)
        if len(call.now.arranged) > 200:
            call.now.arranged.clear()
        call.now.arranged[key] = held
    return held


def _encoded(call: Call, one: Observation, links: Links) -> bytes:
    revisions = call.now.revisions.get(one.id, ())
    movement = (len(revisions), revisions[0].id if revisions else 0)
    key = (id(one), call.context, call.fields, call.request.base, bool(call.login), movement)
    held = call.cache.get(key)
    if held is None:
        fields = in_context(one.fields, call.context)
        if "_links" not in fields:
            fields = {**fields, "_links": links(one)}
        names = call.fields
        held = encode(select(fields, wanted_fields(names)) if names else fields)
        if len(call.cache) >= HELD_OBJECTS:
            call.cache.clear()
        call.cache[key] = held
    return held


def _neighbours(call: Call, window: Window, pages: int) -> list[tuple[str, str]]:
    parts = []
    if window.page > 1:
        parts.append(_page_link(call, min(window.page - 1, pages), "prev"))
    if window.page < pages:
        parts.append(_page_link(call, window.page + 1, "next"))
    return [("Link", ", ".join(parts))] if parts else []


def _page_link(call: Call, number: int, relation: str) -> str:
    query = [(name, value if name != "page" else str(number)) for name, value in call.request.query]
    if "page" not in call.raw:
        query.append(("page", str(number)))
    url = call.root + call.path.strip("/")
    return f'<{url}{"&" if "?" in url else "?"}{urlencode(query)}>; rel="{relation}"'
