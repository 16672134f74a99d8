"""no-sync-for: nobody looked at the site for too long."""

from __future__ import annotations

from datetime import timedelta

from tests.audit.rules.building import NOW, find, site, words

NAME = "no-sync-for"


def test_how_long_it_was_is_told() -> None:
    assert words(NAME, site(last_sync=NOW - timedelta(hours=30))) == (
        "was not synced for 30 h: edits of that time can be lost"
    )


def test_imported_and_never_synced() -> None:
    assert words(NAME, site()) == "was never synced: what its archive holds was imported"


def test_a_sync_that_works_resolves_it() -> None:
    assert not find(NAME, site(last_sync=NOW - timedelta(hours=23)))
    assert not find(NAME, site(last_sync=NOW + timedelta(hours=2)))  # the clock was set back


def test_the_threshold_is_the_policys() -> None:
    late = site(last_sync=NOW - timedelta(hours=3))
    assert find(NAME, late, after="2h")
    assert not find(NAME, late, after="2d")
