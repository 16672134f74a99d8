"""protected-now: a post that everybody could read asks for a password."""

from __future__ import annotations

from tests.audit.rules.building import Step, ended, find, post

NAME = "protected-now"
OPEN = Step(at="2024-05-02T08:10", text="The bridge is open.", fields={})
SHUT = Step(at="2024-05-02T10:00", fields={"content": {"protected": True}})


def test_it_was_public_and_is_no_more() -> None:
    later = Step(at="2024-05-02T12:00", fields={"sticky": True})
    (found,) = find(NAME, post(OPEN, SHUT, later))
    assert found.words == "was public, and now asks for a password"
    assert found.evidence == ("the password came between 2024-05-02 08:10 and 10:00 UTC",)
    assert found.commit == f"{2:040x}"


def test_never_public_is_no_finding() -> None:
    shut = Step(at="2024-05-02T08:10", text="", fields={"content": {"protected": True}})
    assert not find(NAME, post(shut))
    assert not find(NAME, post(OPEN))


def test_public_again_or_gone_it_is_resolved() -> None:
    again = Step(at="2024-05-02T12:00", fields={"content": {"protected": False}})
    assert not find(NAME, post(OPEN, SHUT, again))
    assert ended(NAME, post(OPEN, SHUT, again)) == "it is public again (git show 000000000000)"
    gone = Step(at="2024-05-02T12:00", away="erased")
    assert ended(NAME, post(OPEN, SHUT, gone)) == "it is gone (git show 000000000000)"
    assert not find(NAME, post(OPEN, SHUT, Step(at="2024-05-02T12:00", away="erased")))
