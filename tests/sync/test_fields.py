"""Changes beside the text: headline, address, terms, images, comments, the site itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.sync.running import HOUR, NOON, Watch, facts_of, verb_of
from tests.wordpress.site import WordPressSite, start_site
from tests.wordpress.template import Template
from tracker.archive.identities import COMMITTER
from tracker.archive.layout import TEXT

RELATIONS = {
    "self",
    "collection",
    "about",
    "author",
    "replies",
    "version-history",
    "predecessor-version",
    "wp:featuredmedia",
    "wp:attachment",
    "wp:term",
    "curies",
}
IMAGE = (
    "$id = wp_insert_attachment(['post_title' => 'b', 'post_mime_type' => 'image/png'],"
    " '2025/03/' . $args['file']);"
    " update_post_meta($id, '_wp_attachment_image_alt', $args['alt']); return $id;"
)


def add_image(site: WordPressSite, file: str, alt: str) -> int:
    return int(site.php(IMAGE, file=file, alt=alt))


def test_headline_and_slug(wordpress: WordPressSite, watch: Watch) -> None:
    (post,) = wordpress.add(
        [{"post_title": "Old bridge", "post_name": "old-bridge", "post_content": "Lanes."}], at=NOON
    )
    watch.sync(NOON + HOUR)
    wordpress.edit(post, at=NOON + 2 * HOUR, post_title="New bridge", post_name="new-bridge")
    watch.sync(NOON + 3 * HOUR)
    assert watch.verbs(post) == ["First-seen", "Edit"]
    facts = facts_of(watch.of(post)[-1])
    assert "headline: Old bridge -> New bridge" in facts
    assert "slug: old-bridge -> new-bridge" in facts
    assert "address: /2025/03/old-bridge/ -> /2025/03/new-bridge/" in facts
    assert watch.git("log", "-1", "--format=%s") == f"Edit post {post}: New bridge\n"


def test_terms_alone(wordpress: WordPressSite, watch: Watch) -> None:
    """Categories, tags and a custom taxonomy, in names; behind WordPress's back, too."""
    arguments = {"public": True, "show_in_rest": True, "hierarchical": False, "label": "Districts"}
    wordpress.switch(taxonomies={"district": {**arguments, "object_type": ["post"]}})
    (post,) = wordpress.add([{"post_title": "Bridge", "post_content": "Lanes."}], at=NOON)
    watch.sync(NOON + HOUR)
    wordpress.php(
        "$term = wp_insert_term('Bridges & Roads', 'category')['term_id'];"
        "wp_set_post_categories($args['id'], [$term]);"
        "wp_set_post_tags($args['id'], ['steel', 'river']);"
        "wp_set_object_terms($args['id'], 'Harbour', 'district');",
        id=post,
    )
    watch.sync(NOON + 2 * HOUR)
    edit = watch.of(post)[-1]
    assert verb_of(edit) == "Edit"
    assert "categories: +Bridges & Roads, -Uncategorized" in facts_of(edit)
    assert "tags: +steel, +river" in facts_of(edit)
    assert "district: +Harbour" in facts_of(edit)
    assert {change.path.rpartition("/")[2] for change in edit.changes} == {"wp-post.json"}
    wordpress.php("wp_set_post_tags($args['id'], ['river']);", id=post)
    watch.sync(NOON + 3 * HOUR)
    assert facts_of(watch.of(post)[-1]) == "tags: -steel"


def test_a_renamed_category_is_one_change(wordpress: WordPressSite, watch: Watch) -> None:
    wordpress.add([{"post_title": f"{n}", "post_content": "Lanes."} for n in range(6)], at=NOON)
    watch.sync(NOON + HOUR)
    wordpress.php("wp_update_term(1, 'category', ['name' => 'General']);")
    for hour in (2, 3):  # users and categories are asked for in turn
        watch.sync(NOON + hour * HOUR)
    assert watch.story() == [
        *[f"First-seen post {n}: {n - min_id(watch)}" for n in ids(watch)],
        "Site: terms 1: Uncategorized -> General",
    ]


def ids(watch: Watch) -> list[int]:
    return sorted(found.id for found in watch.all_verbs() if found is not None)


def min_id(watch: Watch) -> int:
    return ids(watch)[0]


def test_comment_status_alone(wordpress: WordPressSite, watch: Watch) -> None:
    (post,) = wordpress.add(
        [{"post_title": "Bridge", "post_content": "Lanes.", "comment_status": "open"}], at=NOON
    )
    watch.sync(NOON + HOUR)
    wordpress.edit(post, masked=True, comment_status="closed")
    watch.sync(NOON + 2 * HOUR)
    assert watch.verbs(post) == ["First-seen", "Edit"]
    assert "comments: open -> closed" in facts_of(watch.of(post)[-1])


def test_a_featured_image_is_shown_by_name(wordpress: WordPressSite, watch: Watch) -> None:
    (post,) = wordpress.add([{"post_title": "Bridge", "post_content": "Lanes."}], at=NOON)
    watch.sync(NOON + HOUR)
    quay, pier = add_image(wordpress, "quay.png", "The quay"), add_image(wordpress, "pier.png", "")
    for hour, image, fact in (
        (2, quay, "featured image: none -> quay.png (The quay)"),
        (4, pier, "featured image: quay.png (The quay) -> pier.png"),
        (6, -1, "featured image: pier.png -> none"),
    ):
        code = "update_post_meta($args['id'], '_thumbnail_id', $args['image']);"
        wordpress.php(
            code if image > 0 else "delete_post_thumbnail($args['id']);", id=post, image=image
        )
        watch.sync(NOON + hour * HOUR)
        assert verb_of(watch.of(post)[-1]) == "Edit"
        assert fact in facts_of(watch.of(post)[-1])


def test_the_number_of_comments(wordpress: WordPressSite, watch: Watch) -> None:
    (post,) = wordpress.add([{"post_title": "Bridge", "post_content": "Lanes."}], at=NOON)
    watch.sync(NOON + HOUR)
    assert "wp-comments.json" not in watch.names(post)
    watch.sync(NOON + 2 * HOUR, comments=True)
    assert watch.json(post, "wp-comments.json") == {"count": 0}
    assert watch.verbs(post) == ["First-seen"]
    wordpress.php(
        "foreach (['a', 'b'] as $text) wp_insert_comment(['comment_post_ID' => $args['id'],"
        " 'comment_content' => $text, 'comment_approved' => 1]);",
        id=post,
    )
    watch.sync(NOON + 3 * HOUR, comments=True)
    touch = watch.of(post)[-1]
    assert verb_of(touch) == "Touch"
    assert "comments counted: 0 -> 2" in facts_of(touch)
    assert watch.json(post, "wp-comments.json") == {"count": 2}
    before = len(watch.commits())
    watch.sync(NOON + 4 * HOUR, comments=True)
    watch.sync(NOON + 5 * HOUR)
    assert len(watch.commits()) == before


def test_no_link_relation_is_unknown(wordpress: WordPressSite) -> None:
    (post,) = wordpress.add([{"post_title": "Bridge", "post_content": "Lanes."}], at=NOON)
    wordpress.edit(post, post_content="More lanes.")
    image = add_image(wordpress, "quay.png", "")
    wordpress.php("set_post_thumbnail($args['id'], $args['image']);", id=post, image=image)
    links = wordpress.post(post)["_links"]
    assert set(links) - RELATIONS == set()
    assert links["version-history"][0]["count"] == 1
    assert links["predecessor-version"][0]["id"] > post


@pytest.mark.wordpress
def test_an_upgrade_of_the_site(
    make_watch: Callable[..., Watch], tmp_path: Path, both_templates: tuple[Template, Template]
) -> None:
    """The fields that the newer WordPress adds to every post are one change of the site."""
    newer, older = both_templates
    old = start_site(older, tmp_path / "old")
    watch = make_watch(old)
    posts = [{"post_title": f"{n}", "post_content": f"Lane {n}."} for n in range(8)]
    numbers = old.add(posts, at=NOON)
    edited = numbers[3]
    watch.sync(NOON + HOUR)
    seen = [old.post(number) for number in numbers]
    old.stop()
    new = start_site(newer, tmp_path / "new", port=old.server.port)
    try:
        carry_over(new, seen)
        assert set(new.post(edited)) - set(seen[3]) >= {"class_list"}
        new.edit(edited, at=NOON + 2 * HOUR, post_content="Four lanes.")
        outcome = Watch(site=new, repos=watch.repos).sync(NOON + 3 * HOUR)
    finally:
        new.stop()
    assert outcome.recorded["site"] == 1
    assert watch.all_verbs()[None] == ["Site"]
    assert watch.verbs(edited) == ["First-seen", "Edit"]
    assert [watch.verbs(number) for number in numbers if number != edited] == [["First-seen"]] * 7
    (upgrade,) = [commit for commit in watch.commits() if verb_of(commit) == "Site"]
    assert "class_list" in facts_of(upgrade)
    assert not [change for change in upgrade.changes if change.path.endswith(TEXT)]
    assert upgrade.author != COMMITTER
    assert all("class_list" in watch.json(number, "wp-post.json") for number in numbers)


def carry_over(site: WordPressSite, posts: list[dict[str, Any]]) -> None:
    """Put posts of the same ids and times into another WordPress."""
    for post in posts:
        made = {
            "import_id": post["id"],
            "post_title": post["title"]["rendered"],
            "post_name": post["slug"],
            "post_content": post["content"]["rendered"].removeprefix("<p>").strip()[: -len("</p>")],
            "post_author": post["author"],
            "guid": post["guid"]["rendered"],
        }
        assert site.add([made], at=NOON) == (post["id"],)
