"""What each fault makes of an answer."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import replace

from tracker.playback.answers import HTML_TYPE, JSON_TYPE, RestError, encode, invalid_post_id
from tracker.playback.faults import Fault, FaultKind, Manner, Reply
from tracker.playback.playback import Playback
from tracker.playback.values import Request, Response

HUGE_BYTES = 300 * 1024 * 1024
DEEP_LEVELS = 10_000
MANY = "999999999"


def misbehave(fault: Fault, request: Request, playback: Playback) -> Reply:
    """Answer a request that a fault meets."""
    if fault.kind in _STATIC:
        return Reply(response=_STATIC[fault.kind](fault))
    if fault.kind in _CHANGED:
        return Reply(response=_CHANGED[fault.kind](playback.respond(request)))
    if fault.kind is FaultKind.DROP_AUTHORIZATION:
        headers = {name: one for name, one in request.headers.items() if name != "authorization"}
        return Reply(response=playback.respond(replace(request, headers=headers)))
    if fault.kind is FaultKind.STALE:
        return Reply(response=_stale(fault, request, playback))
    if fault.kind is FaultKind.REDIRECT_LOOP:
        return Reply(response=_redirect(_next_round(request)))
    if fault.kind is FaultKind.HUGE:
        start = Response(headers=(JSON_TYPE,), body=b"[")
        return Reply(response=start, manner="huge", size=fault.size or HUGE_BYTES)
    manner = _MANNERS[fault.kind]
    return Reply(response=playback.respond(request), manner=manner, seconds=fault.seconds)


_MANNERS: dict[FaultKind, Manner] = {
    FaultKind.RESET: "reset",
    FaultKind.STALL: "stall",
    FaultKind.CUT_BODY: "cut",
}


def _html(status: int, title: str, words: str, *headers: tuple[str, str]) -> Response:
    text = (
        f"<!DOCTYPE html>\n<html><head><title>{title}</title></head>"
        f"<body><h1>{title}</h1><p>{words}</p></body></html>\n"
    )
    return Response(status=status, headers=(HTML_TYPE, *headers), body=text.encode())


def _error(error: RestError) -> Response:
    return Response(status=error.status, headers=(JSON_TYPE,), body=encode(error.body))


def _critical(_: Fault) -> Response:
    message = "<p>There has been a critical error on this website.</p>"
    return _error(RestError(500, "internal_server_error", message))


def _switched_off(_: Fault) -> Response:
    message = "Only authenticated users can access the REST API."
    return _error(RestError(401, "rest_login_required", message))


def _wait(fault: Fault, status: int, title: str) -> Response:
    return _html(status, title, "Come back later.", ("Retry-After", f"{fault.seconds:g}"))


def _deep(fault: Fault) -> Response:
    levels = fault.size or DEEP_LEVELS
    body = b'{"id":1,"content":' + b"[" * levels + b"]" * levels + b"}"
    return Response(headers=(JSON_TYPE,), body=body)


def _redirect(location: str) -> Response:
    return _html(302, "Found", "It moved.", ("Location", location))


def _next_round(request: Request) -> str:
    number = next((int(one) for name, one in request.query if name == "round"), 0)
    query = "&".join(f"{name}={one}" for name, one in request.query if name != "round")
    return f"{request.path}?{query}{'&' if query else ''}round={number + 1}"


def _stale(fault: Fault, request: Request, playback: Playback) -> Response:
    moment = fault.moment or playback.moment
    response = playback.at(moment).respond(request)
    age = max(0, int((playback.moment - moment).total_seconds()))
    return replace(response, headers=(*response.headers, ("Age", str(age)), ("X-Cache", "HIT")))


def _with_headers(response: Response, *headers: tuple[str, str]) -> Response:
    names = {name for name, _ in headers}
    kept = tuple(one for one in response.headers if one[0] not in names)
    return replace(response, headers=(*kept, *headers))


def _cut_gzip(response: Response) -> Response:
    packed = gzip.compress(response.body, 1, mtime=0)
    cut = _with_headers(response, ("Content-Encoding", "gzip"))
    return replace(cut, body=packed[: len(packed) // 2], packed=b"")


def _warned(response: Response) -> Response:
    warning = (
        b"<br />\n<b>Warning</b>:  Undefined array key &quot;width&quot; in "
        b"<b>/srv/wp-content/plugins/gallery/gallery.php</b> on line <b>12</b><br />\n"
    )
    return replace(response, body=warning + response.body, packed=b"")


def _cut_json(response: Response) -> Response:
    return replace(response, body=response.body[: len(response.body) // 2], packed=b"")


def _huge_pages(response: Response) -> Response:
    return _with_headers(response, ("X-WP-TotalPages", MANY))


def _huge_total(response: Response) -> Response:
    return _with_headers(response, ("X-WP-Total", MANY), ("X-WP-TotalPages", MANY))


_CHANGED: dict[FaultKind, Callable[[Response], Response]] = {
    FaultKind.CUT_GZIP: _cut_gzip,
    FaultKind.CUT_JSON: _cut_json,
    FaultKind.WARNING: _warned,
    FaultKind.WRONG_TYPE: lambda response: _with_headers(response, HTML_TYPE),
    FaultKind.HUGE_PAGES: _huge_pages,
    FaultKind.HUGE_TOTAL: _huge_total,
}

_STATIC: dict[FaultKind, Callable[[Fault], Response]] = {
    FaultKind.SERVER_ERROR: _critical,
    FaultKind.BAD_GATEWAY: lambda _: _html(502, "502 Bad Gateway", "nginx"),
    FaultKind.UNAVAILABLE: lambda fault: _wait(fault, 503, "Service Unavailable"),
    FaultKind.TOO_MANY: lambda fault: _wait(fault, 429, "Too Many Requests"),
    FaultKind.REDIRECT_AWAY: lambda fault: _redirect(fault.location),
    FaultKind.DEEP: _deep,
    FaultKind.LOST_JSON: lambda _: _error(invalid_post_id()),
    FaultKind.LOST_HTML: lambda _: _html(404, "404 Not Found", "nginx"),
    FaultKind.EMPTY: lambda _: Response(
        headers=(JSON_TYPE, ("X-WP-Total", "0"), ("X-WP-TotalPages", "0")), body=b"[]"
    ),
    FaultKind.MAINTENANCE: lambda _: _html(
        200, "Maintenance", "Briefly unavailable for scheduled maintenance. Check back in a minute."
    ),
    FaultKind.SWITCHED_OFF: _switched_off,
    FaultKind.BLOCKED: lambda _: _html(403, "Access denied", "Your request was blocked."),
    FaultKind.FOREIGN: lambda _: _html(200, "A shop for lamps", "We sell lamps."),
}
