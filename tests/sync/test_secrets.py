"""What was never public is nowhere in the archive."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from tests.sync.running import HOUR, NOON, Watch, trailer
from tests.sync.secrets import find_word
from tests.wordpress.site import WordPressSite

SECRET = "Zanzibar"


def wp_time(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S")


def drafted(site: WordPressSite) -> int:
    """Make a post with a secret in two drafts and an autosave, published an hour after them."""
    (post,) = site.add(
        [{"post_title": "Trip", "post_content": "To somewhere.", "post_status": "draft"}], at=NOON
    )
    site.edit(post, at=NOON + HOUR, post_content=f"To {SECRET}.")
    site.edit(post, at=NOON + 2 * HOUR, post_title=f"{SECRET}!", post_content="To the sea.")
    due = wp_time(NOON + 3 * HOUR)
    site.edit(
        post,
        at=NOON + 3 * HOUR,
        post_title="Trip",
        post_status="publish",
        edit_date=True,
        post_date=due,
        post_date_gmt=due,
    )
    site.autosave(post, content=f"{SECRET} or not")
    return post


def test_the_word_is_found_where_it_is(wordpress: WordPressSite, watch: Watch) -> None:
    """The search itself works: in objects, and in files."""
    wordpress.add([{"post_title": "Trip", "post_content": f"To {SECRET}."}], at=NOON)
    watch.sync(NOON + HOUR)
    assert len(find_word(watch.path, SECRET)) >= 3


def test_revisions_from_before_the_publication(wordpress: WordPressSite, watch: Watch) -> None:
    post = drafted(wordpress)
    wordpress.edit(post, at=NOON + 4 * HOUR, post_content="To the lake.")
    outcome = watch.sync(NOON + 5 * HOUR, login=True)
    assert outcome.drafts == 2
    assert outcome.autosaves == 1
    assert [trailer(one, "Evidence") for one in watch.of(post)] == [
        "revision",
        "revision, observation",
    ]
    assert find_word(watch.path, SECRET) == []
    assert watch.git("branch", "--list", "drafts") == ""

    main = watch.git("rev-parse", "main")
    asked = watch.sync(NOON + 6 * HOUR, login=True, drafts=True)
    assert asked.drafts == 2
    assert watch.git("rev-parse", "main") == main
    log = watch.git("log", "-p", "--reverse", "--text", "drafts", "^main")
    assert log.count("Post: posts/") == 2
    assert f"To {SECRET}." in log
    assert "or not" not in log
    assert SECRET not in watch.git("log", "-p", "--text", "--full-history", "main")
    watch.sync(NOON + 7 * HOUR, login=True, drafts=True)
    assert log == watch.git("log", "-p", "--reverse", "--text", "drafts", "^main")


def test_drafts_asked_for_at_once(wordpress: WordPressSite, watch: Watch) -> None:
    post = drafted(wordpress)
    watch.sync(NOON + 5 * HOUR, login=True, drafts=True)
    assert len(watch.of(post, everything=True)) == 1
    assert SECRET in watch.git("log", "-p", "--text", "drafts")
    assert SECRET not in watch.git("log", "-p", "--text", "--full-history", "main")
    assert SECRET not in watch.file(post, "text.md")


def test_what_an_editor_sees_is_no_public_state(wordpress: WordPressSite, watch: Watch) -> None:
    public = wordpress.create(title="Sea", content="<p>Open.</p>")
    hidden = [
        wordpress.create(title=SECRET, content=SECRET, status=status)
        for status in ("draft", "private", "pending")
    ]
    hidden += [wordpress.create("page", title=SECRET, content=SECRET, status="private")]
    trashed = wordpress.create(title=SECRET, content=SECRET)
    wordpress.update(trashed, content=f"{SECRET} twice")
    wordpress.delete(trashed)
    protected = wordpress.create(title="Vault", content=SECRET, password=f"{SECRET}-sesame")
    wordpress.update(protected, content=f"{SECRET} again")
    for full in (False, True):
        watch.sync(datetime.now(NOON.tzinfo) + HOUR * (1 + full), login=True, full=full)
        assert find_word(watch.path, SECRET) == []
    assert watch.names(public) >= {"text.md", "wp-source.html"}
    assert not any(watch.names(number) for number in (*hidden, trashed))
    assert watch.json(protected, "wp-post.json")["content"]["protected"] is True


@pytest.mark.parametrize("hiding", ["draft", "protected"])
def test_what_was_saved_while_a_post_was_hidden(
    wordpress: WordPressSite, watch: Watch, hiding: str
) -> None:
    (post,) = wordpress.add([{"post_title": "Trip", "post_content": "To the sea."}], at=NOON)
    watch.sync(NOON + HOUR, login=True)
    hide: dict[str, Any] = (
        {"post_status": "draft"} if hiding == "draft" else {"post_password": "sesame"}
    )
    show: dict[str, Any] = (
        {"post_status": "publish"} if hiding == "draft" else {"post_password": ""}
    )
    wordpress.edit(post, at=NOON + 2 * HOUR, **hide)
    watch.sync(NOON + 3 * HOUR, login=True)
    wordpress.edit(post, at=NOON + 4 * HOUR, post_content=f"To {SECRET}.")
    watch.sync(NOON + 5 * HOUR, login=True)
    wordpress.edit(post, at=NOON + 6 * HOUR, post_content="To the hills.")
    wordpress.edit(post, at=NOON + 6.5 * HOUR, **show)
    wordpress.edit(post, at=NOON + 8 * HOUR, post_content="To the lake.")
    wordpress.edit(post, at=NOON + 9 * HOUR, post_content="To the lakes.")
    watch.sync(NOON + 7 * HOUR + 2 * HOUR, login=True)
    assert find_word(watch.path, SECRET) == []
    assert watch.verbs(post)[0] == "First-seen"
    assert watch.verbs(post)[-1] == "Restore"
    wordpress.edit(post, at=NOON + 11 * HOUR, post_content="To the pond.")
    wordpress.edit(post, at=NOON + 12 * HOUR, post_content="To the ponds.")
    watch.sync(NOON + 13 * HOUR, login=True)
    assert find_word(watch.path, SECRET) == []
    assert watch.verbs(post)[-2:] == ["Edit", "Edit"]


def test_credentials_leave_no_trace(wordpress: WordPressSite, watch: Watch) -> None:
    wordpress.add([{"post_title": "Trip", "post_content": "To the sea."}], at=NOON)
    watch.sync(NOON + HOUR, login=True)
    for word in (wordpress.password, "Authorization", "password"):
        assert find_word(watch.path, word) in ([], ["README.md", "an object of git"])
    assert find_word(watch.path, wordpress.password) == []
