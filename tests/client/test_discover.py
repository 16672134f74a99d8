"""The REST API is found behind any page, or its absence is explained."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.client.conftest import MakeSession
from tests.client.web import Answering, Asked, Web
from tracker.errors import SiteError, SiteForbidden
from tracker.wordpress.discover import Discovery, discover
from tracker.wordpress.index import open_site
from tracker.wordpress.rest import Root
from tracker.wordpress.settings import Credentials

MakeWeb = Callable[[Answering], Web]
INDEX = {"name": "The Harbour Post", "namespaces": ["oembed/1.0", "wp/v2"]}
PAGE = b'<!DOCTYPE html><html class="no-js" lang="fr-CA"><head>%s</head><body></body></html>'


def site(pages: dict[str, bytes], *roots: str, link: str = "") -> Answering:
    """Serve pages by path, and the index under some roots (path, or path?rest_route)."""

    def answer(asked: Asked) -> None:
        route = asked.params.get("rest_route")
        place = asked.path if route is None else f"{asked.path}?{route}"
        base = asked.headers["host"]
        if place in roots:
            asked.json(INDEX)
        elif route is None and asked.path in pages:
            asked.send(200, pages[asked.path].replace(b"HOST", base.encode()), Link=link)
        else:
            asked.send(404, b"<html>Not here</html>")

    return answer


def found(web: Web, make_session: MakeSession, path: str = "") -> Discovery:
    return discover(make_session(web.url), web.url + path)


ELEMENTS = [
    b'<link rel="https://api.w.org/" href="http://HOST/wp-json/" />',
    b"<link href='/wp-json/' rel='https://api.w.org/'>",
    b'<LINK REL="https://api.w.org/" HREF=/wp-json/>',
]


@pytest.mark.parametrize("element", ELEMENTS)
def test_by_the_element_of_a_page(
    make_web: MakeWeb, make_session: MakeSession, element: bytes
) -> None:
    web = make_web(site({"/2025/bridge/": PAGE % element}, "/wp-json/"))
    site_found = found(web, make_session, "2025/bridge/")
    assert site_found.rest_root == web.url + "wp-json/"
    assert site_found.language == "fr-CA"
    assert site_found.home == web.url
    assert len(web.asked) == 2


def test_by_the_header(make_web: MakeWeb, make_session: MakeSession) -> None:
    link = '</a>; rel="next", </blog/index.php?rest_route=/>; rel="https://api.w.org/"'
    web = make_web(site({"/blog/": PAGE % b""}, "/blog/index.php?/", link=link))
    site_found = found(web, make_session, "blog/")
    assert site_found.rest_root == web.url + "blog/index.php?rest_route=/"
    assert site_found.archive_name.endswith("_blog")
    assert site_found.home == web.url + "blog/"


@pytest.mark.parametrize(
    ("root", "shown"),
    [
        ("/wp-json/", "wp-json/"),
        ("/news/wp-json/", "news/wp-json/"),
        ("/?/", "?rest_route=/"),
        ("/news/?/", "news/?rest_route=/"),
    ],
)
def test_by_guessing(make_web: MakeWeb, make_session: MakeSession, root: str, shown: str) -> None:
    web = make_web(site({"/news/2025/bridge/": PAGE % b""}, root))
    assert found(web, make_session, "news/2025/bridge/").rest_root == web.url + shown


def test_a_root_elsewhere_has_to_be_named(make_web: MakeWeb, make_session: MakeSession) -> None:
    other = make_web(site({}, "/wp-json/"))
    element = f'<link rel="https://api.w.org/" href="{other.url}wp-json/">'.encode()
    web = make_web(site({"/": PAGE % element}))
    with pytest.raises(SiteError, match="--rest-root") as caught:
        found(web, make_session)
    assert other.url in str(caught.value)
    assert other.asked == []
    root = other.url + "wp-json/"
    named = discover(make_session(web.url, rest_root=root), web.url, rest_root=root)
    assert named.rest_root == root
    assert named.archive_name == web.url.removeprefix("http://").strip("/").replace(":", "_")


def test_no_wordpress(make_web: MakeWeb, make_session: MakeSession) -> None:
    web = make_web(lambda asked: asked.send(200, PAGE % b""))
    with pytest.raises(SiteError, match="does not look like a page of a WordPress site"):
        discover(make_session(web.url, tries=1), web.url)


def test_json_that_is_no_wordpress(make_web: MakeWeb, make_session: MakeSession) -> None:
    web = make_web(lambda asked: asked.json({"fine": True}))
    with pytest.raises(SiteError, match="does not look like a page of a WordPress site"):
        found(web, make_session)


@pytest.mark.parametrize("status", [401, 403])
@pytest.mark.parametrize("as_json", [True, False])
def test_switched_off(
    make_web: MakeWeb, make_session: MakeSession, status: int, as_json: bool
) -> None:
    def answer(asked: Asked) -> None:
        if asked.path == "/":
            asked.send(200, PAGE % ELEMENTS[1])
        elif as_json:
            asked.json({"code": "rest_disabled", "message": "Off."}, status)
        else:
            asked.send(status, b"<html>Off.</html>")

    web = make_web(answer)
    with pytest.raises(SiteForbidden, match="switched its REST API off"):
        found(web, make_session)


def test_an_api_that_wants_a_login_is_read_with_one(
    make_web: MakeWeb, make_session: MakeSession
) -> None:
    def answer(asked: Asked) -> None:
        if asked.path == "/":
            asked.send(200, PAGE % ELEMENTS[1])
        elif "authorization" in asked.headers:
            asked.json(INDEX)
        else:
            asked.json({"code": "rest_login_required", "message": "Log in."}, 401)

    web = make_web(answer)
    session = make_session(web.url, credentials=Credentials(user="ada", password="x"))
    assert discover(session, web.url).login
    rest, index = open_site(session, web.url + "wp-json/")
    assert (rest.login, index) == (True, INDEX)


def test_a_known_root_costs_one_request(make_web: MakeWeb, make_session: MakeSession) -> None:
    web = make_web(site({}, "/wp-json/"))
    _, index = open_site(make_session(web.url), web.url + "wp-json/")
    assert index == INDEX
    assert len(web.asked) == 1
    assert "namespaces" in web.asked[0].params["_fields"]


@pytest.mark.parametrize(
    ("root", "url", "path"),
    [
        ("/wp-json/", "/wp-json/wp/v2/posts", "/"),
        ("/wp-json", "/wp-json/wp/v2/posts", "/"),
        ("/a/index.php/wp-json/", "/a/index.php/wp-json/wp/v2/posts", "/a/"),
        ("/a/?rest_route=/", "/a/?rest_route=/wp/v2/posts", "/a/"),
        ("/index.php?rest_route=%2F", "/index.php?rest_route=/wp/v2/posts", "/"),
        ("/wp-json/?lang=de", "/wp-json/wp/v2/posts?lang=de", "/"),
    ],
)
def test_addresses_are_built_from_the_root(root: str, url: str, path: str) -> None:
    parsed = Root.parse(f"https://x.example{root}")
    assert parsed.url("wp/v2/posts") == f"https://x.example{url}"
    assert parsed.site_path == path
    assert Root.parse(str(parsed)) == parsed
