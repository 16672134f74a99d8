"""What the client relies on, asked of real WordPress."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.client.conftest import MakeSession
from tests.wordpress.site import WordPressSite
from tracker.errors import SiteForbidden
from tracker.model import PostKey, revision_activity
from tracker.wordpress.credentials import check_credentials
from tracker.wordpress.discover import discover
from tracker.wordpress.listing import (
    find_elsewhere,
    list_modified,
    list_newest,
    read_one,
    read_posts,
    sweep,
    sweep_lightly,
)
from tracker.wordpress.readings import Away, Reading
from tracker.wordpress.rest import Rest
from tracker.wordpress.revisions import read_raw, read_revisions
from tracker.wordpress.settings import Credentials
from tracker.wordpress.types import PostType, choose_types, read_taxonomies, read_types
from tracker.wordpress.vocabulary import count_comments, read_media, read_terms, read_users

NOON = datetime(2025, 3, 4, 12, tzinfo=UTC)


def api(site: WordPressSite, make_session: MakeSession, **settings: Any) -> Rest:
    session = make_session(site.url, **settings)
    return discover(session, site.url).rest(session)


def login(site: WordPressSite) -> Credentials:
    return Credentials(user=site.user, password=site.password)


def kind_of(rest: Rest, slug: str = "post") -> PostType:
    return next(kind for kind in read_types(rest) if kind.slug == slug)


def many(site: WordPressSite, count: int) -> tuple[int, ...]:
    posts = [{"post_title": f"Bridge {n}", "post_content": f"Lane {n}."} for n in range(count)]
    return site.add(posts, at=NOON)


def erase(site: WordPressSite, ids: list[int]) -> None:
    site.php("foreach ($args['ids'] as $id) wp_delete_post($id, true);", ids=ids)


@pytest.mark.parametrize(
    "options",
    [{}, {"permalinks": "plain"}, {"permalinks": "index"}, {"subdirectory": "blog"}],
    ids=["pretty", "plain", "index", "subdirectory"],
)
def test_a_site_is_found_from_one_of_its_posts(
    make_wordpress: Callable[..., WordPressSite], make_session: MakeSession, options: dict[str, str]
) -> None:
    site = make_wordpress(**options)
    number = site.create(title="Opening", content="<p>Today.</p>")
    link = site.post(number)["link"]
    session = make_session(link)
    found = discover(session, link)
    assert found.rest_root == site.rest
    assert found.language == "en-US"
    assert found.archive_name.endswith("_blog") == bool(options.get("subdirectory"))
    rest = found.rest(session)
    (reading,) = [one for one in list_newest(rest, kind_of(rest)).readings if one.key.id == number]
    assert reading.fields == site.post(number)


def test_types_and_taxonomies(wordpress: WordPressSite, make_session: MakeSession) -> None:
    wordpress.add_type("recipe")
    rest = api(wordpress, make_session)
    chosen = choose_types(read_types(rest))
    assert {(kind.folder, kind.path) for kind in chosen} == {
        ("posts", "wp/v2/posts"),
        ("pages", "wp/v2/pages"),
        ("recipe", "wp/v2/recipe"),
    }
    assert choose_types(read_types(rest), ("media",))[0].slug == "attachment"
    fields = {taxonomy.slug: taxonomy.field for taxonomy in read_taxonomies(rest)}
    assert fields["category"] == "categories"
    assert fields["post_tag"] == "tags"


def test_a_glimpse_tells_of_revisions(wordpress: WordPressSite, make_session: MakeSession) -> None:
    number = wordpress.create(title="Bridge", content="Two lanes.")
    wordpress.update(number, content="Four lanes.")
    autosave = wordpress.autosave(number, content="Five")
    rest = api(wordpress, make_session)
    before = rest.session.requests
    listed = list_modified(rest, PostType(slug="post", name="", path="wp/v2/posts"), until=NOON)
    assert rest.session.requests == before + 1
    glimpse = listed.glimpses[0]
    post = wordpress.post(number)
    assert (glimpse.key, glimpse.modified_gmt) == (
        PostKey(folder="posts", id=number),
        post["modified_gmt"],
    )
    assert (glimpse.count, glimpse.predecessor) == revision_activity(post) == (2, autosave)
    assert listed.total == len(listed.glimpses)


def test_all_posts_are_met_while_some_go(
    wordpress: WordPressSite, make_session: MakeSession
) -> None:
    ids = many(wordpress, 250)
    rest = api(wordpress, make_session, connections=1)
    kind = kind_of(rest)
    for listing in (sweep, sweep_lightly):
        gone: list[int] = []
        met: list[int] = []
        for batch in listing(rest, kind):
            found = batch.readings if hasattr(batch, "readings") else batch.glimpses
            met += [one.key.id for one in found]
            if not gone:
                gone = list(ids[5:45] if listing is sweep else ids[50:90])
                erase(wordpress, gone)
        assert len(met) == len(set(met))
        assert set(wordpress.php("return get_posts(['numberposts'=>-1,'fields'=>'ids']);")) <= set(
            met
        )


def test_all_posts_are_met_while_threads_read_and_delete(
    make_wordpress: Callable[..., WordPressSite], make_session: MakeSession
) -> None:
    site = make_wordpress(workers=3)
    ids = many(site, 320)
    rest = api(site, make_session, connections=3)
    gone = [number for number in ids if number % 4 == 0]
    thread = threading.Thread(
        target=lambda: [erase(site, gone[at : at + 8]) for at in range(0, len(gone), 8)]
    )
    thread.start()
    met = [reading.key.id for batch in sweep(rest, kind_of(rest)) for reading in batch.readings]
    thread.join()
    assert len(met) == len(set(met))
    assert set(ids) - set(gone) <= set(met)


def test_beyond_the_end_a_site_counts_nothing(
    wordpress: WordPressSite, make_session: MakeSession
) -> None:
    rest = api(wordpress, make_session)
    answer, elements = rest.get_list("wp/v2/posts", (("offset", "500"),))
    assert (elements, answer.total) == ([], 0)


def test_posts_by_id(wordpress: WordPressSite, make_session: MakeSession) -> None:
    ids = many(wordpress, 130)
    draft = wordpress.create(title="Secret", status="draft")
    rest = api(wordpress, make_session)
    batches = list(read_posts(rest, kind_of(rest), [*ids, draft, 99_999]))
    assert [one.key.id for batch in batches for one in batch.readings] == list(ids)
    assert [number for batch in batches for number in batch.missing] == [draft, 99_999]


def test_why_posts_are_away(wordpress: WordPressSite, make_session: MakeSession) -> None:
    draft = wordpress.create(title="Secret", status="draft")
    trashed = wordpress.create(title="Old")
    wordpress.delete(trashed)
    page = wordpress.create("page", title="About")
    public = wordpress.create(title="Fine")
    rest = api(wordpress, make_session)
    kind = kind_of(rest)

    def reason(number: int) -> object:
        found = read_one(rest, kind, number)
        return found.reason if isinstance(found, Away) else type(found)

    assert [reason(number) for number in (draft, trashed, page, 99_999, public)] == [
        "unpublished",
        "unpublished",
        "erased",
        "erased",
        Reading,
    ]
    elsewhere = find_elsewhere(rest, [kind_of(rest, "page")], page)
    assert elsewhere is not None
    assert elsewhere[1].key == PostKey(folder="pages", id=page)
    assert find_elsewhere(rest, [kind_of(rest, "page")], 99_999) is None


def test_the_right_password(wordpress: WordPressSite, make_session: MakeSession) -> None:
    rest = api(wordpress, make_session, credentials=login(wordpress))
    assert check_credentials(rest).id == 1


@pytest.mark.parametrize("drops", [False, True])
def test_a_login_that_fails(
    wordpress: WordPressSite, make_session: MakeSession, drops: bool
) -> None:
    password = wordpress.password if drops else "a tulip in May"
    wordpress.switch(drop_authorization=drops)
    rest = api(
        wordpress, make_session, credentials=Credentials(user=wordpress.user, password=password)
    )
    with pytest.raises(SiteForbidden) as caught:
        check_credentials(rest)
    assert "password" in str(caught.value)
    assert password not in str(caught.value)


@pytest.mark.parametrize("status", [401, 403])
def test_rest_switched_off(
    wordpress: WordPressSite, make_session: MakeSession, status: int
) -> None:
    wordpress.switch(rest_status=status)
    with pytest.raises(SiteForbidden, match="switched its REST API off"):
        api(wordpress, make_session)


def test_revisions(wordpress: WordPressSite, make_session: MakeSession) -> None:
    number = wordpress.create(title="Bridge", content="<!-- wp:paragraph -->\n<p>0</p>")
    for n in range(1, 4):
        wordpress.update(number, content=f"<p>{n}</p>")
    wordpress.edit(number, by=0, post_content="<p>nobody</p>")
    wordpress.autosave(number, content="Typing")
    rest = api(wordpress, make_session, credentials=login(wordpress))
    found = read_revisions(rest, kind_of(rest), number)
    assert {one["content"]["raw"] for one in found.revisions} == {
        "<p>1</p>", "<p>2</p>", "<p>3</p>", "<p>nobody</p>"
    }  # fmt: skip
    assert {one["author"] for one in found.revisions} == {0, 1}
    assert [one["content"]["raw"] for one in found.autosaves] == ["Typing"]
    assert not found.skipped
    wordpress.switch(drop_authorization=True)
    with pytest.raises(SiteForbidden, match="rest_cannot_read"):
        read_revisions(rest, kind_of(rest), number)


def test_many_revisions(wordpress: WordPressSite, make_session: MakeSession) -> None:
    number = wordpress.create(title="Bridge", content="0")
    code = (
        "for ($n = 1; $n <= 230; $n++)"
        " wp_update_post(['ID' => $args['id'], 'post_content' => \"Text $n\"]);"
    )
    wordpress.php(code, id=number)
    rest = api(wordpress, make_session, credentials=login(wordpress))
    before = rest.session.requests
    found = read_revisions(rest, PostType(slug="post", name="", path="wp/v2/posts"), number)
    assert rest.session.requests == before + 3
    texts = [one["content"]["raw"] for one in found.revisions]
    assert sorted(texts) == sorted(f"Text {n}" for n in range(1, 231))


def test_raw_text_is_read_of_public_posts_only(
    wordpress: WordPressSite, make_session: MakeSession
) -> None:
    public = wordpress.create(title="A &amp; B", content="<!-- wp:spacer /-->\n<p>Hi</p>")
    protected = wordpress.create(title="Locked", content="Hidden", password="sesame")
    draft = wordpress.create(title="Draft", content="Not yet", status="draft")
    private = wordpress.create(title="Private", content="Ours", status="private")
    rest = api(wordpress, make_session, credentials=login(wordpress))
    (batch,) = read_raw(rest, kind_of(rest), [public, protected, draft, private])
    raws, skipped = batch
    assert [(raw.key.id, raw.content) for raw in raws] == [
        (public, "<!-- wp:spacer /-->\n<p>Hi</p>")
    ]
    assert raws[0].modified_gmt == wordpress.post(public)["modified_gmt"]
    assert not skipped
    assert "sesame" not in repr(raws)


def test_names(wordpress: WordPressSite, make_session: MakeSession) -> None:
    author = wordpress.add_user("grace", "Grace of the Harbour")
    (term,) = wordpress.php("return [wp_insert_term('Bridges & Roads', 'category')['term_id']];")
    wordpress.add([{"post_title": "X", "post_author": author, "post_category": [term]}])
    media = wordpress.php(
        "$id = wp_insert_attachment(['post_title' => 'b', 'post_mime_type' => 'image/png'],"
        " '2025/03/bridge.png'); update_post_meta($id, '_wp_attachment_image_alt', 'A bridge');"
        " return $id;"
    )
    rest = api(wordpress, make_session)
    assert read_users(rest, [author, 999, 0]) == {
        author: {"name": "Grace of the Harbour", "slug": "grace"}
    }
    categories = next(one for one in read_taxonomies(rest) if one.slug == "category")
    assert read_terms(rest, categories, [term, 999])[term]["slug"] == "bridges-roads"
    assert read_media(rest, [media]) == {media: {"file": "bridge.png", "alt": "A bridge"}}
    assert count_comments(rest, 1) == int(wordpress.php("return wp_count_comments(1)->approved;"))
