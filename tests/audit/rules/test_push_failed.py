"""push-failed: the archive could not be pushed."""

from __future__ import annotations

from tests.audit.rules.building import find, site
from tracker.findings import Inputs

NAME = "push-failed"


def test_it_says_why() -> None:
    reason = "The push to backup did not end within 30 min, and was stopped."
    (found,) = find(NAME, site(inputs=Inputs(unpushed=reason)))
    assert found.words == (
        "has an archive that could not be pushed: The push to backup did not end within 30 min, "
        "and was stopped"
    )
    assert found.detail == "", "one finding, whatever the reason becomes"


def test_pushed_it_is_resolved() -> None:
    assert not find(NAME, site())
