"""A site is shown as it was observed at a moment."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from tracker.playback import Login, Observation, Playback, Request, Site, play

DAWN = datetime(2026, 4, 1, 6, tzinfo=UTC)
HOUR = timedelta(hours=1)
LOGIN = Login(user="ann", password="a b c", id=1)


def seen(hour: int, number: int, *, kind: str = "post", gone: str = "", **more: Any) -> Observation:
    fields = {"id": number, "type": kind, **more} if not gone else {}
    return Observation(observed=DAWN + hour * HOUR, kind=kind, id=number, fields=fields, gone=gone)


def ask(playback: Playback, route: str, **headers: str) -> tuple[int, Any]:
    path, _, query = route.partition("?")
    pairs = tuple(tuple(one.split("=", 1)) for one in query.split("&") if one)
    request = Request(path=f"/wp-json/wp/v2/{path}", query=pairs, headers=headers)  # type: ignore[arg-type]
    response = playback.respond(request)
    return response.status, json.loads(response.body)


def ids(playback: Playback, route: str) -> list[int]:
    status, found = ask(playback, route)
    assert status == 200
    return [one["id"] for one in found]


def test_each_post_shows_its_newest_observation() -> None:
    playback = play([seen(2, 7, slug="new"), seen(0, 7, slug="old")], moment=DAWN)
    assert ask(playback, "posts/7")[1]["slug"] == "old"
    assert ask(playback.at(DAWN + HOUR), "posts/7")[1]["slug"] == "old"
    assert ask(playback.at(DAWN + 2 * HOUR), "posts/7")[1]["slug"] == "new"
    assert ask(playback, "posts/7")[1]["slug"] == "old", "a playback never changes"


def test_a_post_is_not_there_before_it_was_observed() -> None:
    playback = play([seen(1, 7)], moment=DAWN)
    assert ids(playback, "posts") == []
    assert ask(playback, "posts/7")[1]["code"] == "rest_post_invalid_id"


def test_away_is_told_as_wordpress_tells_it() -> None:
    playback = play(
        [seen(0, 7), seen(0, 8), seen(1, 7, gone="erased"), seen(1, 8, gone="unpublished")],
        moment=DAWN + HOUR,
    )
    assert ids(playback, "posts") == []
    assert (ask(playback, "posts/7")[0], ask(playback, "posts/8")[0]) == (404, 401)
    assert ask(playback, "posts/8")[1]["code"] == "rest_forbidden"
    assert ids(playback.at(DAWN), "posts?orderby=id&order=asc") == [7, 8]


def test_a_post_that_becomes_a_page_is_found_there() -> None:
    playback = play([seen(0, 7), seen(1, 7, gone="erased"), seen(1, 7, kind="page")], moment=DAWN)
    later = playback.at(DAWN + HOUR)
    assert (ask(later, "posts/7")[0], ask(later, "pages/7")[0]) == (404, 200)


def test_lacking_fields_are_not_made_up() -> None:
    playback = play([seen(0, 7, slug="bare")], moment=DAWN)
    (post,) = ask(playback, "posts")[1]
    assert set(post) == {"id", "type", "slug", "_links"}
    assert "version-history" not in post["_links"], "no recorded revisions, no claim about them"


def test_recorded_links_are_served_as_they_were() -> None:
    links = {"version-history": [{"count": 9, "href": "https://paper.example/x"}]}
    playback = play([seen(0, 7, _links=links)], moment=DAWN)
    assert ask(playback, "posts/7")[1]["_links"] == links
    assert ask(playback, "posts")[1][0]["_links"] == links


def test_revisions_count_from_when_they_were_made() -> None:
    many = [seen(0, 7)] + [
        seen(hour, 100 + hour, kind="revision", parent=7, slug="7-revision-v1", date=str(hour))
        for hour in (1, 2)
    ]
    playback = play(many, moment=DAWN + HOUR, logins=(LOGIN,))
    assert ask(playback, "posts/7")[1]["_links"]["version-history"][0]["count"] == 1
    links = ask(playback.at(DAWN + 2 * HOUR), "posts?include=7")[1][0]["_links"]
    assert links["version-history"][0]["count"] == 2
    assert links["predecessor-version"][0]["id"] == 102


def test_custom_types_have_their_own_collection() -> None:
    playback = play([seen(0, 7, kind="recipe", title={"rendered": "Soup"})], moment=DAWN)
    assert ids(playback, "recipe") == [7]
    assert ask(playback, "types")[1]["recipe"]["rest_base"] == "recipe"


def test_users_are_shown_once_they_have_published() -> None:
    users = [seen(0, number, kind="user", name=f"N{number}", slug="n") for number in (1, 2)]
    playback = play([*users, seen(0, 7, author=2, status="publish")], moment=DAWN)
    assert ids(playback, "users") == [2]
    assert ask(playback, "users/1")[1]["code"] == "rest_user_cannot_view"


def test_observations_can_be_added() -> None:
    playback = play([seen(0, 7, slug="old")], moment=DAWN + HOUR)
    assert ask(playback, "posts/7")[1]["slug"] == "old"
    more = playback.with_more([seen(1, 7, slug="new")])
    assert ask(more, "posts/7")[1]["slug"] == "new"
    assert ids(more, "posts") == [7]


def test_a_site_can_refuse_wrong_passwords() -> None:
    playback = play(
        [seen(0, 7)], moment=DAWN, logins=(LOGIN,), site=Site(refuses_wrong_passwords=True)
    )
    wrong = {"authorization": "Basic YW5uOng="}  # ann:x
    assert ask(playback, "posts", **wrong)[1]["code"] == "incorrect_password"
    assert "a b c" not in repr(playback.logins)
