"""A recorded site as a pure function from request to response."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import unquote

from tracker.playback import html
from tracker.playback.access import logged_in
from tracker.playback.answers import RestError, encode, rest_headers
from tracker.playback.parameters import raw_parameters, text_of
from tracker.playback.routes import route
from tracker.playback.serving import Cache, Call
from tracker.playback.snapshot import History, Snapshot
from tracker.playback.values import Login, Observation, PostType, Request, Response, Site

HELD_BYTES = 96 * 1024 * 1024
"""How much of prepared answers is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Playback:
    """A site that shows what was observed of it, at one moment.

    Make it with `play`. Answers depend on the request and the moment alone; what was worked out
    is remembered (`cache` and inside `now`), which nobody can see but by the clock.
    """

    history: History
    now: Snapshot
    moment: datetime
    site: Site
    logins: tuple[Login, ...]
    cache: Cache

    def at(self, moment: datetime) -> Playback:
        """Move to another moment; observations made up to and at it count."""
        return replace(self, moment=moment, now=self.history.at(moment))

    def with_more(self, observations: Iterable[Observation]) -> Playback:
        """Add observations, at the same moment."""
        history = self.history.with_more(observations)
        return replace(self, history=history, now=history.at(self.moment))

    def respond(self, request: Request) -> Response:
        """Answer a request as WordPress would have at the moment."""
        path = rest_path(self.site, request)
        if path is None:
            return html.page(self.site, self.now, request)
        authorization = request.headers.get("authorization", "")
        key = (request.method, request.base, request.path, request.query, authorization)
        held = self.now.answers.get(key)
        if held is None:
            held = self._rest(path, request)
            if len(held.body) > 1000:
                held = replace(held, packed=gzip.compress(held.body, 1, mtime=0))
            self._keep(key, held)
        return held

    def _rest(self, path: str, request: Request) -> Response:
        try:
            if request.method not in ("GET", "HEAD"):
                message = "Sorry, you are not allowed to create posts as this user."
                raise RestError(401, "rest_cannot_create", message)
            call = Call(
                site=self.site,
                now=self.now,
                request=request,
                raw=raw_parameters(request.query),
                path=path,
                login=logged_in(self.site, request, self.logins),
                cache=self.cache,
            )
            return route(call, path)
        except RestError as error:
            headers = rest_headers(self.site, request)
            if error.body["code"] != "rest_no_route" and error.status in (400, 404):
                headers = (*headers, ("Allow", "GET"))
            return Response(status=error.status, headers=headers, body=encode(error.body))

    def _keep(self, key: tuple[object, ...], response: Response) -> None:
        now = self.now
        now.answer_bytes += len(response.body) + len(response.packed)
        if now.answer_bytes > HELD_BYTES:
            now.answers.clear()
            now.answer_bytes = 0
        now.answers[key] = response


def play(
    observations: Iterable[Observation],
    *,
    moment: datetime,
    site: Site | None = None,
    logins: tuple[Login, ...] = (),
) -> Playback:
    """Make a playback.

    Args:
        observations: of posts, users, terms, comments and revisions, in any order.
        moment: what is in force then is shown.
        site: what it tells of itself; types that only the observations know are added.
        logins: application passwords; without any the site has them switched off.
    """
    many = tuple(observations)
    history = History(many)
    return Playback(
        history=history,
        now=history.at(moment),
        moment=moment,
        site=_with_types(site or Site(), many),
        logins=logins,
        cache={},
    )


def _with_types(site: Site, observations: Iterable[Observation]) -> Site:
    types = {one.slug: one for one in site.types}
    other = {"user", "comment", "revision", *(one.slug for one in site.taxonomies)}
    for one in observations:
        if one.kind not in types and one.kind not in other and one.fields.get("type") == one.kind:
            types[one.kind] = PostType(slug=one.kind, rest_base=one.kind, name=one.kind.title())
    return replace(site, types=tuple(types.values()))


def rest_path(site: Site, request: Request) -> str | None:
    """Tell the REST route of a request, such as `/wp/v2/posts`; None for any other page.

    `?rest_route=` works with every form of permalinks, `/wp-json/` not with plain ones.
    """
    asked = text_of(raw_parameters(request.query), "rest_route")
    path = unquote(request.path)
    if not path.startswith(f"{site.folder}/") and path != site.folder:
        return None
    inner = path[len(site.folder) :]
    if asked and inner in ("", "/", "/index.php"):
        return "/" + asked.strip("/")
    if site.permalinks == "plain":
        return None
    inner = inner.removeprefix("/index.php")
    if inner == "/wp-json" or inner.startswith("/wp-json/"):
        return "/" + inner.removeprefix("/wp-json").strip("/")
    return None
