"""Real WordPress comes up, and does what the tests that stand on it expect of it."""

from __future__ import annotations

import urllib.request
from datetime import UTC, datetime

import pytest

from tests.wordpress.fixtures import MakeWordPress
from tests.wordpress.server import PhpError
from tests.wordpress.site import RestError, WordPressSite

NOON = datetime(2024, 5, 4, 12, 0, tzinfo=UTC)


def test_it_is_the_version_that_was_asked_for(wordpress: WordPressSite) -> None:
    version = wordpress.php("return get_bloginfo('version');")

    assert version.startswith(f"{wordpress.version}.")
    assert wordpress.get("")["url"] == wordpress.url


def test_the_application_password_works_and_a_wrong_one_does_not(wordpress: WordPressSite) -> None:
    assert wordpress.get("wp/v2/users/me", login=True)["id"] == 1

    path = wordpress.rest.removeprefix(f"http://127.0.0.1:{wordpress.server.port}")
    wrong = wordpress.server.ask("GET", f"{path}wp/v2/users/me", user="admin", password="no")
    assert wrong.status == 401


def test_reset_empties_the_site(wordpress: WordPressSite) -> None:
    first = wordpress.create(title="A bridge opens", content="It has two lanes.")
    wordpress.reset()

    assert wordpress.get("wp/v2/posts?status=any", login=True) == []
    assert wordpress.create(title="A ferry sails") == first


def test_a_kept_state_can_be_gone_back_to_and_the_empty_one_too(wordpress: WordPressSite) -> None:
    posts = wordpress.add([{"post_title": f"Story {n}", "post_content": "One."} for n in range(5)])
    wordpress.edit_all([{"id": id, "fields": {"post_content": "Two."}} for id in posts])
    wordpress.keep("edited")
    wordpress.delete(posts[0], force=True)

    wordpress.reset("edited")
    assert [len(wordpress.revisions(id)) for id in posts] == [1, 1, 1, 1, 1]
    wordpress.reset()
    assert wordpress.get("wp/v2/posts") == []


def test_updates_leave_revisions_and_creation_leaves_none(wordpress: WordPressSite) -> None:
    post = wordpress.create(title="A bridge opens", content="It has two lanes.")
    assert wordpress.revisions(post) == []

    wordpress.update(post, content="It has four lanes.")
    (revision,) = wordpress.revisions(post)
    assert revision["content"]["raw"] == "It has four lanes."
    assert wordpress.post(post)["_links"]["version-history"][0]["count"] == 1


def test_an_autosave_stands_among_the_revisions(wordpress: WordPressSite) -> None:
    post = wordpress.create(title="A bridge opens", content="It has two lanes.")
    wordpress.update(post, content="It has four lanes.")
    wordpress.autosave(post, content="It has five")

    slugs = {revision["slug"] for revision in wordpress.revisions(post)}
    assert slugs == {f"{post}-autosave-v1", f"{post}-revision-v1"}


def test_an_edit_has_its_editor_and_its_time(wordpress: WordPressSite) -> None:
    (post,) = wordpress.add([{"post_title": "A bridge opens"}], at=NOON)
    editor = wordpress.add_user("jane", "Jane Doe")
    later = NOON.replace(hour=13)
    wordpress.edit(post, by=editor, at=later, post_content="It has two lanes.\nIt's \\ long.")

    (revision,) = wordpress.revisions(post)
    assert revision["author"] == editor
    assert revision["date_gmt"] == "2024-05-04T13:00:00"
    assert revision["content"]["raw"] == "It has two lanes.\nIt's \\ long."
    assert wordpress.post(post)["modified_gmt"] == "2024-05-04T13:00:00"


def test_a_masked_edit_changes_the_text_and_not_the_date(wordpress: WordPressSite) -> None:
    (post,) = wordpress.add([{"post_title": "A bridge", "post_content": "Two lanes."}], at=NOON)
    wordpress.edit(post, masked=True, post_content="Four lanes.")

    seen = wordpress.post(post)
    assert "Four lanes." in seen["content"]["rendered"]
    assert seen["modified_gmt"] == "2024-05-04T12:00:00"


def test_a_scheduled_post_comes_due_with_its_modified_in_the_past(
    wordpress: WordPressSite,
) -> None:
    post = wordpress.create(title="Later", status="future", date_gmt="2099-01-01T00:00:00")
    wordpress.sql(
        "UPDATE {}posts SET post_modified_gmt = '2024-05-01 08:00:00' WHERE ID = %d", post
    )
    with pytest.raises(RestError, match="401"):
        wordpress.post(post)
    wordpress.come_due(post, NOON)

    seen = wordpress.post(post)
    assert (seen["date_gmt"], seen["modified_gmt"]) == (
        "2024-05-04T12:00:00",
        "2024-05-01T08:00:00",
    )


def test_switches_break_the_site_and_reset_mends_it(wordpress: WordPressSite) -> None:
    wordpress.switch(drop_authorization=True)
    assert wordpress.ask("wp/v2/users/me", login=True).status == 401
    wordpress.switch(rest_status=403)
    answer = wordpress.ask("wp/v2/posts")
    assert (answer.status, answer.headers["content-type"]) == (403, "text/html; charset=UTF-8")

    wordpress.reset()
    assert wordpress.ask("wp/v2/users/me", login=True).status == 200


def test_custom_types_and_fields_can_be_added(wordpress: WordPressSite) -> None:
    wordpress.add_type("recipe")
    wordpress.switch(rest_fields={"views": 7})
    recipe = wordpress.create("recipe", title="Soup", content="Boil water.")
    wordpress.update(recipe, "recipe", content="Boil much water.")

    assert wordpress.post(recipe, "recipe")["type"] == "recipe"
    assert len(wordpress.revisions(recipe, "recipe")) == 1
    assert wordpress.post(wordpress.create(title="Counted"))["views"] == 7


def test_authors_without_a_name_and_other_time_zones(wordpress: WordPressSite) -> None:
    nameless = wordpress.add_user("nobody", "", role="author")
    wordpress.set_option("timezone_string", "America/Los_Angeles")
    (post,) = wordpress.add([{"post_title": "Dawn", "post_author": nameless}], at=NOON)

    assert wordpress.get(f"wp/v2/users/{nameless}")["name"] == ""
    assert wordpress.post(post)["date"] == "2024-05-04T05:00:00"
    assert wordpress.get("")["timezone_string"] == "America/Los_Angeles"


def test_php_that_throws_is_told(wordpress: WordPressSite) -> None:
    with pytest.raises(PhpError, match="RuntimeException: no"):
        wordpress.php("throw new RuntimeException('no');")


@pytest.mark.parametrize("permalinks", ["pretty", "plain", "index"])
@pytest.mark.parametrize("subdirectory", ["", "blog"])
def test_every_shape_of_address(
    make_wordpress: MakeWordPress, permalinks: str, subdirectory: str
) -> None:
    site = make_wordpress(permalinks=permalinks, subdirectory=subdirectory)
    site.reset()
    post = site.create(title="A bridge opens")

    assert site.get("wp/v2/posts?per_page=5")[0]["id"] == post
    with urllib.request.urlopen(site.post(post)["link"]) as page:
        assert f'<{site.rest}>; rel="https://api.w.org/"' in page.headers.get_all("Link")
        assert b"A bridge opens" in page.read()
    pretty = site.server.ask("GET", f"{site.server.base}/wp-json/")
    assert pretty.status == (200 if permalinks == "pretty" else 404)
