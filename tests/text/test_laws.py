"""Laws of the readable text and of the comparison form, for any content."""

from __future__ import annotations

import re
import string

from hypothesis import given
from hypothesis import strategies as st

from tracker.text import DEFAULT_NOISE, one_line, read_document
from tracker.text.inline import read_inline
from tracker.text.sentences import sentence_ends

WORDS = st.text(string.ascii_letters + "äß日本ع", min_size=1, max_size=8)
PIECES = (
    "<p>", "</p>", "<div class='x'>", "</div>", "<b>", "</b>", "<a href='/x?a=1'>", "</a>", "<br>",
    "<ul>", "<li>", "</ul>", "<table>", "<tr>", "<td>", "</table>", "<pre>", "</pre>", "<h2>",
    "</h2>", "<img src=/a alt='b c'>", "<blockquote>", "</blockquote>", "<x-y data-message='a b'>",
    "<svg><style>", "<template>", "<!--", "-->", "<script>", "</script>", "&lt;", "&#1;",
    "&#x202e;", "\x00", "\x1b[0m", "\ud800", "\n\n", "# ", "- ", "](", "`", "|", "<iframe src=/v>",
    "</iframe>", "<plaintext>", "<math><mi>", "<select><option>", "<sup>2</sup>",
    "<p hidden title='t'>",
)  # fmt: skip
MARKUP = st.lists(st.one_of(st.sampled_from(PIECES), WORDS), max_size=25).map("".join)
CONTENT = st.one_of(MARKUP, st.text(max_size=80))
UNSAFE = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
NOISE = (
    ('<p class="wp-container-7 is-layout-flow" id="u-64af31c0b1d2e">', "<p>"),
    ("<p>\n\t", "<p>"),
    ("<!-- wp:paragraph --><p>", "<p>"),
    ("<p data-wp-context='{\"id\":1}'>", "<p>"),
)


@given(CONTENT, st.text(max_size=20))
def test_text_is_clean_whatever_the_content(content: str, title: str) -> None:
    document = read_document(content, title=title)
    assert not UNSAFE.search(document.text.replace("\n", ""))
    assert document.text.startswith("# ")
    assert document.text.endswith("\n")
    assert not re.search(r"[ \t]$|\n\n\n", document.text.replace("\n> \n", "\n"), re.MULTILINE) or (
        "```" in document.text
    )


@given(CONTENT)
def test_reading_is_deterministic(content: str) -> None:
    from tracker.text.document import _read
    from tracker.text.noise import DEFAULT_NOISE

    document = read_document(content, title="T")
    text, comparison = _read(content, "en", DEFAULT_NOISE)
    assert document.comparison == comparison
    assert document.text == (f"# T\n\n{text}\n" if text else "# T\n")


@given(st.lists(WORDS, min_size=1, max_size=8), st.sampled_from(NOISE))
def test_noise_changes_nothing(words: list[str], noise: tuple[str, str]) -> None:
    html = "".join(f"<p>{word}.</p>" for word in words)
    assert read_document(html.replace(noise[1], noise[0]), title="T") == read_document(
        html, title="T"
    )


@given(st.lists(WORDS, min_size=1, max_size=8), st.data())
def test_every_change_of_words_is_an_edit(words: list[str], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(words) - 1))
    tag = data.draw(st.sampled_from(("p", "h2", "li", "blockquote", "pre", "td", "x-a", "summary")))
    changed = [*words[:index], words[index] + data.draw(WORDS), *words[index + 1 :]]

    def content(parts: list[str]) -> str:
        inner = "".join(f"<{tag}>{part}</{tag}> " for part in parts)
        return f"<table><tr>{inner}</table>" if tag == "td" else inner

    before, after = (read_document(content(parts), title="T") for parts in (words, changed))
    assert before.comparison != after.comparison
    assert before.text != after.text


@given(MARKUP, MARKUP)
def test_equal_comparison_means_equal_text(one: str, two: str) -> None:
    for other in (two, one + " ", f"<div>{one}", one.replace("<b>", "<strong>")):
        before, after = read_document(one, title="T"), read_document(other, title="T")
        if before.comparison == after.comparison:
            assert before.text == after.text


@given(st.lists(WORDS, min_size=1, max_size=6))
def test_reading_the_comparison_text_again_keeps_the_words(words: list[str]) -> None:
    html = " ".join(f"<b>{word}</b>." for word in words)
    once = read_document(f"<p>{html}</p>", title="T").comparison
    again = read_document(f"<p>{once.removeprefix('<>')}</p>", title="T").comparison
    assert once == again


@given(st.text(max_size=200), st.sampled_from(("en", "de", "ja", "ar", "")))
def test_sentences_lose_nothing(text: str, language: str) -> None:
    line = one_line(text)
    ends = sentence_ends(language, line)
    assert ends == sorted(set(ends))
    assert all(0 < end < len(line) for end in ends)


_pieces = st.lists(
    st.sampled_from(
        ("word ", "A. B", "(", "# ", "1. ", "- ", "`", "](", "&lt;", "&amp;", "&nbsp;", " ", "\n",
         "\u200b", "\x07", "&gt;", "|", "\\", "é", "“Q.” R ")
    ),
    max_size=9,
)  # fmt: skip


@given(pieces=_pieces)
def test_words_without_tags_are_read_the_same_on_the_shorter_way(pieces: list[str]) -> None:
    html = "".join(pieces)
    long_way = read_inline(f"{html}<wbr>", "en", DEFAULT_NOISE)
    assert read_inline(html, "en", DEFAULT_NOISE) == long_way
