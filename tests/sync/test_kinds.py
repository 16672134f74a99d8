"""Pages and custom types."""

from __future__ import annotations

from tests.sync.running import HOUR, NOON, Watch, facts_of, trailer
from tests.wordpress.site import WordPressSite
from tracker.archive.layout import rest_object


def test_posts_pages_and_a_custom_type(wordpress: WordPressSite, watch: Watch) -> None:
    wordpress.add_type("recipe")
    wordpress.add_type("hidden", public=False, show_in_rest=False)
    made = [
        {"post_title": "Bread", "post_content": "Flour.", "post_type": kind}
        for kind in ("post", "page", "recipe", "hidden", "wp_block")
    ]
    post, page, recipe, *_ = wordpress.add(made, at=NOON)
    watch.sync(NOON + HOUR, login=True)
    assert {str(found) for found in watch.all_verbs() if found is not None} == {
        f"posts/{post}",
        f"pages/{page}",
        f"recipe/{recipe}",
    }
    child = wordpress.add([{"post_title": "Rye", "post_type": "page", "post_parent": page}])[0]
    for number in (page, recipe):
        wordpress.edit(number, at=NOON + 2 * HOUR, post_content="Flour and water.")
    watch.sync(NOON + 3 * HOUR, login=True)
    for number, folder in ((page, "pages"), (recipe, "recipe")):
        assert watch.verbs(number, folder) == ["First-seen", "Edit"]
        edit = watch.of(number, folder)[-1]
        assert trailer(edit, "Evidence") == "revision, observation"
        assert "+and water" in facts_of(edit)
    subject = watch.git("log", "-1", "--format=%s", "--", "recipe").strip()
    assert subject == f"Edit recipe {recipe}: Bread"
    assert watch.json(child, "wp-post.json", "pages")["parent"] == page

    wordpress.edit(page, at=NOON + 4 * HOUR, post_status="draft")
    wordpress.delete(recipe, "recipe", force=True)
    watch.sync(NOON + 5 * HOUR, login=True)
    assert watch.verbs(page, "pages")[-1] == "Unpublish"
    assert watch.verbs(recipe, "recipe")[-1] == "Remove"


def test_chosen_types(wordpress: WordPressSite, watch: Watch) -> None:
    post, page = wordpress.add(
        [{"post_title": "Bread", "post_type": kind} for kind in ("post", "page")], at=NOON
    )
    watch.sync(NOON + HOUR, types=("pages",))
    assert watch.names(page, "pages")
    assert not watch.names(post)
    watch.sync(NOON + 2 * HOUR)
    # Never listed before: it is met, not published.
    assert watch.verbs(post) == ["First-seen"]
    assert watch.verbs(page, "pages") == ["First-seen"]


def test_what_is_stored_is_what_was_served(wordpress: WordPressSite, watch: Watch) -> None:
    """Byte for byte and field for field, as the public sees it."""
    content = "<!-- wp:heading -->\n<h2>Dough</h2>\n<!-- /wp:heading -->\n<p>Wait &amp; see…</p>"
    post, page = wordpress.add(
        [
            {"post_title": "Bread", "post_content": content, "post_type": kind}
            for kind in ("post", "page")
        ],
        at=NOON,
    )
    watch.sync(NOON + HOUR, login=True)
    for number, kind, folder in ((post, "post", "posts"), (page, "page", "pages")):
        path = watch.post_path(number, folder)
        files = {file.name: file.read_bytes() for file in path.iterdir()}
        served = wordpress.get(f"wp/v2/{folder}/{number}")
        stored = rest_object(files, where=str(path))
        assert stored["type"] == kind
        # 7.1 tells everybody what a stranger may do, in the post read alone; lists do not differ.
        assert stored == served
        assert files["wp-source.html"].decode() == content
        assert files["text.md"].decode() == "# Bread\n\n## Dough\n\nWait & see…\n"
