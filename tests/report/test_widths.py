"""Plain text is measured and cut without libraries as it is with them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from wcwidth import iter_graphemes, wcswidth

from tracker.report.widths import _PLAIN, clean, fit, width_of
from tracker.text.clean import terminal_safe

PLAIN = st.text(st.characters(max_codepoint=0x2100).filter(lambda one: _PLAIN.fullmatch(one)))


@given(PLAIN)
def test_plain_text_is_as_wide_as_the_library_says(text: str) -> None:
    assert width_of(text) == max(wcswidth(text), 0)
    assert clean(text) == terminal_safe(text) == text


@given(PLAIN, st.integers(1, 30))
def test_plain_text_is_cut_where_graphemes_end(text: str, width: int) -> None:
    kept, used = [], 1
    for grapheme in iter_graphemes(text):
        used += wcswidth(grapheme)
        if used > width:
            break
        kept.append(grapheme)
    cut = text if wcswidth(text) <= width else "".join(kept).rstrip() + "…"
    assert fit(text, width) == cut


def test_what_is_not_plain_is_left_to_the_library() -> None:
    assert (width_of("潮位表"), width_of("e\u0301"), clean("a\x1b[31m\tb\u202e")) == (
        6,
        1,
        "a[31m b",
    )
    assert fit("潮位表を読む", 6) == "潮位…"
