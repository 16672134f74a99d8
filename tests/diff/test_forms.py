"""All forms of report show the same changes."""

from __future__ import annotations

import html
import json
import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from wcwidth import wcswidth

from tests.diff.golden_cases import names, texts, view_of
from tests.diff.strategies import edited_pages, law
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
from tracker.report.diff.segments import Mark, change_segments, field_segments

Words = tuple[list[str], list[str]]
WIDE = 100_000


def squeeze(parts: list[str]) -> list[str]:
    return [" ".join(part.split()) for part in parts if part.strip()]


def in_the_value(view: DiffView) -> Words:
    rows = [row for row in layout(view.diff, view.context) if row.kind.value == "change"]
    segments = [segment for row in rows if row.change for segment in change_segments(row.change)]
    segments += [segment for field in view.fields for segment in field_segments(field)]
    return (
        sorted(squeeze([text for mark, text in segments if mark is Mark.DELETE])),
        sorted(squeeze([text for mark, text in segments if mark is Mark.INSERT])),
    )


def found(deleted: list[str], inserted: list[str]) -> Words:
    return sorted(squeeze(deleted)), sorted(squeeze(inserted))


def in_signs(text: str) -> Words:
    return found(
        re.findall(r"\[-(.*?)-\](?!\()", text, re.S), re.findall(r"\{\+(.*?)\+\}", text, re.S)
    )


def in_colors(text: str) -> Words:
    return found(
        re.findall(r"\x1b\[31;9m(.*?)\x1b\[0m", text, re.S),
        re.findall(r"\x1b\[32;4m(.*?)\x1b\[0m", text, re.S),
    )


def in_tags(text: str) -> Words:
    return found(re.findall(r"<del>(.*?)</del>", text), re.findall(r"<ins>(.*?)</ins>", text))


def in_json(text: str) -> Words:
    document = json.loads(text)
    deleted, inserted = [], []
    for change in document["changes"]:
        for word in change["words"]:
            {"delete": deleted, "insert": inserted}.get(word["mark"], []).append(word["text"])
        if not change["words"] and change["kind"] in ("deleted", "added"):
            deleted += [sentence["text"] for sentence in change["before"]]
            inserted += [sentence["text"] for sentence in change["after"]]
    return found(deleted, inserted)


@pytest.mark.parametrize("name", names())
def test_every_form_shows_the_same_words(name: str) -> None:
    view = view_of(name)
    body = DiffView(diff=view.diff)
    expected = in_the_value(view)
    assert in_signs(render_terminal(view, width=WIDE)) == expected
    assert in_colors(render_terminal(view, width=WIDE, color=True)) == expected
    assert in_signs(render_side_by_side(view, width=WIDE)) == expected
    assert in_tags(html.unescape(render_html(view))) == expected
    assert in_tags(re.sub(r"\\([^\w\s])", r"\1", render_markdown(view))) == expected
    assert in_json(render_json(body)) == in_the_value(body)


@law
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


@law
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
