"""sync-failed: the sync before the audit did not work, or left posts out."""

from __future__ import annotations

from tests.audit.rules.building import find, site, words
from tracker.findings import Inputs
from tracker.model import utc

NAME = "sync-failed"
LAST = utc("2024-05-31T12:00")


def test_why_it_failed_is_told_on_one_line() -> None:
    seen = site(inputs=Inputs(sync="The site answered 503\nfor 3 tries."), last_sync=LAST)
    (found,) = find(NAME, seen)
    assert found.words == "could not be synced: The site answered 503 for 3 tries"
    assert found.evidence == ("the last sync that worked ended at 2024-05-31 12:00 UTC",)


def test_the_same_finding_whatever_the_reason() -> None:
    details = {
        find(NAME, site(inputs=Inputs(sync=reason)))[0].detail for reason in ("One.", "Other.")
    }
    assert details == {""}


def test_posts_that_could_not_be_read() -> None:
    seen = site(last_sync=LAST, failed={"posts/9": "Not JSON.", "posts/10": "Timed out."})
    assert words(NAME, seen) == (
        "was synced without 2 posts that could not be read, the first posts/10: Timed out"
    )
    assert find(NAME, seen)[0].detail == "posts"


def test_a_sync_that_works_resolves_it() -> None:
    assert not find(NAME, site(last_sync=LAST))
