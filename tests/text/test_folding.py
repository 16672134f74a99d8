"""Texts that people take for the same are the same when they are looked for."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.text.folding import fold


@pytest.mark.parametrize(
    ("shown", "typed"),
    [
        ("The mayor’s “quiet” deal", 'the mayor\'s "quiet" deal'),
        ("‘Enough’ – says the harbour…", "'enough' - says the harbour..."),
        ("Pier 4 — a visit", "pier 4 -- a visit"),
        ("Pier 4 — a visit", "pier 4 --- A VISIT"),
        ("4.2\u00a0million\u202feuros", "4.2 million euros"),
        ("Caf\u00e9", "CAFE\u0301"),
        ("«Ça suffit»", '"ça suffit"'),
        ("A 4×4 boat of 9′ 6″", "a 4x4 boat of 9' 6\""),
        ("ferry\u00adboat\u200b", "Ferryboat"),
        ("Straße", "STRASSE"),
    ],
)
def test_what_is_shown_is_found_by_what_is_typed(shown: str, typed: str) -> None:
    assert fold(shown) == fold(typed)


@pytest.mark.parametrize(("one", "other"), [("resume", "résumé"), ("a b", "ab"), ("4.2", "42")])
def test_what_differs_stays_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_composed_and_decomposed_are_the_same(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)
