"""suppression-stale: a suppression has ended and still stands in the policy."""

from __future__ import annotations

from tests.audit.rules.building import find, site
from tracker.audit.views import StaleSuppression

NAME = "suppression-stale"


def test_what_it_kept_quiet_why_and_until_when() -> None:
    one = StaleSuppression(what="rule backdated", reason="the site was moved", until="2024-05-30")
    (found,) = find(NAME, site(stale=(one,)))
    assert found.detail == "rule backdated"
    assert found.words == (
        "has a suppression in its policy that ended on 2024-05-30: rule backdated "
        "(the site was moved)"
    )


def test_without_any_it_is_resolved() -> None:
    assert not find(NAME, site())
