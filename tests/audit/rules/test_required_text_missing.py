"""required-text-missing: words that have to stand in a post do not."""

from __future__ import annotations

import pytest

from tests.audit.rules.building import Step, find, post

NAME = "required-text-missing"
TEXT = "This is not advice. Ask a doctor!"
FIRST = Step(at="2024-05-02T08:10", text=f"The pill is blue.\n\n{TEXT}")
GONE = Step(at="2024-05-02T10:00", text="The pill is blue.")


def test_it_went_and_when() -> None:
    later = Step(at="2024-05-02T12:00", text="The pill is red.")
    (found,) = find(NAME, post(FIRST, GONE, later), text=TEXT)
    assert found.words == ("no longer bears the required text “This is not advice. Ask a doctor!”")
    assert found.evidence == ("it went between 2024-05-02 08:10 and 10:00 UTC",)
    assert found.commit == f"{2:040x}"


def test_it_never_stood_not_even_in_a_first_state() -> None:
    plain = Step(at="2024-05-02T08:10", text="The pill is blue.")
    (found,) = find(NAME, post(plain), text=TEXT)
    assert found.words.startswith("does not bear the required text")


@pytest.mark.parametrize(
    "form",
    [
        "This is not advice.\nAsk a doctor!",  # a sentence a line
        "**This is not  advice** – ask a doctor",
        "> This is [not advice](https://news.example/terms). Ask a doctor!",
        "THIS IS NOT ADVICE. ASK A DOCTOR!",
    ],
)
def test_typography_and_white_space_do_not_count(form: str) -> None:
    assert not find(NAME, post(Step(at="2024-05-02T08:10", text=form)), text=TEXT)


def test_one_other_word_counts() -> None:
    other = Step(at="2024-05-02T08:10", text="This is good advice. Ask a doctor!")
    assert find(NAME, post(other), text=TEXT)


def test_there_again_protected_or_gone_it_is_resolved() -> None:
    back = Step(at="2024-05-02T12:00", text=FIRST.text)
    shut = Step(at="2024-05-02T12:00", fields={"content": {"protected": True}})
    away = Step(at="2024-05-02T12:00", away="erased")
    for last in (back, shut, away):
        assert not find(NAME, post(FIRST, GONE, last), text=TEXT)


def test_a_text_of_marks_alone_has_to_stand_as_it_is() -> None:
    marked = Step(at="2024-05-02T08:10", text="The pill is blue. ***")
    assert not find(NAME, post(marked), text="***")
    assert find(NAME, post(GONE), text="***")
