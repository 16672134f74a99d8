"""The pages beside the REST API: front page, posts, not found."""

from __future__ import annotations

from html import escape
from urllib.parse import urlsplit

from tracker.playback.answers import HTML_TYPE, api_link, rest_root
from tracker.playback.listing import rendered
from tracker.playback.snapshot import Snapshot, is_public
from tracker.playback.values import Observation, Request, Response, Site


def page(site: Site, now: Snapshot, request: Request) -> Response:
    """Answer an address outside of the REST API, with the links by which the API is found."""
    found = _post_at(site, now, request)
    front = request.path.rstrip("/") in (site.folder, f"{site.folder}/index.php")
    if found is not None:
        title, body = rendered(found, "title"), rendered(found, "content")
        status = 200
    elif front and not any(name == "p" for name, _ in request.query):
        title, body, status = escape(site.name), _front(site, now), 200
    else:
        title, body, status = "Page not found", "<p>Nothing was found here.</p>", 404
    root = rest_root(site, request.base)
    text = (
        f'<!DOCTYPE html>\n<html lang="{escape(site.language)}">\n<head>\n'
        f'<meta charset="UTF-8" />\n<title>{title}</title>\n'
        f'<link rel="https://api.w.org/" href="{escape(root)}" />\n'
        f"</head>\n<body>\n<h1>{title}</h1>\n{body}\n</body>\n</html>\n"
    )
    headers = (HTML_TYPE, api_link(site, request.base))
    return Response(status=status, headers=headers, body=text.encode())


def _front(site: Site, now: Snapshot) -> str:
    many = [one for one in now.present("post") if is_public(one)]
    many.sort(key=lambda one: str(one.fields.get("date", "")), reverse=True)
    rows = (
        f'<li><a href="{site.folder}/?p={one.id}">{rendered(one, "title")}</a></li>'
        for one in many[:10]
    )
    return "<ul>\n" + "\n".join(rows) + "\n</ul>"


def _post_at(site: Site, now: Snapshot, request: Request) -> Observation | None:
    wanted = dict(request.query)
    path = request.path.rstrip("/")
    for kind in site.types:
        for one in now.present(kind.slug):
            if str(one.id) in (wanted.get("p"), wanted.get("page_id")) and is_public(one):
                return one
            link = one.fields.get("link")
            if isinstance(link, str) and path not in ("", site.folder) and is_public(one):
                parts = urlsplit(link)
                if parts.path.rstrip("/") == path and not parts.query:
                    return one
    return None
