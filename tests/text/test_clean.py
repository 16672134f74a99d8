"""Text from a site is made harmless."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.text import one_line, plain, terminal_safe
from tracker.text.clean import join_surrogates, without_unseen


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  A\u00a0 headline\n\there ", "A headline here"),
        ("bell\x07 esc\x1b[31m red", "bell esc[31m red"),
        ("a\u2028b\u2029c\x85d", "a b c d"),
        ("safe\u202etxt.exe\u202c \u2066x\u2069", "safetxt.exe x"),
        ("lone \ud800 half", "lone \ufffd half"),
        ("pair \ud83d\ude00", "pair \U0001f600"),
        ("family \U0001f468\u200d\U0001f469", "family \U0001f468\u200d\U0001f469"),
        ("العربية تبقى", "العربية تبقى"),
        ("soft\u00adhyphen zero\u200bwidth", "softhyphen zerowidth"),
    ],
)
def test_one_line(text: str, expected: str) -> None:
    assert one_line(text) == expected


@given(st.text(st.characters(max_codepoint=0x2070), max_size=12) | st.text("ab \t\x00\x7f\n\r"))
def test_a_line_that_is_clean_is_seen_as_such(text: str) -> None:
    expected = " ".join(without_unseen(join_surrogates(text)).split())
    assert one_line(text) == one_line(expected) == expected


def test_terminal_safe_keeps_lines_and_tabs_only() -> None:
    assert terminal_safe("a\n\tb\r\x1b]0;title\x07\u202ec\x9b") == "a\n\tb]0;titlec"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("Bread &#038; Roses &#8211; a &lt;b&gt;", "Bread & Roses – a <b>"),
        ("H<sub>2</sub>O and <em>more</em>", "H2O and more"),
        ("One<br />two", "One two"),
        ("5 < 6 and 7 > 6", "5 < 6 and 7 > 6"),
        ("&amp;lt; stays", "&lt; stays"),
        ("x<script>alert(1)</script>y", "x y"),
        ("a &#1; b &#x202e;c", "a b c"),
    ],
)
def test_plain(given: str, expected: str) -> None:
    assert plain(given) == expected
