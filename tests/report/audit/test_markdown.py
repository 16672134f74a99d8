"""Markdown of audits: what a site says shows as it is, and makes nothing."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.report.audit.runs import HOSTILE, finding, hostile, record, usual
from tracker.findings import AuditRecord, Base, Inputs
from tracker.report.audit.escaping import block, code, host, link, text
from tracker.report.audit.excerpt import diff_lines
from tracker.report.audit.markdown import run_markdown
from tracker.report.audit.record import render_record
from tracker.report.audit.words import clean

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
HARMLESS = {
    "text",
    "softbreak",
    "code_inline",
    "strong_open",
    "strong_close",
    "link_open",
    "link_close",
}
SEEN_LATER = re.compile(r"[@#!]\w|://\w|\bwww\.", re.IGNORECASE)
"""What a git host turns into mentions and links after the markup was read."""

PIECES = st.sampled_from(
    ["[", "](http://e.org)", "<b>", "`", "```", "\n", "# ", "- ", "1. ", "@all", "#1", "www.e.org",
     "http://e.org", "|", "&lt;", "\\", "*", "_", "~~", "!", "$", "===", "/close", "> ", "x", " "]
)  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=4), max_size=8).map("".join)


def inline(document: str) -> list[Token]:
    """Give the inline tokens of a document."""
    return [
        child for token in READER.parse(document) if token.type == "inline"
        for child in token.children or []
    ]  # fmt: skip


def shown(tokens: list[Token]) -> str:
    """Give the words that a reader sees, without the break that stops mentions."""
    return "".join(token.content for token in tokens).replace("\u200b", "")


@given(TEXTS)
@example(HOSTILE)
def test_text_shows_as_it_is(words: str) -> None:
    tokens = READER.parse(text(words))
    assert [token.type for token in tokens] in (
        [],
        ["paragraph_open", "inline", "paragraph_close"],
    )
    inner = inline(text(words))
    assert {token.type for token in inner} <= {"text", "text_special"}
    assert shown(inner) == clean(words)
    assert not SEEN_LATER.search("".join(token.content for token in inner))
    assert not text(words).startswith("/")


@given(TEXTS)
@example(HOSTILE)
@example("`")
def test_code_cannot_be_ended_from_inside(words: str) -> None:
    if not clean(words):
        assert code(words) == ""
        return
    inner = inline(f"x {code(words)} y")
    assert [token.type for token in inner] == ["text", "code_inline", "text"]
    assert inner[1].content == clean(words).replace("|", "\u2502")


@given(st.lists(TEXTS, max_size=3))
def test_a_block_cannot_be_ended_from_inside(lines: list[str]) -> None:
    inside = tuple(f"+ {clean(line)}".rstrip() for line in lines)
    (token,) = READER.parse("\n".join(block(inside, "diff")))
    assert token.type == "fence"
    assert token.content == "".join(f"{line}\n" for line in inside)


@given(TEXTS)
def test_only_addresses_of_the_web_are_linked(path: str) -> None:
    inner = inline(link("label", f"https://example.org/{path}"))
    hrefs = [str(token.attrs["href"]) for token in inner if token.type == "link_open"]
    assert len(hrefs) <= 1
    assert all(href.startswith("https://example.org/") for href in hrefs)
    assert shown(inner) == "label"
    assert link("label", "javascript:alert(1)") == "label"


@pytest.mark.parametrize("name", ["www.example.org", "example.org_blog", HOSTILE, "1.", "a\nb"])
def test_a_site_is_named(name: str) -> None:
    assert "\n" not in host(name)
    assert shown(inline(f"- {host(name)}")) == clean(name)


def test_a_hostile_site_makes_nothing() -> None:
    for document in (run_markdown(hostile()), render_record(_worst())):
        inner = inline(document)
        assert {token.type for token in inner} <= HARMLESS | {"text_special"}
        hrefs = {str(token.attrs["href"]) for token in inner if token.type == "link_open"}
        assert not hrefs
        blocks = {token.type for token in READER.parse(document)}
        assert "html_block" not in blocks
        headings = [
            following.content
            for token, following in zip(
                READER.parse(document), READER.parse(document)[1:], strict=False
            )
            if token.type == "heading_open"
        ]
        assert not [heading for heading in headings if heading.startswith("Heading")]
        prose = re.sub(r"^(`{3,}).*?^\1$", "", document, flags=re.DOTALL | re.MULTILINE)
        assert not re.search(r"(?<!\\)[@#]everyone|^::|^/", prose, re.MULTILINE)


def _worst() -> AuditRecord:
    audit = hostile().sites[1].record
    assert audit is not None
    return audit


def test_addresses_are_linked_and_commands_stand_alone() -> None:
    document = run_markdown(usual())
    hrefs = [token.attrs["href"] for token in inline(document) if token.type == "link_open"]
    assert "https://www.example.org/harbour-wall/" in hrefs
    fences = [token for token in READER.parse(document) if token.type == "fence"]
    assert {token.info for token in fences} == {"diff", "sh"}
    assert f"git show {'4' * 40}\n" in {token.content for token in fences}


def test_a_report_is_the_same_each_time_and_says_how_to_verify() -> None:
    first = render_record(record())
    assert first == render_record(record())
    assert "tracker audit verify www.example.org" in first
    assert "until 2026-06-30: live blogs say" in first
    assert f"git log --full-history --diff-merges=off -p {'3' * 12}..{'4' * 12}" in first


def test_a_report_says_what_the_audit_knew() -> None:
    failed = render_record(record(inputs=Inputs(sync="No answer.")))
    assert "| sync | failed: No answer. |" in failed
    earlier = render_record(record(inputs=Inputs(sync="No answer.", tried=False)))
    assert "| sync | the newest that was tried failed: No answer. |" in earlier
    assert "| forgotten later | posts/7, posts/8 |" in render_record(
        record(forgotten=("posts/7", "posts/8"))
    )
    first = render_record(record(base=Base()))
    assert "| from | the beginning: no audit before this one |" in first
    assert f"-p {'4' * 12}\n" in first


def test_a_diff_says_what_came_and_what_went() -> None:
    assert list(diff_lines(("The wall costs [-4.2-]{+6.9+} million.", "Same."), 80)) == [
        "- The wall costs [-4.2-] million.",
        "+ The wall costs {+6.9+} million.",
        "  Same.",
    ]
    assert list(diff_lines(("[-Gone.-]", "{+New.+}", "An [-open mark"), 80)) == [
        "- Gone.",
        "+ New.",
        "  An [-open mark",
    ]


def test_every_line_of_a_long_sentence_has_its_sign() -> None:
    long = finding(excerpt=("{+" + "word " * 60 + "+}",)).excerpt
    lines = list(diff_lines(long, 40))
    assert len(lines) > 5
    assert all(line.startswith("+ ") and len(line) <= 40 for line in lines)
