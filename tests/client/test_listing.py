"""One bad post never hides the others, and is never believed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.client.conftest import NOON, MakeSession
from tests.client.web import Answering, Asked, Web
from tracker.errors import SiteError, SiteUnavailable
from tracker.model import PostKey, Skipped
from tracker.wordpress.listing import (
    Batch,
    list_modified,
    list_newest,
    read_one,
    read_posts,
    sweep,
)
from tracker.wordpress.readings import Away, Reading
from tracker.wordpress.rest import Rest, Root
from tracker.wordpress.types import PostType
from tracker.wordpress.vocabulary import count_comments, read_users

MakeWeb = Callable[[Answering], Web]
POSTS = PostType(slug="post", name="Posts", path="wp/v2/posts")


def post(number: int, **more: Any) -> dict[str, Any]:
    rendered = {"rendered": f"Text {number}", "protected": False}
    fields = {"id": number, "type": "post", "status": "publish", "title": rendered}
    return fields | {"content": rendered, "modified_gmt": "2025-03-01T10:00:00"} | more


def site(posts: list[dict[str, Any]], poison: frozenset[int] = frozenset()) -> Answering:
    """List posts as WordPress does; any full answer with a poisonous post is a fatal error."""

    def answer(asked: Asked) -> None:
        include = asked.params.get("include")
        wanted = {int(number) for number in include.split(",")} if include else None
        listed = [one for one in posts if wanted is None or one["id"] in wanted]
        offset = int(asked.params.get("offset", "0"))
        shown = listed[offset : offset + 100]
        fields = asked.params.get("_fields")
        if fields is None and poison & {one["id"] for one in shown}:
            asked.send(500, b"<p>There has been a critical error on this website.</p>")
            return
        names = {name.partition(".")[0] for name in fields.split(",")} if fields else None
        value = [{k: v for k, v in one.items() if names is None or k in names} for one in shown]
        asked.json(value, X_WP_Total=str(len(listed) if shown else 0))

    return answer


def api(web: Web, make_session: MakeSession, **settings: Any) -> Rest:
    session = make_session(web.url, **settings)
    return Rest(session=session, root=Root.parse(web.url + "wp-json/"))


def ids(batches: list[Batch]) -> list[int]:
    return [reading.key.id for batch in batches for reading in batch.readings]


@pytest.mark.parametrize("poison", [{1}, {77}, {100}, {3, 4, 90}, {250}])
def test_a_post_that_breaks_the_site_is_left_out(
    make_web: MakeWeb, make_session: MakeSession, poison: set[int]
) -> None:
    web = make_web(site([post(number) for number in range(1, 251)], frozenset(poison)))
    rest = api(web, make_session, tries=2)
    for batches in (list(sweep(rest, POSTS)), list(read_posts(rest, POSTS, range(1, 251)))):
        assert sorted(ids(batches)) == [n for n in range(1, 251) if n not in poison]
        skipped = [one.post for batch in batches for one in batch.skipped]
        assert sorted(skipped) == sorted(f"posts/{number}" for number in poison)
        assert not any(batch.missing for batch in batches)


def test_a_site_that_is_down_is_not_taken_for_bad_posts(
    make_web: MakeWeb, make_session: MakeSession
) -> None:
    web = make_web(lambda asked: asked.send(500))
    with pytest.raises(SiteUnavailable):
        list(read_posts(api(web, make_session, tries=1), POSTS, range(1, 101)))
    assert len(web.asked) < 20


MALFORMED = [
    ("no post", "posts"),
    ({"type": "post"}, "posts"),
    ({"id": True, "type": "post"}, "posts"),
    ({"id": -4, "type": "post"}, "posts"),
    ({"id": 2**70, "type": "post"}, "posts"),
    ({"id": "5", "type": "post"}, "posts"),
    (post(5, type="page"), "posts/5"),
    (post(5, type="../../etc"), "posts/5"),
    (post(5, title="A title"), "posts/5"),
    (post(5, content={"rendered": None}), "posts/5"),
    (post(5, content={"rendered": "", "protected": "no"}), "posts/5"),
    (post(5, modified_gmt=17), "posts/5"),
    (post(5, slug=["a"]), "posts/5"),
]


@pytest.mark.parametrize(("bad", "named"), MALFORMED)
def test_a_malformed_post_does_not_stop_its_page(
    make_web: MakeWeb, make_session: MakeSession, bad: Any, named: str
) -> None:
    web = make_web(lambda asked: asked.json([post(1), bad, post(9)], X_WP_Total="3"))
    batch = list_newest(api(web, make_session), POSTS)
    assert ids([batch]) == [1, 9]
    assert [one.post for one in batch.skipped] == [named]
    assert batch.total == 3


def test_fields_may_be_absent(make_web: MakeWeb, make_session: MakeSession) -> None:
    web = make_web(lambda asked: asked.json([{"id": 3, "type": "post", "views": 4}]))
    (reading,) = list_newest(api(web, make_session), POSTS).readings
    assert reading == Reading(
        key=PostKey(folder="posts", id=3),
        observed=NOON,
        fields={"id": 3, "type": "post", "views": 4},
    )


def test_posts_that_are_not_answered_are_named(
    make_web: MakeWeb, make_session: MakeSession
) -> None:
    web = make_web(site([post(1), post(3)]))
    (batch,) = read_posts(api(web, make_session), POSTS, [1, 2, 3, 4])
    assert ids([batch]) == [1, 3]
    assert batch.missing == (2, 4)


def test_listing_stops_where_everything_is_known(
    make_web: MakeWeb, make_session: MakeSession
) -> None:
    posts = [post(n, modified_gmt=f"2025-02-{28 - n // 50:02}T00:00:00") for n in range(1000)][1:]
    web = make_web(site(posts))
    listed = list_modified(api(web, make_session), POSTS, until=NOON.replace(month=2, day=25))
    assert len(web.asked) == 2
    assert len(listed.glimpses) == 199
    assert listed.total == 999
    assert len(list_modified(api(web, make_session), POSTS, until=None).glimpses) == 999


def error(code: str, status: int) -> Answering:
    return lambda asked: asked.json({"code": code, "message": "", "data": {}}, status)


@pytest.mark.parametrize(
    ("answering", "reason"),
    [
        (error("rest_post_invalid_id", 404), "erased"),
        (error("rest_forbidden", 401), "unpublished"),
        (error("rest_forbidden", 403), "unpublished"),
        (error("rest_no_route", 404), "unclear"),
        (lambda asked: asked.send(404, b"<html>"), "unclear"),
        (lambda asked: asked.send(403, b"<html>"), "unclear"),
        (lambda asked: asked.send(410, b""), "unclear"),
    ],
)
def test_why_a_post_is_not_shown(
    make_web: MakeWeb, make_session: MakeSession, answering: Answering, reason: str
) -> None:
    away = read_one(api(make_web(answering), make_session), POSTS, 7)
    assert isinstance(away, Away)
    assert away.reason == reason


def test_another_post_is_not_taken_for_the_one_asked_for(
    make_web: MakeWeb, make_session: MakeSession
) -> None:
    web = make_web(lambda asked: asked.json(post(8)))
    assert isinstance(read_one(api(web, make_session), POSTS, 7), Skipped)


def test_a_list_that_is_none_is_an_error(make_web: MakeWeb, make_session: MakeSession) -> None:
    web = make_web(lambda asked: asked.json({"posts": []}))
    with pytest.raises(SiteError, match="something else than a list"):
        list_newest(api(web, make_session), POSTS)


def test_hidden_names_are_no_error(make_web: MakeWeb, make_session: MakeSession) -> None:
    rest = api(make_web(error("rest_user_cannot_view", 401)), make_session)
    assert read_users(rest, [1, 2]) == {}
    assert count_comments(rest, 1) is None
