"""What a WordPress answers, said once: the same for real ones and for the playback.

Each `check_...` takes a `Subject`, a site that holds what `tests.contract.content` describes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import requests


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A running site with known content.

    Args:
        url: the front page.
        rest: the REST root, with its final slash (or `?rest_route=/`).
        posts: ids of the public posts, oldest first; their titles are `Report 1`, `Report 2`...
        edited: a post of these with three revisions and one autosave; all others have none.
        draft: a post that is not public.
        erased: an id that was a post once.
        page: id of the only page.
    """

    url: str
    rest: str
    user: str
    password: str
    posts: tuple[int, ...]
    edited: int
    draft: int
    erased: int
    page: int

    def get(self, route: str, *, password: str | None = None, **options: Any) -> requests.Response:
        """Ask for a REST route such as `wp/v2/posts?page=2`."""
        url = self.rest + (route.replace("?", "&", 1) if "?" in self.rest else route)
        auth = (self.user, password) if password is not None else None
        with requests.Session() as session:
            session.trust_env = False
            return session.get(url, auth=auth, timeout=20, allow_redirects=False, **options)

    def ids(self, route: str) -> list[int]:
        answer = self.get(route)
        assert answer.status_code == 200, answer.text[:300]
        return [one["id"] for one in answer.json()]


def assert_error(answer: requests.Response, status: int, code: str) -> None:
    body = answer.json()
    assert (answer.status_code, body["code"]) == (status, code)
    assert body["data"]["status"] == status
    assert isinstance(body["message"], str)


def check_front_page_leads_to_the_rest_root(subject: Subject) -> None:
    with requests.Session() as session:
        session.trust_env = False
        answer = session.get(subject.url, timeout=20)
    assert f'<{subject.rest}>; rel="https://api.w.org/"' in answer.headers["Link"]
    assert 'rel="https://api.w.org/"' in answer.text
    assert re.search(r'<html[^>]* lang="[\w-]+"', answer.text)


def check_index_describes_the_site(subject: Subject) -> None:
    index = subject.get("").json()
    expected = {"name", "description", "url", "home", "gmt_offset", "timezone_string", "routes"}
    assert expected <= set(index)
    assert "wp/v2" in index["namespaces"]
    assert "/wp/v2/posts" in index["routes"]
    endpoints = index["authentication"]["application-passwords"]["endpoints"]
    assert endpoints["authorization"].endswith("/wp-admin/authorize-application.php")


def check_index_knows_fields(subject: Subject) -> None:
    assert {"name", "home"} <= set(subject.get("?_fields=name,home").json())


def check_types_tell_rest_base_and_taxonomies(subject: Subject) -> None:
    types = subject.get("wp/v2/types").json()
    assert types["post"]["rest_base"] == "posts"
    assert types["page"]["rest_base"] == "pages"
    assert types["post"]["taxonomies"] == ["category", "post_tag"]
    assert "nav_menu_item" in types
    assert_error(subject.get("wp/v2/types/nothing"), 404, "rest_type_invalid")


def check_posts_are_listed_newest_first(subject: Subject) -> None:
    answer = subject.get("wp/v2/posts")
    assert [one["id"] for one in answer.json()] == list(reversed(subject.posts))[:10]
    assert answer.headers["X-WP-Total"] == str(len(subject.posts))
    assert answer.headers["Content-Type"] == "application/json; charset=UTF-8"


def check_pages_part_the_list_without_gap(subject: Subject) -> None:
    found: list[int] = []
    for page in (1, 2, 3):
        route = f"wp/v2/posts?per_page=3&page={page}&orderby=id&order=asc"
        found += subject.ids(route)
    assert found == list(subject.posts)[:9]


def check_a_page_after_the_last_is_an_error(subject: Subject) -> None:
    answer = subject.get("wp/v2/posts?per_page=100&page=2")
    assert_error(answer, 400, "rest_post_invalid_page_number")


def check_an_offset_after_the_last_is_empty_and_forgets_the_total(subject: Subject) -> None:
    answer = subject.get("wp/v2/posts?per_page=5&offset=500&orderby=id")
    assert answer.json() == []
    assert answer.headers["X-WP-Total"] == "0"


def check_an_offset_overlaps_as_asked(subject: Subject) -> None:
    first = subject.ids("wp/v2/posts?per_page=4&offset=0&orderby=id&order=asc")
    second = subject.ids("wp/v2/posts?per_page=4&offset=3&orderby=id&order=asc")
    assert first[-1] == second[0]


def check_wrong_parameters_are_named(subject: Subject) -> None:
    for name, value in (("per_page", "101"), ("page", "0"), ("orderby", "size"), ("order", "up")):
        answer = subject.get(f"wp/v2/posts?{name}={value}")
        assert_error(answer, 400, "rest_invalid_param")
        assert list(answer.json()["data"]["params"]) == [name]


def check_include_takes_lists_of_both_forms(subject: Subject) -> None:
    first, second = subject.posts[0], subject.posts[2]
    wanted = {first, second}
    route = f"wp/v2/posts?include={first},{second},{subject.erased},{subject.draft}&per_page=100"
    assert set(subject.ids(route)) == wanted
    assert set(subject.ids(f"wp/v2/posts?include[]={first}&include[]={second}")) == wanted
    ordered = f"wp/v2/posts?include={second},{first}&orderby=include"
    assert subject.ids(ordered) == [second, first]
    assert first not in subject.ids(f"wp/v2/posts?exclude={first}&per_page=100")


def check_search_and_slug_find_a_post(subject: Subject) -> None:
    slug = subject.get(f"wp/v2/posts/{subject.posts[1]}").json()["slug"]
    assert subject.ids(f"wp/v2/posts?slug={slug}") == [subject.posts[1]]
    assert subject.ids("wp/v2/posts?search=nowhere-in-any-post") == []


def check_drafts_are_for_editors(subject: Subject) -> None:
    answer = subject.get("wp/v2/posts?status=draft")
    assert_error(answer, 400, "rest_invalid_param")
    assert_error(subject.get(f"wp/v2/posts/{subject.draft}"), 401, "rest_forbidden")
    answer = subject.get("wp/v2/posts?status=draft", password=subject.password)
    assert [one["id"] for one in answer.json()] == [subject.draft]


def check_what_is_away_is_told_apart(subject: Subject) -> None:
    erased = subject.get(f"wp/v2/posts/{subject.erased}")
    assert_error(erased, 404, "rest_post_invalid_id")
    assert_error(subject.get(f"wp/v2/pages/{subject.posts[0]}"), 404, "rest_post_invalid_id")
    assert_error(subject.get("wp/v2/nothing"), 404, "rest_no_route")


def check_fields_are_chosen_in_lists(subject: Subject) -> None:
    (post,) = subject.get("wp/v2/posts?per_page=1&_fields=id,title.rendered").json()
    assert set(post) == {"id", "title"}
    assert set(post["title"]) == {"rendered"}


def check_revision_activity_is_public(subject: Subject) -> None:
    route = (
        f"wp/v2/posts?include={subject.edited},{subject.posts[0]}&orderby=id"
        "&_fields=id,_links.version-history,_links.predecessor-version"
    )
    found = {one["id"]: one["_links"] for one in subject.get(route).json()}
    edited = found[subject.edited]
    assert set(edited) == {"version-history", "predecessor-version"}
    assert edited["version-history"][0]["count"] == 4
    assert isinstance(edited["predecessor-version"][0]["id"], int)
    assert found[subject.posts[0]]["version-history"][0]["count"] == 0
    assert "predecessor-version" not in found[subject.posts[0]]


def check_links_of_one_post_come_whole_or_not_at_all(subject: Subject) -> None:
    base = f"wp/v2/posts/{subject.edited}?_fields=id"
    assert set(subject.get(base).json()) == {"id"}
    links = subject.get(base + ",_links.self").json()["_links"]
    assert {"self", "collection", "about", "version-history", "curies"} <= set(links)


def check_a_post_has_the_fields_that_are_read(subject: Subject) -> None:
    post = subject.get(f"wp/v2/posts/{subject.posts[0]}").json()
    expected = {
        "id", "date", "date_gmt", "guid", "modified", "modified_gmt", "slug", "status", "type",
        "link", "title", "content", "excerpt", "author", "featured_media", "comment_status",
        "ping_status", "sticky", "template", "format", "meta", "categories", "tags", "_links",
    }  # fmt: skip
    assert expected <= set(post)
    assert set(post["content"]) == {"rendered", "protected"}
    assert post["title"] == {"rendered": "Report 1"}
    page = subject.get(f"wp/v2/pages/{subject.page}").json()
    assert {"parent", "menu_order"} <= set(page)


def check_revisions_are_for_editors(subject: Subject) -> None:
    route = f"wp/v2/posts/{subject.edited}/revisions"
    assert_error(subject.get(route), 401, "rest_cannot_read")
    assert_error(subject.get(route.replace("revisions", "autosaves")), 401, "rest_cannot_read")
    missing = f"wp/v2/posts/{subject.erased}/revisions"
    assert_error(subject.get(missing), 404, "rest_post_invalid_parent")


def check_revisions_come_newest_first_with_autosaves_among_them(subject: Subject) -> None:
    route = f"wp/v2/posts/{subject.edited}/revisions?context=edit&per_page=100"
    answer = subject.get(route, password=subject.password)
    found = answer.json()
    assert answer.headers["X-WP-Total"] == "4"
    dates = [(one["date"], one["id"]) for one in found]
    assert dates == sorted(dates, reverse=True)
    slugs = sorted(one["slug"] for one in found)
    assert slugs == [f"{subject.edited}-autosave-v1"] + [f"{subject.edited}-revision-v1"] * 3
    for one in found:
        assert one["parent"] == subject.edited
        assert {"raw", "rendered"} <= set(one["title"]) & set(one["content"])


def check_view_hides_raw_text(subject: Subject) -> None:
    route = f"wp/v2/posts/{subject.edited}/revisions?per_page=1"
    (found,) = subject.get(route, password=subject.password).json()
    assert set(found["content"]) == {"rendered"}


def check_editing_context_needs_a_login(subject: Subject) -> None:
    assert_error(subject.get("wp/v2/posts?context=edit"), 401, "rest_forbidden_context")


def check_who_asks(subject: Subject) -> None:
    assert_error(subject.get("wp/v2/users/me"), 401, "rest_not_logged_in")
    answer = subject.get("wp/v2/users/me?context=edit", password=subject.password)
    assert answer.status_code == 200
    assert answer.json()["username"] == subject.user
    assert answer.json()["capabilities"]["edit_posts"] is True


def check_a_wrong_password_is_nobody(subject: Subject) -> None:
    wrong = "wrong wrong wrong"
    answer = subject.get("wp/v2/users/me", password=wrong)
    assert_error(answer, 401, "rest_not_logged_in")
    assert subject.get("wp/v2/posts", password=wrong).status_code == 200


def check_names_can_be_read(subject: Subject) -> None:
    post = subject.get(f"wp/v2/posts/{subject.posts[0]}").json()
    assert subject.get(f"wp/v2/users/{post['author']}").json()["name"]
    for base in ("categories", "tags"):
        for one in subject.get(f"wp/v2/{base}?include=1,2,3").json():
            assert {"id", "name", "slug", "taxonomy"} <= set(one)
    assert_error(subject.get("wp/v2/users/9999"), 404, "rest_user_invalid_id")
    assert_error(subject.get("wp/v2/categories/9999"), 404, "rest_term_invalid")


def check_comments_are_counted(subject: Subject) -> None:
    answer = subject.get(f"wp/v2/comments?post={subject.posts[0]}&per_page=1")
    assert (answer.json(), answer.headers["X-WP-Total"]) == ([], "0")


def check_rest_route_works_with_every_form_of_permalinks(subject: Subject) -> None:
    with requests.Session() as session:
        session.trust_env = False
        url = f"{subject.url.rstrip('/')}/?rest_route=/wp/v2/posts&per_page=1&_fields=id"
        answer = session.get(url, timeout=20)
    assert answer.json() == [{"id": subject.posts[-1]}]


CHECKS: tuple[Callable[[Subject], None], ...] = tuple(
    check for name, check in sorted(globals().items()) if name.startswith("check_")
)
