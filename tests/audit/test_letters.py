"""Texts by their letters, and terms as whole words."""

from __future__ import annotations

import pytest

from tracker.audit.letters import count_term, letters


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Not advice. Ask a doctor!", "not  advice –\nask a doctor"),
        ("Don’t “quote” us…", 'Don\'t "quote" us...'),
        ("See the [terms](https://a.example/x).", "See the terms"),
        ("ﬁne print", "fine print"),
        ("soft\u00adware", "software"),
    ],
)
def test_typography_does_not_count(one: str, other: str) -> None:
    assert letters(one) == letters(other)


@pytest.mark.parametrize(
    ("one", "other"), [("1.5 m", "15 m"), ("की", "का"), ("may", "must"), ("12:30", "1230")]
)
def test_letters_and_numbers_do(one: str, other: str) -> None:
    assert letters(one) != letters(other)


@pytest.mark.parametrize(
    ("text", "term", "count"),
    [
        ("He is the alleged thief. Alleged!", "alleged", 2),
        ("Allegedly he is.", "alleged", 0),
        ("It stood in the\nopen  air.", "open air", 1),
        ("See [the port](https://a.example/alleged).", "alleged", 0),
        ("東京都の予算", "東京", 1),
        ("СОВЕТ решил; советник молчит", "совет", 1),
        ("हिन्दी में", "हिन्द", 0),
        ("Ein Maß, ein MASS", "mass", 2),
        ("We don’t know", "don't", 1),
        ("C++ and C", "c++", 1),
        ("anything", " ", 0),
    ],
)
def test_terms_are_whole_words_in_any_script(text: str, term: str, count: int) -> None:
    assert count_term(text, term) == count
