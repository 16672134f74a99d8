"""Text from a site is made harmless."""

from __future__ import annotations

import pytest

from tracker.text import one_line, plain, terminal_safe


@pytest.mark.parametrize(
    ("given", "expected"),
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
def test_one_line(given: str, expected: str) -> None:
    assert one_line(given) == expected


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
