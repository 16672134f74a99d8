"""Posts that come, go, hide and come back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.sync.running import HOUR, NOON, Watch, facts_of, trailer, verb_of
from tests.wordpress.site import WordPressSite
from tracker.model import stamp

FUTURE = "2040-01-01 00:00:00"
BODY = "<p>Lamps line the quay.</p>"


def test_a_scheduled_post_comes_due(wordpress: WordPressSite, watch: Watch) -> None:
    wordpress.add([{"post_title": "Other", "post_content": "Here."}], at=NOON)
    (post,) = wordpress.add(
        [
            {
                "post_title": "Quay",
                "post_content": BODY,
                "post_status": "future",
                "post_date_gmt": FUTURE,
                "post_date": FUTURE,
            }
        ],
        at=NOON,
    )
    assert watch.sync(NOON + HOUR, login=True).states == 1
    wordpress.come_due(post, NOON + 2 * HOUR)
    assert wordpress.post(post)["modified_gmt"] == "2025-03-04T12:00:00"
    outcome = watch.sync(NOON + 3 * HOUR)
    (commit,) = watch.of(post)
    assert verb_of(commit) == "Publish"
    assert trailer(commit, "Modified") == stamp(NOON)
    assert trailer(commit, "Observed") == stamp(NOON + 3 * HOUR)
    assert outcome.recorded["publish"] == 1
    # Published and seen; a post of five years ago that is met today is not "published".
    assert watch.verbs(post - 1) == ["First-seen"]


@pytest.mark.parametrize("login", [False, True], ids=["anonymous", "credentials"])
def test_unpublished_trashed_erased_restored(
    wordpress: WordPressSite, watch: Watch, login: bool
) -> None:
    draft, trashed, erased, other = wordpress.add(
        [{"post_title": f"Lamp {n}", "post_content": BODY} for n in range(4)], at=NOON
    )
    watch.sync(NOON + HOUR, login=login)
    text = watch.file(draft, "text.md")
    wordpress.edit(draft, at=NOON + 2 * HOUR, post_status="draft")
    wordpress.delete(trashed)
    wordpress.delete(erased, force=True)
    outcome = watch.sync(NOON + 3 * HOUR, login=login)
    assert (outcome.recorded["unpublish"], outcome.recorded["remove"]) == (2, 1)
    for number, reason, verb in (
        (draft, "unpublished", "Unpublish"),
        (trashed, "unpublished", "Unpublish"),
        (erased, "erased", "Remove"),
    ):
        commit = watch.of(number)[-1]
        assert verb_of(commit) == verb
        assert trailer(commit, "Gone") == reason
        assert trailer(commit, "Last-Observed") == stamp(NOON + HOUR)
        assert watch.names(number) == {"gone.json"}
        assert watch.json(number, "gone.json") == {
            "observed": stamp(NOON + 3 * HOUR),
            "reason": reason,
        }
    assert watch.verbs(other) == ["First-seen"]
    assert watch.sync(NOON + 4 * HOUR, login=login).states == 0

    wordpress.edit(draft, at=NOON + 5 * HOUR, post_status="publish", post_title="Lamp again")
    wordpress.php(
        "add_filter('wp_untrash_post_status', fn() => 'publish'); wp_untrash_post($args['id']);",
        id=trashed,
    )
    watch.sync(NOON + 6 * HOUR, login=login)
    back = watch.of(draft)[-1]
    assert verb_of(back) == "Restore"
    assert "headline: Lamp 0 -> Lamp again" in facts_of(back)
    assert "gone.json" not in watch.names(draft)
    assert watch.file(draft, "text.md") == text.replace("Lamp 0", "Lamp again")
    assert watch.verbs(trashed) == ["First-seen", "Unpublish", "Restore"]

    wordpress.edit(draft, at=NOON + 7 * HOUR, post_status="private")
    watch.sync(NOON + 8 * HOUR, login=login)
    wordpress.delete(draft, force=True)
    for hour in (9, 10):  # hidden posts are asked for in turn, one a sync
        watch.sync(NOON + hour * HOUR, login=login)
    assert watch.verbs(draft)[-2:] == ["Unpublish", "Remove"]
    assert watch.json(draft, "gone.json")["reason"] == "erased"
    assert [trailer(one, "Gone") for one in watch.of(draft)[-2:]] == ["unpublished", "erased"]


def test_many_erased_at_once_are_believed_the_second_time(
    wordpress: WordPressSite, watch: Watch
) -> None:
    ids = wordpress.add([{"post_title": f"{n}", "post_content": BODY} for n in range(9)], at=NOON)
    watch.sync(NOON + HOUR)
    wordpress.php("foreach ($args['ids'] as $id) wp_delete_post($id, true);", ids=ids[:7])
    doubtful = watch.sync(NOON + 2 * HOUR)
    assert doubtful.states == 0
    assert "7 posts are missing at once" in doubtful.skipped[0].reason
    sure = watch.sync(NOON + 3 * HOUR)
    assert sure.recorded["remove"] == 7
    assert not sure.skipped


def test_protected_with_a_password(wordpress: WordPressSite, watch: Watch) -> None:
    (post,) = wordpress.add([{"post_title": "Quay", "post_content": BODY}], at=NOON)
    watch.sync(NOON + HOUR)
    kept = {name: watch.file(post, name) for name in ("text.md", "wp-content.html")}
    wordpress.edit(post, at=NOON + 2 * HOUR, post_password="sesame")
    watch.sync(NOON + 3 * HOUR)
    protect = watch.of(post)[-1]
    assert verb_of(protect) == "Protect"
    assert {change.path.rpartition("/")[2] for change in protect.changes} == {"wp-post.json"}
    assert {name: watch.file(post, name) for name in kept} == kept
    assert watch.json(post, "wp-post.json")["content"] == {"protected": True, "rendered": ""}
    assert "removed" not in facts_of(protect)

    wordpress.edit(post, at=NOON + 4 * HOUR, post_title="The quay")
    watch.sync(NOON + 5 * HOUR)
    assert watch.verbs(post)[-1] == "Edit"
    wordpress.edit(post, at=NOON + 6 * HOUR, post_password="", post_content="<p>Dark.</p>")
    watch.sync(NOON + 7 * HOUR)
    public = watch.of(post)[-1]
    assert verb_of(public) == "Restore"
    assert "Dark." in watch.file(post, "text.md")
    assert watch.verbs(post) == ["First-seen", "Protect", "Edit", "Restore"]


def test_a_post_that_was_never_readable(wordpress: WordPressSite, watch: Watch) -> None:
    (post,) = wordpress.add(
        [{"post_title": "Vault", "post_content": "Gold.", "post_password": "sesame"}], at=NOON
    )
    for hour in (1, 2):
        watch.sync(NOON + hour * HOUR, login=True)
    assert watch.verbs(post) == ["First-seen"]
    wordpress.edit(post, at=NOON + 3 * HOUR, post_password="")
    watch.sync(NOON + 4 * HOUR, login=True)
    assert watch.verbs(post) == ["First-seen", "Restore"]
    assert "Gold." in watch.file(post, "text.md")


def test_a_post_becomes_a_page(wordpress: WordPressSite, watch: Watch) -> None:
    post, other = wordpress.add(
        [{"post_title": f"Lamp {n}", "post_content": BODY} for n in range(2)], at=NOON
    )
    watch.sync(NOON + HOUR)
    wordpress.php("set_post_type($args['id'], 'page');", id=post)
    outcome = watch.sync(NOON + 2 * HOUR)
    gone = watch.of(post)[-1]
    assert verb_of(gone) == "Remove"
    assert trailer(gone, "Gone") == f"moved pages/{post}"
    assert watch.verbs(post, "pages") == ["First-seen"]
    assert "Lamps line the quay." in watch.file(post, "text.md", "pages")
    assert not outcome.skipped
    assert watch.verbs(other) == ["First-seen"]
    wordpress.php("set_post_type($args['id'], 'post');", id=post)
    watch.sync(NOON + 3 * HOUR)
    assert watch.verbs(post) == ["First-seen", "Remove", "Restore"]
    assert watch.verbs(post, "pages") == ["First-seen", "Remove"]


def test_a_new_post_is_published(wordpress: WordPressSite, watch: Watch) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    wordpress.create(title="Old", content=BODY)
    watch.sync(now + HOUR)
    post = wordpress.create(title="New", content=BODY)
    page = wordpress.create("page", title="New", content=BODY)
    watch.sync(now + 2 * HOUR)
    assert watch.verbs(post) == ["Publish"]
    assert watch.verbs(page, "pages") == ["Publish"]
