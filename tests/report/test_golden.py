"""Summaries in every format are as they were read in review, and do no harm."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from wcwidth import wcswidth

from tests.report.golden_cases import CASES, GOLDEN, HOSTILE, USUAL, summary
from tracker.report.summary import (
    TABLE_FORMATS,
    Activity,
    Tally,
    summary_csv,
    summary_html,
    summary_text,
)
from tracker.report.summary.words import measures, period

VOID = {"meta", "br", "img"}


@pytest.mark.parametrize("name", CASES)
def test_a_summary_is_as_it_was(name: str) -> None:
    assert CASES[name]() == (GOLDEN / name).read_bytes().decode()


@pytest.mark.parametrize("style", TABLE_FORMATS)
def test_no_format_lets_a_headline_steer_a_terminal(style: str) -> None:
    text = summary_text(summary(), style=style, width=80, groupings=USUAL)
    assert "Most edited posts" in text
    assert "\x1b" not in text
    assert "\u202e" not in text


@pytest.mark.parametrize("style", ["simple", "plain", "grid", "psql", "rounded_outline"])
@pytest.mark.parametrize("width", [100, 120, 200])
def test_tables_fit_the_terminal(style: str, width: int) -> None:
    text = summary_text(summary(), style=style, width=width, groupings=USUAL)
    assert max(wcswidth(line) for line in text.splitlines()) <= width


def test_tables_fit_a_small_terminal() -> None:
    text = summary_text(summary(), style="simple", width=80, groupings=USUAL)
    assert max(wcswidth(line) for line in text.splitlines()) <= 80


@pytest.mark.parametrize("style", ["github", "pipe"])
def test_a_bar_in_a_headline_makes_no_cell(style: str) -> None:
    text = summary_text(summary(), style=style, width=80, groupings=USUAL)
    for table in text.split("\n\n"):
        cells = {
            line.replace("\\|", "").count("|") for line in table.splitlines() if line[0] == "|"
        }
        assert len(cells) <= 1, table


def test_a_row_of_latex_does_not_begin_with_an_argument() -> None:
    text = summary_text(summary(), style="latex", width=80, groupings=USUAL)
    assert "{}[Live]" in text


def test_a_long_group_is_cut_and_says_so() -> None:
    text = summary_text(summary(), style="simple", width=80, groupings=("month",), limit=1)
    assert "2026-03" in text
    assert "1 more is left out." in text
    assert "\n2026-01  " not in text


class Page(HTMLParser):
    """Check that tags are closed in order, and keep attributes and text."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_the_page_is_whole_and_loads_nothing() -> None:
    html = summary_html(summary(), groupings=USUAL)
    page = Page()
    page.feed(html)
    page.close()
    assert page.open == []
    names = {name for name, _ in page.attributes}
    assert not names & {"src", "srcset", "data", "onclick", "style", "xlink:href"}
    links = [value for name, value in page.attributes if name == "href"]
    assert links == ["https://www.example.org/harbour-wall/", "https://www.example.org/?p=3&q=%22"]
    assert "<script" not in html
    assert "url(" not in html
    assert "@import" not in html
    shown = HOSTILE.replace("\x1b", "").replace("\u202e", "")
    assert "".join(page.text).count(shown) == 2


def test_plots_stay_readable_on_a_small_screen() -> None:
    """Type of 12 px is drawn so where a plot is as wide as its view box; a wide one scrolls."""
    html = summary_html(summary(), groupings=USUAL)
    plots = re.findall(r'<div class="wide"[^>]*>\n<svg class="plot" viewBox="0 0 (\d+) ', html)
    assert plots == [str(45 * 16)] * 2
    assert "svg.plot { min-width: 45rem; }" in html
    assert html.count("<svg ") == 3
    assert 'class="remarks"' in html


def test_a_page_without_edits_is_a_page() -> None:
    empty = replace(summary(), groups={}, top=(), total=Tally())
    page = Page()
    page.feed(summary_html(empty, groupings=USUAL))
    page.close()
    assert page.open == []
    assert "By month" not in "".join(page.text)


def test_the_table_for_spreadsheets_is_even_and_holds_no_formula() -> None:
    rows = list(csv.reader(io.StringIO(summary_csv(summary()))))
    assert len({len(row) for row in rows}) == 1
    assert not [cell for row in rows for cell in row if cell[:1] in "=+-@" and cell]


FORMULAS = (
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    "\uff1d1+1",
)


@pytest.mark.parametrize("title", FORMULAS)
def test_no_headline_is_a_formula_to_a_spreadsheet(title: str) -> None:
    one = summary()
    named = replace(
        one,
        top=(replace(one.top[0], title=title),),
        groups={"category": (replace(one.groups["category"][0], name=title),)},
    )
    rows = list(csv.reader(io.StringIO(summary_csv(named))))
    text = summary_text(named, style="tsv", width=80, groupings=("category",))
    tabbed = [line.split("\t") for line in text.splitlines() if "\t" in line]
    for cell in (cell.strip() for row in (*rows, *tabbed) for cell in row):
        assert cell == "-" or cell[:1] not in "=+-@\uff1d" or not cell, cell
    assert sum(cell.startswith("'") for row in rows for cell in row) == 2
    assert sum(cell.startswith("'") for row in tabbed for cell in row) == 2


def test_a_spreadsheet_gets_what_the_report_measures() -> None:
    rows = list(csv.DictReader(io.StringIO(summary_csv(summary()))))
    found = {row["name"]: row["value"] for row in rows if row["table"] == "measure"}
    assert found["posts_held"] == "40"
    assert found["publication_to_first_edit_median_at_most"] == "7200"
    assert found["edit_to_later_note_median_at_most"] == ""
    assert found["revision_activity_moved"] == "12"
    assert found["evidence_observation"] == "9"
    assert {row["value"] for row in rows if row["table"] != "measure"} == {""}


def test_a_period_is_said_in_words() -> None:
    empty = replace(summary(), since=None, first=None, last=None, unread=True)
    assert period(empty) == "since the last review: no edits. Report of 2026-04-01 08:00 UTC"
    assert period(replace(empty, unread=False)).startswith("all that is held: no edits.")
    until = replace(summary(), until=datetime(2026, 3, 31, tzinfo=UTC))
    assert period(until).startswith("since 2026-01-01 00:00 UTC until 2026-03-31 00:00 UTC: edits ")


def test_coverage_tells_what_is_not_public_from_what_was_read_once() -> None:
    none = replace(summary(), activity=Activity(), since=None)
    once = replace(none, activity=Activity(is_public=True))
    asked = replace(once, since=summary().since)
    words = [measures(one).rows[-1][1:] for one in (none, once, asked)]
    assert words == [
        ("-", "no public revision activity"),
        ("-", "public counts were read once only"),
        ("-", "public counts were not read again"),
    ]
