"""All forms of report show the same changes."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from tests.diff import shown
from tests.diff.golden_cases import names, texts, view_of
from tests.diff.shown import Shown
from tests.diff.strategies import edited_pages
from tracker.diff import apply_opcodes, diff_text
from tracker.report.diff import (
    DiffView,
    FieldChange,
    layout,
    line_opcodes,
    render_html,
    render_json,
    render_markdown,
    render_side_by_side,
    render_terminal,
    render_unified,
)

WIDE = 100_000
BREAKS = ("divided", "joined")
READERS: dict[str, tuple[Callable[[DiffView], str], Callable[[str], list[Shown]]]] = {
    "terminal": (lambda view: render_terminal(view, width=WIDE), shown.in_one_column),
    "color": (lambda view: render_terminal(view, width=WIDE, color=True), shown.in_colors),
    "side by side": (lambda view: render_side_by_side(view, width=WIDE), shown.in_two_columns),
    "markdown": (render_markdown, shown.in_markdown),
    "html": (render_html, shown.in_html),
}


@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize("name", names())
def test_every_form_shows_the_same_changes(name: str, form: str) -> None:
    view = DiffView(diff=view_of(name).diff)
    render, read = READERS[form]
    assert read(render(view)) == shown.in_the_value(view)


@given(edited_pages(), st.sampled_from(sorted(READERS)))
def test_every_form_shows_the_same_changes_of_any_page(pair: tuple[str, str], form: str) -> None:
    view = DiffView(diff=diff_text(*pair))
    render, read = READERS[form]
    assert read(render(view)) == shown.in_the_value(view)


def test_the_examples_have_every_sort_of_change() -> None:
    rows = [row for name in names() for row in shown.in_the_value(view_of(name))]
    assert {row.sign for row in rows} == set("~+-><")
    notes = " ".join(row.notes for row in rows)
    for words in ("moved up and edited", "split into 2", "merged from 2", "typography only",
                  "link target changed", "paragraph break added"):  # fmt: skip
        assert words in notes


@pytest.mark.parametrize("name", names())
def test_json_tells_all_that_a_change_has(name: str) -> None:
    diff = view_of(name).diff
    told = json.loads(render_json(DiffView(diff=diff)))["changes"]
    for one, change in zip(told, diff.changes, strict=True):
        assert (one["kind"], one["typographic"]) == (change.kind, change.typographic)
        assert one["move"] == change.move
        for side, sentences in (("before", change.before), ("after", change.after)):
            assert [tuple(each.values()) for each in one[side]] == [
                tuple(each) for each in sentences
            ]
        assert [(each["text"], each["before"], each["after"], each["image"])
                for each in one["links"]] == [
            (each.text, each.before, each.after, each.image) for each in change.links
        ]  # fmt: skip
        if change.opcodes:
            for tokens, mark in ((change.before_tokens, "insert"), (change.after_tokens, "delete")):
                words = [each["text"] for each in one["words"] if each["mark"] != mark]
                assert "".join(words).split() == "".join(tokens).split()


@pytest.mark.parametrize("name", names())
def test_a_unified_diff_takes_out_and_puts_in_the_lines_of_the_changes(name: str) -> None:
    diff = view_of(name).diff
    changes = [change for change in diff.changes if change.kind not in BREAKS]
    lines = render_unified(DiffView(diff=diff)).splitlines()[2:]
    for sign, sentences in (
        ("-", [each.text for change in changes for each in change.before]),
        ("+", [each.text for change in changes for each in change.after]),
    ):
        assert sorted(line[1:] for line in lines if line[0] == sign and line[1:]) == sorted(
            sentences
        )


@pytest.mark.parametrize("form", READERS)
def test_every_form_shows_the_same_fields(form: str) -> None:
    fields = view_of("headline_and_fields").fields
    text = READERS[form][0](DiffView(diff=diff_text("", ""), fields=fields))
    text = shown.with_signs(text)
    text = re.sub("<del>(.*?)</del>", r"[-\1-]", re.sub("<ins>(.*?)</ins>", r"{+\1+}", text))
    assert re.findall(r"\[-(.*?)-\]", text) == ["be-raised"]
    added = re.findall(r"\{\+(.*?)\+\}", shown.unescaped(text))
    assert added == ["grow", ", Environment", "wall.jpg (the wall at low tide)"]
    assert all(field.name in text for field in fields)


@given(edited_pages())
def test_a_unified_diff_covers_both_texts(pair: tuple[str, str]) -> None:
    a, b = (text.splitlines(keepends=True) for text in pair)
    assert apply_opcodes(line_opcodes(diff_text(*pair)), a, b) == b


@pytest.mark.parametrize("name", names())
def test_git_applies_a_unified_diff(name: str, tmp_path: Path) -> None:
    before, after = texts(name)
    (tmp_path / "text.md").write_text(before, encoding="utf-8")
    command = ["git", "apply", "--unidiff-zero", "-"]
    for context in (3, 0):
        (tmp_path / "text.md").write_text(before, encoding="utf-8")
        patch = render_unified(view_of(name), context=context)
        subprocess.run(command, cwd=tmp_path, input=patch.encode(), check=True)
        assert (tmp_path / "text.md").read_text(encoding="utf-8") == after


@given(edited_pages())
def test_rows_hold_both_texts(pair: tuple[str, str]) -> None:
    before: list[str] = []
    after: list[str] = []
    for row in layout(diff_text(*pair), None):
        if row.change is None:
            before.append(row.text)
            after.append(row.text)
            continue
        if row.change.kind.value in ("divided", "joined"):
            continue
        if row.change.kind.value != "moved" or row.kind.value == "away":
            before.extend(sentence.text for sentence in row.change.before)
        if row.kind.value != "away":
            after.extend(sentence.text for sentence in row.change.after)
    assert before == [line for line in pair[0].split("\n") if line]
    assert after == [line for line in pair[1].split("\n") if line]


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("name", names())
def test_no_line_is_wider_than_the_terminal(name: str, width: int) -> None:
    view = view_of(name)
    for text in (render_terminal(view, width=width), render_side_by_side(view, width=width)):
        assert all(wcswidth(line) <= width for line in text.splitlines())


class Nesting(HTMLParser):
    """Checks that tags are closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.seen.append(tag)
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


HOSTILE = '# <script>alert("1")</script>\n\nOne & \x1b[31mred\x1b[0m \u202e|`*_~ @all #1 [x](y)\n'


def test_nothing_from_a_site_becomes_markup() -> None:
    view = DiffView(
        diff=diff_text("# Title\n\nOne thing.\n", HOSTILE),
        fields=(FieldChange(name="<b>", before='"><i>', after="&amp;\x1b[2J"),),
        before_label="<u>",
    )
    page = render_html(view, title="</title><s>", language='"><s>')
    parser = Nesting()
    parser.feed(page)
    parser.close()
    assert parser.open == []
    assert {"script", "b", "i", "u", "s"}.isdisjoint(parser.seen)
    for text in (page, render_markdown(view), render_terminal(view), render_side_by_side(view)):
        assert "\x1b" not in text
        assert "\u202e" not in text
    assert "<script>" not in render_markdown(view).replace("\\<script\\>", "")
    assert "\x1b[2J" not in render_terminal(view, color=True)


def test_equal_texts_show_nothing() -> None:
    view = DiffView(diff=diff_text("# A\n\nB.\n", "# A\n\nB.\n"))
    assert render_side_by_side(view) == render_markdown(view) == render_unified(view) == ""
    assert json.loads(render_json(view))["changes"] == []


def test_a_text_without_a_last_line_end_is_said_to_have_none() -> None:
    view = DiffView(diff=diff_text("one\ntwo", "one\ntwo\n"))
    assert "\\ No newline at end of file\n" in render_unified(view)


@pytest.mark.parametrize("width", [24, 40, 80, 120])
@pytest.mark.parametrize("name", names())
def test_a_mark_ends_on_the_line_where_it_begins(name: str, width: int) -> None:
    view = DiffView(diff=view_of(name).diff)
    text = render_side_by_side(view, width=width)
    for line in text.splitlines():
        signs = re.findall(r"\[-|-\](?!\()|\{\+|\+\}", line)
        pairs = zip(signs[::2], signs[1::2], strict=True)
        assert all(one + other in ("[--]", "{++}") for one, other in pairs), line
    wide = render_side_by_side(view, width=WIDE)
    for pattern in (r"\[-(.*?)-\](?!\()", r"\{\+(.*?)\+\}"):
        narrow_words, words = ("".join(re.findall(pattern, each)) for each in (text, wide))
        assert "".join(narrow_words.split()) == "".join(words.split())


def test_white_space_at_a_break_stands_outside_of_marks() -> None:
    before = "# A\n\nAbout nine hundred homes are without water.\n"
    view = DiffView(diff=diff_text(before, before.replace("are", "are still")))
    assert "are {+still+}\n" in render_side_by_side(view, width=79)
    assert "are \x1b[32;4mstill\x1b[0m\n" in render_side_by_side(view, width=79, color=True)


def test_a_change_of_white_space_alone_is_kept_at_a_break() -> None:
    before = "# A\n\nThe harbour  wall is old.\n"
    view = DiffView(diff=diff_text(before, before.replace("  ", " ")))
    for width in range(24, 60):
        text = render_side_by_side(view, width=width)
        assert "[-  -]" in text
        assert "{+ +}" in text
