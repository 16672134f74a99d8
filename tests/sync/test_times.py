"""Time zones move, clocks go back, and claims stay claims."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.sync.running import HOUR, NOON, Watch, trailer, verb_of
from tests.wordpress.site import WordPressSite
from tracker.model import stamp

FOLD = datetime(2025, 10, 26, 1, tzinfo=UTC)
"""Berlin's clocks go back from 03:00 to 02:00."""


@pytest.mark.parametrize("login", [False, True], ids=["anonymous", "credentials"])
def test_the_time_zone_of_the_site_moves(
    wordpress: WordPressSite, watch: Watch, login: bool
) -> None:
    wordpress.set_option("timezone_string", "Asia/Tokyo")
    posts = [{"post_title": f"{n}", "post_content": "Tea."} for n in range(120)]
    numbers = wordpress.add(posts, at=NOON)
    watch.sync(NOON + HOUR, login=login)
    wordpress.set_option("timezone_string", "America/Los_Angeles")
    # By local time, this edit lies 16 hours before the posts.
    wordpress.edit(numbers[0], at=NOON + 2 * HOUR, post_content="Coffee.")
    outcome = watch.sync(NOON + 3 * HOUR, login=login)
    assert (outcome.recorded["site"], outcome.recorded["edit"]) == (1, 1)
    assert outcome.states == 1
    (site,) = [commit for commit in watch.commits() if verb_of(commit) == "Site"]
    assert site.text.startswith("Site: time zone: Asia/Tokyo -> America/Los_Angeles\n")
    edit = watch.of(numbers[0])[-1]
    assert trailer(edit, "Modified") == stamp(NOON + 2 * HOUR)
    assert edit.authored == NOON + 2 * HOUR
    assert watch.sync(NOON + 4 * HOUR, login=login).states == 0
    wordpress.set_option("timezone_string", "")
    wordpress.set_option("gmt_offset", 5.5)
    watch.sync(NOON + 5 * HOUR, login=login)
    (_, offset) = [commit for commit in watch.commits() if verb_of(commit) == "Site"]
    assert offset.text.startswith("Site: time zone: America/Los_Angeles -> +05:30\n")


@pytest.mark.parametrize("login", [False, True], ids=["anonymous", "credentials"])
def test_the_hour_that_comes_twice(wordpress: WordPressSite, watch: Watch, login: bool) -> None:
    wordpress.set_option("timezone_string", "Europe/Berlin")
    posts = [{"post_title": f"{n}", "post_content": "Tea."} for n in range(3)]
    first, second, _ = wordpress.add(posts, at=FOLD - 2 * HOUR)
    watch.sync(FOLD - HOUR, login=login)
    summer, winter = FOLD - timedelta(minutes=15), FOLD + timedelta(minutes=10)
    wordpress.edit(first, at=summer, post_content="Summer.")
    wordpress.edit(first, at=winter, post_content="Winter.")
    wordpress.edit(second, at=summer, post_content="Late.")
    watch.sync(FOLD + timedelta(minutes=20), login=login)
    served = wordpress.post(first)
    assert (served["modified"], served["modified_gmt"]) == (
        "2025-10-26T02:10:00",
        "2025-10-26T01:10:00",
    )
    edits = watch.of(first)[1:]
    claims = [trailer(commit, "Modified") for commit in edits]
    assert claims == ([stamp(summer)] if login else []) + [stamp(winter)]
    assert edits[-1].authored == winter
    assert "Winter." in watch.file(first, "text.md")
    assert trailer(watch.of(second)[-1], "Modified") == stamp(summer)
    # Later in UTC, earlier by the clock on the wall.
    wordpress.edit(second, at=FOLD + timedelta(minutes=25), post_content="Later.")
    watch.sync(FOLD + timedelta(minutes=30), login=login)
    assert watch.verbs(second) == ["First-seen", "Edit", "Edit"]
    assert watch.sync(FOLD + HOUR, login=login).states == 0


def test_a_date_before_1970(wordpress: WordPressSite, watch: Watch) -> None:
    old = datetime(1911, 4, 2, 9, tzinfo=UTC)
    (post,) = wordpress.add([{"post_title": "Old", "post_content": "Ink."}], at=old)
    watch.sync(NOON, login=True)
    (commit,) = watch.of(post)
    assert trailer(commit, "Modified") == "1911-04-02T09:00:00Z"
    assert commit.authored == NOON
