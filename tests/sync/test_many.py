"""250 posts: paging, while posts come and go, and how little a second sync asks."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from tests.sync.running import HOUR, NOON, Watch, key, trailer, verb_of
from tests.wordpress.server import PhpError
from tests.wordpress.site import WordPressSite

MANY = 250


def fill(site: WordPressSite, count: int = MANY) -> tuple[int, ...]:
    posts = [
        {"post_title": f"Gate {n}", "post_content": f"<p>Gate {n} is open.</p>"}
        for n in range(count)
    ]
    return site.add(posts, at=NOON)


def test_posts_are_edited_and_deleted_while_they_are_listed(
    make_wordpress: Callable[..., WordPressSite], make_watch: Callable[..., Watch]
) -> None:
    """Whoever stays through the listing is held, whoever went is not called an edit."""
    site = make_wordpress(workers=3)
    watch = make_watch(site)
    ids = fill(site)
    gone, edited = ids[3:250:20], ids[7:250:20]

    def disturb() -> None:
        for number, other in zip(gone, edited, strict=True):
            insist(lambda n=number: site.php("wp_delete_post($args['id'], true);", id=n))
            insist(
                lambda n=other: site.edit(
                    n, at=NOON + HOUR, post_content="<p>The gate is shut.</p>"
                )
            )

    def held() -> set[int]:
        return {number for number in ids if "text.md" in watch.names(number)}

    thread = threading.Thread(target=disturb)
    thread.start()
    first = watch.sync(NOON + 2 * HOUR)
    thread.join()
    assert set(ids) - set(gone) <= held()
    assert first.recorded["first-seen"] == len(held())
    assert not first.skipped
    watch.sync(NOON + 3 * HOUR)
    assert held() == set(ids) - set(gone)
    verbs = watch.all_verbs()
    for number in edited:
        assert "The gate is shut." in watch.file(number, "text.md")
        assert without_touch(verbs[key(number)]) in (["First-seen"], ["First-seen", "Edit"])
    untouched = sorted(set(ids) - set(gone) - set(edited))
    assert all(verbs[key(number)] == ["First-seen"] for number in untouched)

    # The same again while the archive is followed, not filled.
    def disturb_again() -> None:
        for number in untouched[::20]:
            insist(lambda n=number: site.edit(n, at=NOON + 5 * HOUR, post_title="Gate of the day"))

    thread = threading.Thread(target=disturb_again)
    thread.start()
    watch.sync(NOON + 6 * HOUR)
    thread.join()
    watch.sync(NOON + 7 * HOUR)
    verbs = watch.all_verbs()
    for number in untouched[::20]:
        assert without_touch(verbs[key(number)]) == ["First-seen", "Edit"]


def insist(write: Callable[[], object]) -> None:
    """Write once more where SQLite was busy with the request of another worker."""
    for _ in range(20):
        try:
            write()
        except PhpError as error:
            if "in the database" not in str(error) and "locked" not in str(error):
                raise
            time.sleep(0.2)
        else:
            return
    raise AssertionError("the database of the site stays locked")


def without_touch(verbs: list[str]) -> list[str]:
    """Leave out where WordPress counted the revisions after it had read the post."""
    return [verb for verb in verbs if verb != "Touch"]


@pytest.mark.parametrize("login", [False, True], ids=["anonymous", "credentials"])
@pytest.mark.parametrize("count", [5, MANY])
def test_nothing_changed(wordpress: WordPressSite, watch: Watch, login: bool, count: int) -> None:
    ids = fill(wordpress, count)
    wordpress.edit_all(
        [{"id": n, "at": NOON + HOUR, "fields": {"post_content": "Shut."}} for n in ids[:5]]
    )
    wordpress.add([{"post_title": "About", "post_content": "Us.", "post_type": "page"}], at=NOON)
    wordpress.create(title="Secret", status="draft")
    watch.sync(NOON + 2 * HOUR, login=login)
    head = watch.git("rev-parse", "main")
    for hour, types in ((3, ()), (4, ()), (5, ("posts",)), (6, ("posts",))):
        outcome = watch.sync(NOON + hour * HOUR, login=login, types=types)
        assert watch.git("rev-parse", "main") == head
        assert outcome.requests <= (len(types) or 2) * 3 + 3, outcome
        assert outcome.states == 0


def test_masked_edits(wordpress: WordPressSite, watch: Watch) -> None:
    """Of a new post at the next sync, of an old one within a round of the rolling re-read."""
    old = fill(wordpress)
    (new,) = wordpress.add([{"post_title": "New", "post_content": "Open."}], at=NOON + HOUR)
    watch.sync(NOON + 2 * HOUR)
    wordpress.edit(new, masked=True, post_content="Shut.")
    wordpress.sql("UPDATE {}posts SET post_content = %s WHERE ID = %d", "<p>Gone.</p>", old[0])
    watch.sync(NOON + 3 * HOUR)
    assert watch.verbs(new) == ["First-seen", "Edit"]
    masked = watch.of(new)[-1]
    assert trailer(masked, "Modified") == "2025-03-04T13:00:00Z"
    assert masked.authored == NOON + 3 * HOUR  # a claim that did not move is no time of the edit
    for hour in (4, 5):
        watch.sync(NOON + hour * HOUR)
    assert watch.verbs(old[0]) == ["First-seen", "Edit"]
    assert "Gone." in watch.file(old[0], "text.md")
    # And one that the rest of the archive did not need.
    assert sum(verb_of(commit) == "Edit" for commit in watch.commits()) == 2


def test_a_scheduled_post_of_an_old_site_comes_due(wordpress: WordPressSite, watch: Watch) -> None:
    """Neither its `modified` nor its date puts it where the short lists look."""
    late = "2040-01-01 00:00:00"
    (due,) = wordpress.add(
        [
            {
                "post_title": "Late",
                "post_content": "Here.",
                "post_status": "future",
                "post_date_gmt": late,
                "post_date": late,
            }
        ],
        at=NOON - 100 * HOUR,
    )
    fill(wordpress, 130)
    watch.sync(NOON + HOUR)
    assert watch.names(due) == set()
    wordpress.come_due(due, NOON - 50 * HOUR)
    watch.sync(NOON + 2 * HOUR)
    assert watch.verbs(due) == ["Publish"]
