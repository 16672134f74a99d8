"""notification-failed: a message could not be delivered."""

from __future__ import annotations

from tests.audit.rules.building import find, site
from tracker.findings import Inputs

NAME = "notification-failed"


def test_one_finding_a_channel() -> None:
    undelivered = {"webhook": "The receiver answered 500.", "mail": "Connection refused."}
    found = find(NAME, site(inputs=Inputs(undelivered=undelivered)))
    assert [(one.detail, one.words) for one in found] == [
        ("mail", "has a message that mail could not deliver: Connection refused"),
        ("webhook", "has a message that webhook could not deliver: The receiver answered 500"),
    ]


def test_delivered_it_is_resolved() -> None:
    assert not find(NAME, site())
