"""coverage-below: too little is held of what moved the public counts of revisions."""

from __future__ import annotations

import pytest

from tests.audit.rules.building import find, site, words

NAME = "coverage-below"


def test_the_share_is_told_with_what_it_is_of() -> None:
    assert words(NAME, site(moved=9, seen=5)) == (
        "was seen in part: public revisions rose by 9, and the archive holds 5 of these "
        "changes (55%, less than 80%)"
    )
    (found,) = find(NAME, site(moved=9, seen=5))
    assert found.evidence[0].startswith("at most 4 saves unseen")


@pytest.mark.parametrize(("moved", "seen"), [(0, 0), (5, 4), (5, 5), (1, 1)])
def test_enough_or_nothing_to_hold(moved: int, seen: int) -> None:
    assert not find(NAME, site(moved=moved, seen=seen))


def test_the_threshold_is_the_policys() -> None:
    assert not find(NAME, site(moved=9, seen=5), below="50%")
    assert find(NAME, site(moved=1000, seen=999), below="100%")
