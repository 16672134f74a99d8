"""Excerpts: what `render_terminal` wrote is read back as sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.report.audit.runs import HOSTILE
from tracker.diff import diff_text
from tracker.report.audit.excerpt import diff_lines, rows_of, segments_of, signed
from tracker.report.diff import DiffView, FieldChange, render_terminal

BEFORE = """\
# Harbour wall

The council said on Tuesday that the wall around the old harbour will cost 4.2 million euros.
Work begins in spring.

Nobody has to move, the mayor said after a meeting of two hours with those who live beside the wall.
"""
AFTER = """\
# Harbour wall

The council said on Tuesday that the wall around the old harbour will cost 6.9 million euros.
Work begins in spring.

Ferries will not run for two weeks, and the market moves to the square behind the church till then.
"""


def excerpt(before: str, after: str, width: int) -> tuple[str, ...]:
    """Write an excerpt as audits do."""
    fields = (FieldChange(name="slug", before="wall", after="harbour-wall"),)
    view = DiffView(diff=diff_text(before, after), fields=fields, context=0)
    return tuple(line.rstrip() for line in render_terminal(view, width=width).splitlines())


def texts(lines: tuple[str, ...]) -> list[str]:
    """Give the rows with their marks."""
    return ["".join(signed(each) for each in row) for row in rows_of(lines)]


def test_broken_lines_are_put_together() -> None:
    whole = texts(excerpt(BEFORE, AFTER, 10_000))
    assert len(excerpt(BEFORE, AFTER, 100)) > len(excerpt(BEFORE, AFTER, 10_000))
    assert texts(excerpt(BEFORE, AFTER, 100)) == whole
    assert whole == [
        "slug: {+harbour-+}wall",
        "The council said on Tuesday that the wall around the old harbour will cost "
        "[-4.2 million-]{+6.9 million+} euros.",
        "Work begins in spring.",
        "[-Nobody has to move, the mayor said after a meeting of two hours with those who live "
        "beside the wall.-]",
        "{+Ferries will not run for two weeks, and the market moves to the square behind the "
        "church till then.+}",
    ]


WORDS = st.sampled_from(
    ["the", "wall", "will", "cost", "4.2 million", "euros,", "unbelievably", "said", "1,000", "of",
     "https://www.example.org/a-rather-long-path"]
)  # fmt: skip
SENTENCES = st.lists(WORDS, min_size=3, max_size=40).map(lambda words: f"So {' '.join(words)}.")


@given(SENTENCES, SENTENCES, SENTENCES)
def test_where_a_line_was_broken_does_not_matter(one: str, two: str, three: str) -> None:
    before, after = f"# Wall\n\n{one}\n\n{three}\n", f"# Wall\n\n{two}\n\n{three}\n"
    assert texts(excerpt(before, after, 100)) == texts(excerpt(before, after, 100_000))


def test_a_long_address_stays_whole() -> None:
    address = f"https://www.example.org/{'a-long-way-' * 20}"
    lines = excerpt("# Wall\n", f"# Wall\n\nSee {address} for more.\n", 100)
    assert f"{{+See {address} for more.+}}" in texts(lines)


def test_an_excerpt_that_was_cut_says_so_and_keeps_its_marks() -> None:
    cut = ("+ {+Ferries will not run for", "... 7 more lines")
    assert texts(cut) == ["{+Ferries will not run for+}", "... 7 more lines"]
    assert list(diff_lines(cut, 80)) == ["+ Ferries will not run for", "  ... 7 more lines"]


def test_sentences_without_margin_are_taken_as_they_are() -> None:
    assert texts(("The wall costs [-4-]{+6+}.", "", "{+More.+}")) == [
        "The wall costs [-4-]{+6+}.",
        "{+More.+}",
    ]


def test_what_is_said_of_sentences_stays() -> None:
    lines = ("~ a [-b-]", "    (link target changed)", "", "  ... 10 sentences unchanged ...")
    assert texts(lines) == ["a [-b-]", "(link target changed)", "... 10 sentences unchanged ..."]
    broken = ("~ a [-b-]", "    (link target changed: from one place", "    to another)", "~ [-c-]")
    assert texts(broken)[1] == "(link target changed: from one place to another)"
    assert texts(("> Moved here.",)) == ["> Moved here."]


@pytest.mark.parametrize("line", ["[-", "{+", "[--]", "a -] b [- c", "{+ [- x"])
def test_marks_without_end_are_text(line: str) -> None:
    assert "".join(each.text for each in segments_of(line)) == line


@given(st.lists(st.text() | st.just(HOSTILE) | st.sampled_from(["~ x", "  y", "", "+ {+z"])))
def test_any_lines_can_be_read(lines: list[str]) -> None:
    rows = rows_of(lines)
    assert all(row for row in rows)
    assert all("\n" not in line for line in diff_lines(lines, 80))


def test_scripts_without_spaces_stay_without() -> None:
    sentence = "港の壁の費用が増えると市が伝えた" * 8
    lines = excerpt("# Wall\n", f"# Wall\n\n{sentence}。\n", 100)
    assert f"{{+{sentence}。+}}" in texts(lines)
