"""silent-substance: facts were changed and no note says so."""

from __future__ import annotations

from tests.audit.rules.building import Step, ended, find, post, words

FIRST = Step(at="2024-05-02T08:10", text="The bridge has 12 lamps.\nIt is old.")
FOURTEEN = Step(at="2024-05-02T10:00", text="The bridge has 14 lamps.\nIt is old.")
NAME = "silent-substance"


def test_a_number_changed_and_nothing_is_said() -> None:
    seen = post(FIRST, FOURTEEN)
    (found,) = find(NAME, seen)
    assert found.words == "changed without telling readers (no note tells it): number 12 -> 14"
    assert "no note seen" in found.evidence
    assert found.evidence[0] == ("the edit happened between 2024-05-02 08:10 and 10:00 UTC")


def test_a_note_that_names_only_one_of_two_facts() -> None:
    told = Step(
        at="2024-05-02T10:00",
        text="The bridge has 14 lamps.\nIt was built in 1931, and is old.\n\n"
        "Correction: There are 14 lamps, not 12.",
    )
    assert "only some of it is told" in words(NAME, post(FIRST, told))


def test_a_sentence_without_a_fact_is_named_itself() -> None:
    gone = Step(at="2024-05-02T10:00", text="The bridge has 12 lamps.")
    assert words(NAME, post(FIRST, gone)) == (
        "changed without telling readers (no note tells it): sentence deleted: “It is old.”"
    )


def test_a_silent_change_of_author_is_told_by_field() -> None:
    found = words(NAME, post(FIRST, Step(at="2024-05-02T10:00", fields={"author": 2})))
    assert "author" in found


def test_it_stays_open_while_nothing_tells_of_it() -> None:
    later = Step(at="2024-05-03T10:00", text="The bridge has 14 lamps.\nIt is very old.")
    assert find(NAME, post(FIRST, FOURTEEN, later), 1)


def test_a_later_note_resolves_it() -> None:
    note = Step(
        at="2024-05-02T12:00",
        text="The bridge has 14 lamps.\nIt is old.\n\nCorrection: There are 14 lamps, not 12.",
    )
    assert not find(NAME, post(FIRST, FOURTEEN, note), 1)
    assert ended(NAME, post(FIRST, FOURTEEN, note), 1) == (
        "a later note tells of it: “Correction: There are 14 lamps, not 12.” "
        "(git show 000000000000)"
    )


def test_taken_back_it_is_resolved_and_stays_so() -> None:
    back = Step(at="2024-05-02T12:00", text=FIRST.text)
    assert not find(NAME, post(FIRST, FOURTEEN, back), 1)
    again = Step(at="2024-05-02T13:00", text="The bridge has 15 lamps.\nIt is old.")
    assert not find(NAME, post(FIRST, FOURTEEN, back, again), 1)
    assert ended(NAME, post(FIRST, FOURTEEN, back, again), 1) == (
        "it was taken back (git show 000000000000)"
    )
    assert ended(NAME, post(FIRST, FOURTEEN), 1) == "", "nothing did"


def test_an_author_who_is_put_back_resolves_it() -> None:
    other = Step(at="2024-05-02T10:00", fields={"author": 2})
    reworded = Step(at="2024-05-02T11:00", text="The bridge has 12 lamps.\nIt is quite old.")
    assert find(NAME, post(FIRST, other, reworded), 1)
    assert not find(NAME, post(FIRST, other, Step(at="2024-05-02T11:00", fields={"author": 1})), 1)


def test_told_style_spelling_and_removal_are_not_silent() -> None:
    told = Step(
        at="2024-05-02T10:00",
        text="The bridge has 14 lamps.\nIt is old.\n\nCorrection: There are 14 lamps, not 12.",
    )
    assert not find(NAME, post(FIRST, told))
    assert not find(
        NAME,
        post(FIRST, Step(at="2024-05-02T10:00", text="The bridge has 12 lamps.\nIt is quite old.")),
    )
    assert not find(NAME, post(FIRST, Step(at="2024-05-02T10:00", away="erased")))


def test_text_of_a_site_stays_on_one_short_line() -> None:
    long = "“" + "We are glad that the bridge is here, and that it stays. " * 9 + "”"
    said = Step(at="2024-05-02T10:00", text=f"The bridge has 12 lamps.\nIt is old, {long} he said.")
    found = words(NAME, post(FIRST, said))
    assert "\n" not in found
    assert len(found) < 300


def test_of_many_reasons_those_of_the_verdict_are_kept() -> None:
    many = "\n".join(f"Line {number} holds." for number in range(30))
    other = "\n".join(f"Line {number + 100} held {number} lamps." for number in range(30))
    (found,) = find(
        NAME, post(Step(at="2024-05-02T08:10", text=many), Step(at="2024-05-02T10:00", text=other))
    )
    assert len(found.evidence) <= 12
    assert found.evidence[-1] == "no note seen"
    assert "and 27 more facts" in found.words


def test_a_link_is_told_by_its_host_and_the_end_of_its_path() -> None:
    path = "a-rather-long-folder/with-more-of-it/2024"
    old, new = (f"https://port.example/{path}/{name}.pdf" for name in ("old-plan", "new-plan"))
    one = Step(at="2024-05-02T08:10", text=f"It stands in [the plan]({old}).")
    other = Step(at="2024-05-02T10:00", text=f"It stands in [the plan]({new}).")
    assert words(NAME, post(one, other)).endswith(
        "link port.example/…/old-plan.pdf -> port.example/…/new-plan.pdf"
    )


def test_the_sentence_that_makes_it_substance_is_told_first() -> None:
    both = Step(at="2024-05-02T10:00", text="The bridge has just 12 lamps.")
    assert "sentence deleted: “It is old.”" in words(NAME, post(FIRST, both))
