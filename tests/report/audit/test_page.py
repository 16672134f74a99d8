"""The HTML page of an audit: whole, loading nothing, whatever a site says."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.report.audit.runs import AT, HOSTILE, RUN, calm, finding, hostile, record, usual
from tracker.findings import AuditRun, SiteAudit, SiteStatus
from tracker.report.audit.page import run_html
from tracker.report.audit.words import clean

VOID = {"meta", "br"}
TAGS = {
    "html", "head", "meta", "title", "style", "body", "header", "main", "footer", "section",
    "article", "details", "summary", "div", "h1", "h2", "h3", "p", "a", "span", "b", "bdi", "br",
    "ul", "li", "table", "thead", "tbody", "tr", "th", "td", "blockquote", "del", "ins", "code",
}  # fmt: skip


class Page(HTMLParser):
    """Check that tags are closed in order; keep attributes and text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.text.append(data)

    def values(self, name: str) -> list[str]:
        """Give the values of all attributes of a name."""
        return [value or "" for each, value in self.attributes if each == name]


@pytest.mark.parametrize("make", [usual, calm, hostile])
def test_the_page_is_whole_and_loads_nothing(make: object) -> None:
    assert callable(make)
    text = run_html(make())
    page = Page(text)
    names = {name for name, _ in page.attributes}
    assert names <= {
        "lang", "charset", "name", "content", "http-equiv", "scope", "class", "dir", "href", "rel",
        "id", "aria-labelledby",
    }  # fmt: skip
    assert all(href.startswith(("https://", "http://", "#site-")) for href in page.values("href"))
    assert len(set(page.values("id"))) == len(page.values("id"))
    assert set(page.values("aria-labelledby")) <= set(page.values("id"))
    assert {href[1:] for href in page.values("href") if href[0] == "#"} <= set(page.values("id"))
    assert "default-src 'none'" in text
    assert "url(" not in text
    assert "@import" not in text


def test_addresses_that_are_none_are_not_linked() -> None:
    assert Page(run_html(hostile())).values("href") == ["#site-2"]


@given(st.text() | st.just(HOSTILE))
@example("</style><script>")
def test_words_show_as_they_are(words: str) -> None:
    found = finding(title=f"T{words}", words=f"W{words}", evidence=(f"E{words}",), excerpt=())
    audit = record(new=(found,), resolved=(), suppressed=())
    site = SiteAudit(site="a.example", status=SiteStatus.AUDITED, record=audit)
    shown = "".join(Page(run_html(AuditRun(run=RUN, at=AT, tool="1", sites=(site,)))).text)
    for sign in "TWE":
        assert clean(f"{sign}{words}") in shown


def test_what_changed_is_marked() -> None:
    text = run_html(usual())
    assert "the wall will cost <del>4.2</del><ins>6.9</ins> million" in text
