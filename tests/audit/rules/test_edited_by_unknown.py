"""edited-by-unknown: a revision of somebody who is not known."""

from __future__ import annotations

from tests.audit.rules.building import Step, find, post, site, words

NAME = "edited-by-unknown"
FIRST = Step(at="2024-05-02T08:10", text="The bridge has 12 lamps.")
PEOPLE = site(users={"1": "Jane Doe", "7": "Ann Other"})


def edited(editor: str) -> Step:
    """Let somebody change the number."""
    return Step(at="2024-05-02T10:00", text="The bridge has 14 lamps.", revision=21, editor=editor)


def test_whom_the_policy_does_not_name() -> None:
    seen = post(FIRST, edited("7 Ann Other"), of=PEOPLE)
    assert words(NAME, seen, names=("Jane Doe",)) == (
        "was edited by Ann Other (user 7), whom the policy does not name: number 12 -> 14"
    )


def test_known_by_name_or_by_number() -> None:
    seen = post(FIRST, edited("7 Ann Other"), of=PEOPLE)
    assert not find(NAME, seen, names=("jane doe", "ANN OTHER"))
    assert not find(NAME, seen, names=("7",))
    assert not find(NAME, post(FIRST, edited("7"), of=PEOPLE), names=("Ann Other",))


def test_without_names_those_count_whom_the_site_tells() -> None:
    assert not find(NAME, post(FIRST, edited("7 Ann Other"), of=PEOPLE))
    assert words(NAME, post(FIRST, edited("9"), of=PEOPLE)) == (
        "was edited by user 9, whose name the site does not tell: number 12 -> 14"
    )


def test_user_0_is_nobody() -> None:
    (found,) = find(NAME, post(FIRST, edited("0"), of=PEOPLE))
    assert "user 0 is nobody" in found.evidence[0]


def test_without_a_revision_nobody_is_accused() -> None:
    assert not find(NAME, post(FIRST, edited(""), of=PEOPLE), names=("Jane Doe",))
    assert not find(NAME, post(FIRST, edited("None"), of=PEOPLE))
