"""With credentials: revisions are commits, with their editors and times."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.sync.running import HOUR, NOON, Watch, facts_of, trailer, verb_of
from tests.sync.secrets import find_word
from tests.wordpress.server import PhpError
from tests.wordpress.site import WordPressSite
from tracker.model import stamp
from tracker.syncing import evidence, types
from tracker.wordpress.listing import Batch, list_newest
from tracker.wordpress.revisions import read_revisions

FIRST = "<!-- wp:paragraph -->\n<p>The ferry leaves at noon.</p>\n<!-- /wp:paragraph -->"


def test_every_revision_is_a_commit(wordpress: WordPressSite, watch: Watch) -> None:
    ada = wordpress.add_user("ada", "Ada Quill")
    ben = wordpress.add_user("ben", "Ben Harrow")
    (post,) = wordpress.add([{"post_title": "Ferry", "post_content": FIRST}], at=NOON)
    wordpress.edit(post, by=ada, at=NOON + HOUR, post_content=FIRST.replace("noon", "one"))
    wordpress.edit(post, by=ben, at=NOON + 2 * HOUR, post_title="The ferry")
    wordpress.autosave(post, content="<p>Nothing yet.</p>")

    outcome = watch.sync(NOON + 3 * HOUR, login=True)

    first, second = watch.of(post)
    assert [verb_of(first), verb_of(second)] == ["First-seen", "Edit"]
    assert trailer(first, "Evidence") == "revision"
    assert trailer(second, "Evidence") == "revision, observation"
    assert [trailer(one, "Editor") for one in (first, second)] == [
        f"{ada} Ada Quill",
        f"{ben} Ben Harrow",
    ]
    assert first.author == f"Ada Quill <user-{ada}@127.0.0.1>"
    assert [first.authored, second.authored] == [NOON + HOUR, NOON + 2 * HOUR]
    assert trailer(first, "Modified") == stamp(NOON + HOUR)
    assert trailer(second, "Observed") == stamp(NOON + 3 * HOUR)
    assert "headline: Ferry -> The ferry" in facts_of(second)
    assert watch.file(post, "wp-source.html") == FIRST.replace("noon", "one")
    assert "The ferry leaves at one." in watch.shown(first, post, "text.md")
    assert outcome.autosaves == 1
    assert (outcome.states, outcome.revisions) == (2, 2)

    for number, editor in ((4, ben), (5, ada), (6, 0)):
        text = FIRST.replace("noon", f"{number} o'clock")
        wordpress.edit(post, by=editor, at=NOON + number * HOUR, post_content=text)
    watch.sync(NOON + 7 * HOUR, login=True)

    later = watch.of(post)[2:]
    assert [verb_of(commit) for commit in later] == ["Edit"] * 3
    assert [trailer(commit, "Evidence") for commit in later] == [
        "revision",
        "revision",
        "revision, observation",
    ]
    assert [commit.author.partition(" <")[0] for commit in later] == [
        "Ben Harrow",
        "Ada Quill",
        "user 0",
    ]
    assert "one -> 4 o’clock" in facts_of(later[0])
    assert "Nothing yet" not in watch.git("log", "-p", "--all", "--text")
    assert [trailer(commit, "Revision") for commit in watch.of(post)] == sorted(
        (str(r["id"]) for r in wordpress.revisions(post) if "autosave" not in r["slug"]), key=int
    )

    again = watch.sync(NOON + 8 * HOUR, login=True)
    assert again.states == 0
    wordpress.autosave(post, content="<p>Something now.</p>")
    moved = watch.sync(NOON + 9 * HOUR, login=True)
    assert moved.revisions == 0
    assert "Something now" not in watch.git("log", "-p", "--all", "--text")


def test_the_first_text_of_a_post_made_by_the_api(wordpress: WordPressSite, watch: Watch) -> None:
    """WordPress keeps no revision of it; it is there because it was observed."""
    now = datetime.now(UTC).replace(microsecond=0)
    post = wordpress.create(title="Harbour", content=FIRST)
    watch.sync(now + HOUR, login=True)
    assert watch.file(post, "wp-source.html") == FIRST
    wordpress.edit(post, at=now + 2 * HOUR, post_content="<p>The ferry is gone.</p>")
    watch.sync(now + 3 * HOUR, login=True)

    first, second = watch.of(post)
    assert trailer(first, "Evidence") == "observation"
    assert trailer(first, "Editor") == ""
    assert "noon" in watch.shown(first, post, "text.md")
    assert trailer(second, "Evidence") == "revision, observation"
    assert trailer(second, "Last-Observed") == stamp(now + HOUR)
    assert all("noon" not in one["content"]["raw"] for one in wordpress.revisions(post))


def test_the_newest_revision_need_not_be_the_post(wordpress: WordPressSite, watch: Watch) -> None:
    """A change behind WordPress's back leaves no revision: two commits, each with its evidence."""
    (post,) = wordpress.add([{"post_title": "Ferry", "post_content": "Noon."}], at=NOON)
    watch.sync(NOON + HOUR, login=True)
    wordpress.edit(post, at=NOON + 2 * HOUR, post_content="One.")
    wordpress.sql("UPDATE {}posts SET post_content = %s WHERE ID = %d", "Two.", post)
    watch.sync(NOON + 3 * HOUR, login=True)
    wordpress.edit(post, at=NOON + 4 * HOUR, post_content="Two.", comment_status="closed")
    watch.sync(NOON + 5 * HOUR, login=True)

    _, revised, seen, status = watch.of(post)
    assert [trailer(one, "Evidence") for one in (revised, seen)] == ["revision", "observation"]
    assert "One." in watch.shown(revised, post, "text.md")
    assert "Two." in watch.shown(seen, post, "text.md")
    assert "comments: open -> closed" in facts_of(status)
    # `wp-post.json` is always the last observation.
    assert watch.shown(revised, post, "wp-post.json") == watch.shown(
        watch.of(post)[0], post, "wp-post.json"
    )


def test_with_and_without_credentials_the_same_is_observed(
    wordpress: WordPressSite, make_watch: Callable[..., Watch]
) -> None:
    anonymous, known = make_watch(wordpress, "anonymous"), make_watch(wordpress, "known")
    wordpress.php("update_option('default_comment_status', 'closed');")
    ferry, bridge, page = wordpress.add(
        [
            {"post_title": "Ferry", "post_content": FIRST},
            {"post_title": "Bridge", "post_content": "Two lanes.", "post_excerpt": "Short."},
            {"post_title": "About", "post_content": "Us.", "post_type": "page"},
        ],
        at=NOON,
    )

    def both(hours: int) -> None:
        anonymous.sync(NOON + hours * HOUR)
        known.sync(NOON + hours * HOUR, login=True)

    both(1)
    wordpress.edit(ferry, at=NOON + 2 * HOUR, post_content="Gone.")
    wordpress.edit(ferry, at=NOON + 2.1 * HOUR, post_content=FIRST)  # A -> B -> A
    wordpress.edit(bridge, at=NOON + 2.2 * HOUR, post_content="Three lanes.")
    wordpress.edit(bridge, at=NOON + 2.3 * HOUR, post_content="Four lanes.", post_title="Bridges")
    both(3)
    wordpress.edit(bridge, masked=True, at=NOON + 4 * HOUR, post_content="Five lanes.")
    wordpress.edit(page, at=NOON + 4 * HOUR, menu_order=3)
    both(5)
    wordpress.edit(ferry, at=NOON + 6 * HOUR, post_status="draft")
    wordpress.autosave(bridge, content="Six")
    both(7)
    wordpress.edit(ferry, at=NOON + 8 * HOUR, post_status="publish", post_content="Back.")
    wordpress.edit(page, at=NOON + 8 * HOUR, post_password="sesame")
    both(9)
    wordpress.delete(bridge, force=True)
    both(11)

    def observed(watch: Watch, number: int, folder: str) -> list[tuple[str, ...]]:
        found = []
        for commit in watch.of(number, folder):
            if "observation" in trailer(commit, "Evidence"):
                files = ("text.md", "wp-post.json", "wp-content.html", "gone.json")
                shown = (watch.shown(commit, number, name, folder) for name in files)
                times = trailer(commit, "Observed"), trailer(commit, "Last-Observed")
                found.append((*times, trailer(commit, "Gone"), *shown))
        return found

    for number, folder in ((ferry, "posts"), (bridge, "posts"), (page, "pages")):
        assert observed(anonymous, number, folder) == observed(known, number, folder)
    assert len(observed(anonymous, ferry, "posts")) == 4
    assert known.verbs(ferry) == ["First-seen", "Edit", "Edit", "Unpublish", "Restore"]
    assert anonymous.verbs(ferry) == ["First-seen", "Touch", "Unpublish", "Restore"]
    assert "Four" in known.shown(known.of(bridge)[2], bridge, "text.md")


def test_a_save_between_two_requests_is_of_the_next_sync(
    wordpress: WordPressSite, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else history would show the newer text first, and the older one as a change of it."""
    (post,) = wordpress.add([{"post_title": "Ferry", "post_content": "Noon."}], at=NOON)
    wordpress.edit(post, at=NOON + HOUR, post_content="One.")

    def read_later(*args: Any) -> Any:
        wordpress.edit(post, at=NOON + 2 * HOUR, post_content="Two.")
        monkeypatch.undo()
        return read_revisions(*args)

    monkeypatch.setattr(evidence, "read_revisions", read_later)
    watch.sync(NOON + 2 * HOUR, login=True)
    assert watch.verbs(post) == ["First-seen"]
    assert "One." in watch.file(post, "text.md")
    watch.sync(NOON + 3 * HOUR, login=True)
    assert watch.verbs(post) == ["First-seen", "Edit"]
    assert [trailer(one, "Evidence") for one in watch.of(post)] == ["revision, observation"] * 2
    assert "Two." in watch.file(post, "text.md")


def test_a_post_published_with_an_old_date(wordpress: WordPressSite, watch: Watch) -> None:
    """It was not there at the last sync, so nobody knows since when its revisions were public."""
    draft = {"post_title": "Ferry", "post_content": "Rumour.", "post_status": "draft"}
    (post,) = wordpress.add([draft], at=NOON)
    watch.sync(NOON + HOUR)
    wordpress.edit(post, at=NOON + 2 * HOUR, post_content="Hearsay.")
    old = "2019-05-01 10:00:00"
    wordpress.edit(
        post,
        at=NOON + 3 * HOUR,
        post_content="Fact.",
        post_status="publish",
        edit_date=True,
        post_date=old,
        post_date_gmt=old,
    )
    watch.sync(NOON + 4 * HOUR, login=True)
    wordpress.edit(post, at=NOON + 5 * HOUR, post_content="Facts.")
    watch.sync(NOON + 6 * HOUR, login=True)
    assert watch.verbs(post) == ["Publish", "Edit"]
    assert find_word(watch.path, "Hearsay") == []


def test_a_save_while_the_post_is_read(
    wordpress: WordPressSite, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """WordPress reads the post, then counts its revisions: between the two it can be saved."""
    (post,) = wordpress.add([{"post_title": "Ferry", "post_content": "Noon."}], at=NOON)
    wordpress.edit(post, at=NOON + HOUR, post_content="One.")
    watch.sync(NOON + 2 * HOUR, login=True)

    def list_torn(*args: Any) -> Batch:
        before = list_newest(*args)
        wordpress.edit(post, at=NOON + 3 * HOUR, post_content="Two.")
        after = list_newest(*args)
        monkeypatch.undo()
        fields = {**before.readings[0].fields, "_links": after.readings[0].fields["_links"]}
        return replace(before, readings=(replace(before.readings[0], fields=fields),))

    monkeypatch.setattr(types, "list_newest", list_torn)
    watch.sync(NOON + 4 * HOUR, login=True)
    watch.sync(NOON + 5 * HOUR, login=True)
    assert watch.verbs(post) == ["First-seen", "Touch", "Edit"]
    edit = watch.of(post)[-1]
    assert trailer(edit, "Evidence") == "revision, observation"
    assert "added: Two.\nremoved: One." in facts_of(edit)


def test_a_masked_edit_has_the_time_of_its_revision(wordpress: WordPressSite, watch: Watch) -> None:
    ada = wordpress.add_user("ada", "Ada Quill")
    (post,) = wordpress.add([{"post_title": "Ferry", "post_content": "Noon."}], at=NOON)
    watch.sync(NOON + HOUR, login=True)
    wordpress.edit(post, by=ada, at=NOON + 2 * HOUR, masked=True, post_content="One.")
    watch.sync(NOON + 3 * HOUR, login=True)
    edit = watch.of(post)[-1]
    assert trailer(edit, "Evidence") == "revision, observation"
    assert trailer(edit, "Modified") == stamp(NOON)  # a claim stays a claim
    assert trailer(edit, "Editor") == f"{ada} Ada Quill"
    assert edit.authored == NOON + 2 * HOUR


def test_nobody_is_named_for_a_change_without_a_revision(
    wordpress: WordPressSite, watch: Watch
) -> None:
    """The newest revision is of the same text, yet its editor did not make this change."""
    ada = wordpress.add_user("ada", "Ada Quill")
    (post,) = wordpress.add([{"post_title": "Ferry", "post_content": "Noon."}], at=NOON)
    wordpress.edit(post, by=ada, at=NOON + HOUR, post_content="One.")
    watch.sync(NOON + 2 * HOUR)
    wordpress.php("wp_set_post_tags($args['id'], ['tide']);", id=post)
    watch.sync(NOON + 3 * HOUR, login=True)
    tagged = watch.of(post)[-1]
    assert trailer(tagged, "Evidence") == "observation"
    assert "user-" not in tagged.author
    late = [one for one in watch.of(post, everything=True) if verb_of(one) == "Backfill"]
    assert [trailer(one, "Editor") for one in late] == [f"{ada} Ada Quill"]


def insist(site: WordPressSite, number: int, **edit: Any) -> None:
    """Edit; a database of one file refuses a writer while another one writes."""
    for _ in range(20):
        with suppress(PhpError):
            return site.edit(number, **edit)
    raise AssertionError("the site never took the edit")


def test_revisions_of_posts_that_are_edited_meanwhile(
    make_wordpress: Callable[..., WordPressSite], make_watch: Callable[..., Watch]
) -> None:
    """However the requests fall between the saves: each revision once, and never back in time."""
    site = make_wordpress(workers=3)
    watch = make_watch(site)
    names = [{"post_title": f"Ferry {n}", "post_content": "0"} for n in range(6)]
    numbers = site.add(names, at=NOON)
    saves = 3

    def write(first: int) -> None:
        for round in range(first, first + saves):
            for number in numbers:
                at = NOON + (round + 1) * HOUR / 60
                insist(site, number, at=at, post_content=f"<p>Trip {round + 1}.</p>")

    for sync in range(3):
        thread = threading.Thread(target=write, args=(sync * saves,))
        thread.start()
        watch.sync(NOON + (sync + 1) * HOUR, login=True)
        thread.join()
    watch.sync(NOON + 4 * HOUR, login=True)
    for number in numbers:
        told = [one for one in watch.of(number, everything=True) if trailer(one, "Revision")]
        kept = sorted(one["id"] for one in site.revisions(number))
        assert sorted(int(trailer(one, "Revision")) for one in told) == kept
        assert len(kept) == 3 * saves
        trips = [
            int("".join(c for c in watch.shown(one, number, "wp-content.html") if c.isdigit()))
            for one in watch.of(number)
            if verb_of(one) != "Touch"
        ]
        assert trips == sorted(set(trips))
        assert trips[-1] == 3 * saves
