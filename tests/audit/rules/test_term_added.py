"""term-added: a word to watch came into a text."""

from __future__ import annotations

from tests.audit.rules.building import Step, find, post, words

NAME = "term-added"
FIRST = Step(at="2024-05-02T08:10", text="He is a thief.\nThe alleged plan is old.")
MORE = Step(at="2024-05-02T10:00", text="He is an alleged thief.\nThe alleged plan is old.")
TERMS = ("Alleged", "terror")


def test_how_often_it_stands_now_and_before() -> None:
    (found,) = find(NAME, post(FIRST, MORE), terms=TERMS)
    assert found.words == "now says “Alleged” 2 times (1 before)"
    assert found.detail == "alleged"
    assert found.evidence[0] == "in: “He is an alleged thief.”"


def test_each_term_once() -> None:
    both = Step(at="2024-05-02T10:00", text="He is alleged, alleged. Terror!\nIt is old.")
    found = find(NAME, post(FIRST, both), terms=("alleged", "ALLEGED", "terror"))
    assert [one.detail for one in found] == ["alleged", "terror"]


def test_headlines_count() -> None:
    step = Step(at="2024-05-02T10:00", title="Terror on a bridge")
    assert words(NAME, post(FIRST, step), terms=TERMS) == "now says “terror” 1 time (0 before)"


def test_parts_of_words_links_and_moved_sentences_do_not() -> None:
    part = Step(at="2024-05-02T10:00", text=f"{FIRST.text}\nAllegedly [so](https://a.b/terror).")
    moved = Step(at="2024-05-02T10:00", text="The alleged plan is old.\nHe is a thief.")
    assert not find(NAME, post(FIRST, part), terms=TERMS)
    assert not find(NAME, post(FIRST, moved), terms=TERMS)
    assert not find(NAME, post(MORE, FIRST), terms=TERMS)
