"""Texts for property tests: all of Unicode, and texts that differ as edits do."""

from __future__ import annotations

from hypothesis import strategies as st

anything = st.text(max_size=80)
"""Any characters but surrogates."""

_VOCABULARY = (
    "the a of harbour wall council said Tuesday 4.2 million 12 not never old new boat tide don't "
    "“quoted” re-elected 漁港 は éclair naïve 🇩🇰 👩‍👧 October 3, 2024 1:51 p.m. "
    "[see](https://a.example/1)"
)
WORDS = tuple(_VOCABULARY.split())

sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)
blocks = st.lists(sentences, min_size=1, max_size=4).map("\n".join)
pages = st.lists(blocks, max_size=5).map(lambda parts: "\n\n".join(parts) + "\n")
"""Texts in the form of `text.md`."""

token_lists = st.lists(st.sampled_from("abcd "), max_size=30)


@st.composite
def edited_pages(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a page and what some edits of its lines make of it."""
    page = draw(pages)
    lines = page.split("\n")
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(lines) - 1))
        action = draw(st.sampled_from(["delete", "insert", "move", "words", "break", "swap"]))
        if action == "delete" and len(lines) > 1:
            del lines[at]
        elif action == "insert":
            lines.insert(at, draw(sentences))
        elif action == "move":
            lines.insert(draw(st.integers(0, len(lines) - 1)), lines.pop(at))
        elif action == "words":
            words = lines[at].split(" ")
            words[draw(st.integers(0, len(words) - 1))] = draw(st.sampled_from(WORDS))
            lines[at] = " ".join(words)
        elif action == "break":
            lines.insert(at, "")
        else:
            lines.reverse()
    return page, "\n".join(lines)
