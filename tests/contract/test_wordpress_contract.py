"""Real WordPress keeps the contract, and the playback of a real site answers as the site does."""

from __future__ import annotations

import json
from typing import Any

import pytest
import requests

from tests.contract.content import fill
from tests.contract.contract import CHECKS, Subject
from tests.contract.mirror import mirror
from tests.wordpress.site import WordPressSite
from tracker.playback import Login, serve

HEADERS = ("Content-Type", "X-WP-Total", "X-WP-TotalPages", "X-Robots-Tag")
PUBLIC = (
    "posts",
    "posts?per_page=3&page=2",
    "posts?per_page=3&offset=3&orderby=id&order=asc",
    "posts?per_page=3&offset=300",
    "posts?page=99",
    "posts?page=0",
    "posts?per_page=1000",
    "posts?orderby=size",
    "posts?orderby=include",
    "posts?orderby=title&order=asc",
    "posts?orderby=slug",
    "posts?include={edited},{erased}&per_page=100",
    "posts?include=x",
    "posts?search=lighthouse",
    "posts?status=draft",
    "posts?context=edit",
    "posts?context=embed",
    "posts?_fields=id,title.rendered,_links.version-history",
    "posts?_fields=nothing",
    "posts/{edited}",
    "posts/{edited}?_fields=id,slug,_links.self",
    "posts/{draft}",
    "posts/{erased}",
    "posts/{page}",
    "posts/{edited}/revisions",
    "pages",
    "pages/{page}",
    "users",
    "users/1",
    "users/99",
    "users/me",
    "categories",
    "categories/99",
    "tags",
    "comments?post={edited}",
    "types/nothing",
    "nothing",
)
PRIVATE = (
    "posts?status=draft",
    "posts/{edited}/revisions",
    "posts/{edited}/revisions?context=edit&per_page=2",
    "posts/{edited}/revisions?context=edit&per_page=2&page=2",
    "posts/{edited}/revisions?per_page=2&page=9",
    "posts/{edited}/revisions?per_page=2&offset=9",
    "posts/{edited}/autosaves",
    "posts/{erased}/revisions",
    "users/me",
)


@pytest.fixture(scope="module")
def subject(wordpress_site: WordPressSite) -> Subject:
    # Several files share the site of a worker; here it is filled once for all tests.
    return fill(wordpress_site)


def test_contract(subject: Subject) -> None:
    for check in CHECKS:
        try:
            check(subject)
        except AssertionError as error:
            raise AssertionError(f"{check.__name__}: {error}") from error


@pytest.mark.parametrize("links", [True, False], ids=["recorded links", "links made anew"])
def test_a_playback_answers_as_the_site_that_was_recorded(subject: Subject, links: bool) -> None:
    login = Login(user=subject.user, password=subject.password)
    different = []
    with serve(mirror(subject.rest, login, links=links)) as server:
        own = server.url + "wp-json/"
        for routes, password in ((PUBLIC, None), (PRIVATE, subject.password)):
            for route in routes:
                path = "wp/v2/" + route.format(
                    edited=subject.edited,
                    erased=subject.erased,
                    draft=subject.draft,
                    page=subject.page,
                )
                roots = (subject.rest, own)
                real = _ask(subject.rest, path, subject.user, password, roots)
                played = _ask(own, path, subject.user, password, roots)
                if real != played:
                    different.append((path, _first_difference(real, played)))
    assert different == []


def _ask(
    root: str, path: str, user: str, password: str | None, roots: tuple[str, str]
) -> dict[str, Any]:
    with requests.Session() as session:
        session.trust_env = False
        auth = (user, password) if password is not None else None
        answer = session.get(root + path, auth=auth, timeout=20)
    text = json.dumps(answer.json())
    for known in roots:
        text = text.replace(known, "REST/")
    body = json.loads(text)
    return {
        "status": answer.status_code,
        "headers": {name: answer.headers.get(name) for name in HEADERS},
        "body": _without_hints(body),
    }


def _without_hints(value: Any) -> Any:
    """Leave out what only WordPress 6.7 and later tell: who may do what."""
    if isinstance(value, list):
        return [_without_hints(one) for one in value]
    if isinstance(value, dict):
        return {name: _without_hints(one) for name, one in value.items() if name != "targetHints"}
    return value


def _first_difference(real: Any, played: Any, where: str = "") -> str:
    if isinstance(real, dict) and isinstance(played, dict):
        for name in sorted(set(real) | set(played)):
            if real.get(name, "absent") != played.get(name, "absent"):
                inner = real.get(name, "absent"), played.get(name, "absent")
                return _first_difference(*inner, f"{where}.{name}")
    if isinstance(real, list) and isinstance(played, list) and len(real) == len(played):
        for at, (one, other) in enumerate(zip(real, played, strict=True)):
            if one != other:
                return _first_difference(one, other, f"{where}[{at}]")
    return f"{where}: {str(real)[:200]} is played as {str(played)[:200]}"
