"""Atom feeds: what RFC 4287 requires is there, ids never change, words do no harm."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from tests.report.audit.runs import COST, HOSTILE, PROTECTED, finding, hostile, record
from tracker.edits.values import Disclosure, EditKind, Severity, Span
from tracker.findings import AuditRecord, Resolved
from tracker.model import PostKey
from tracker.report.audit.feeds import edits_feed, findings_feed
from tracker.report.audit.words import clean
from tracker.report.log import LogEntry
from tracker.report.sizes import Size

ATOM = "{http://www.w3.org/2005/Atom}"
NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
ADDRESS = "https://watch.example/feeds/findings.atom"
# RFC 4151, section 2.1.
TAG = re.compile(
    r"tag:[a-z0-9.-]+,\d{4}(-\d\d){0,2}:([A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-F]{2})*"
)
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def edit(**changes: object) -> LogEntry:
    """Make an edit of the harbour wall."""
    values: dict[str, object] = {
        "key": PostKey(folder="posts", id=1286),
        "number": 2,
        "commit": "4" * 40,
        "title": "Harbour wall will cost more",
        "span": Span(earliest=NOW - timedelta(hours=2), latest=NOW - timedelta(hours=1)),
        "kind": EditKind.TEXT,
        "severity": Severity.SUBSTANCE,
        "disclosure": Disclosure.SILENT,
        "size": Size(edited=1, words_in=1, words_out=1),
        "editor": "Jane Doe",
        "reasons": ("money 4.2 million -> 6.9 million",),
    }
    return LogEntry(**{**values, **changes})  # type: ignore[arg-type]


def findings(records: Iterable[AuditRecord], **changes: object) -> Element:
    """Write and parse a feed of findings."""
    values: dict[str, object] = {"title": "Findings", "address": ADDRESS, "updated": NOW, **changes}
    return _parsed(findings_feed(records, **values))  # type: ignore[arg-type]


def edits(entries: Iterable[LogEntry], **changes: object) -> Element:
    """Write and parse a feed of edits."""
    values: dict[str, object] = {"title": "Edits", "address": ADDRESS, "updated": NOW, **changes}
    return _parsed(edits_feed({"www.example.org": entries}, **values))  # type: ignore[arg-type]


def _parsed(text: str) -> Element:
    """Parse a feed and check what RFC 4287 (4.1.1, 4.1.2) requires of it."""
    feed: Element = fromstring(text)
    assert feed.tag == f"{ATOM}feed"
    entries = feed.findall(f"{ATOM}entry")
    for element in (feed, *entries):
        for name in ("id", "title", "updated"):
            (one,) = element.findall(f"{ATOM}{name}")
            assert one.text
        assert TAG.fullmatch(_text(element, "id"))
        assert TIME.fullmatch(_text(element, "updated"))
        links = [(link.get("rel"), link.get("type")) for link in element.findall(f"{ATOM}link")]
        assert len(set(links)) == len(links)
        assert all(link.get("href") for link in element.findall(f"{ATOM}link"))
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    for entry in entries:
        (content,) = entry.findall(f"{ATOM}content")
        assert content.get("type") == "html"
        assert len(entry.findall(f"{ATOM}summary")) == 1
    ids = [_text(entry, "id") for entry in entries]
    assert len(set(ids)) == len(ids)
    return feed


def _text(element: Element, name: str) -> str:
    return element.findtext(f"{ATOM}{name}") or ""


def _entries(feed: Element, name: str) -> list[str]:
    return [_text(entry, name) for entry in feed.findall(f"{ATOM}entry")]


class Tags(HTMLParser):
    """Collect tags, attributes and words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.words: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert attrs in ([], [("dir", "auto")])
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_findings_and_what_was_resolved_are_entries() -> None:
    feed = findings([record()])
    assert _entries(feed, "id") == [
        "tag:www.example.org,2026:tracker/www.example.org/finding/3f9a0c12ab45",
        "tag:www.example.org,2026:tracker/www.example.org/finding/00c41d7e9b02",
        "tag:www.example.org,2026:tracker/www.example.org/finding/77aa00bb11cc",
        "tag:www.example.org,2026:tracker/www.example.org/finding/ab00ab00ab00/resolved/"
        "20260301T120000Z-1f3a9c",
    ]
    assert _entries(feed, "title")[0].startswith("error: Harbour wall will cost more: changed")
    assert (
        _entries(feed, "title")[-1] == "resolved: Minutes of the harbour board: it is public again"
    )
    assert _text(feed, "updated") == "2026-03-01T12:00:00+00:00", "that of the newest entry"
    link = feed.find(f"{ATOM}entry/{ATOM}link")
    assert link is not None
    assert link.get("href") == COST.url


def test_ids_do_not_depend_on_titles_addresses_or_the_audit() -> None:
    renamed = finding(title="New", url="")
    later = record(run="another", at="2026-03-09T12:00:00Z", url="", new=(renamed,), resolved=())
    (first, *_) = _entries(findings([record()]), "id")
    assert _entries(findings([later], address=""), "id") == [first]


def test_one_finding_is_one_entry_the_newest_first() -> None:
    again = record(at="2026-03-05T12:00:00Z", new=(finding(reported="2026-03-05T12:00:00Z"),))
    other = record("a.example", at="2026-03-04T12:00:00Z", new=(finding(reported=""),))
    feed = findings([record(), again, other])
    updated = _entries(feed, "updated")
    assert updated == sorted(updated, reverse=True)
    ids = _entries(feed, "id")
    assert ids.count(ids[0]) == 1
    assert ids[0].endswith("www.example.org/finding/3f9a0c12ab45")
    assert any(each.startswith("tag:a.example,2026:tracker/a.example/finding") for each in ids)


def test_a_feed_is_as_long_as_it_may_be() -> None:
    new = tuple(finding(id=f"{n:012x}") for n in range(300))
    assert len(_entries(findings([record(new=new)]), "id")) == 200
    assert len(_entries(edits((edit(commit=f"{n:040x}") for n in range(30)), limit=7), "id")) == 7


def test_a_feed_without_entries_or_address_is_a_feed() -> None:
    assert _text(findings([]), "updated") == "2026-03-02T08:00:00+00:00"
    assert _entries(edits([], address=""), "id") == []


def test_edits_of_several_sites_stand_in_order_of_time() -> None:
    early = edit(span=Span(earliest=None, latest=NOW - timedelta(days=2)), editor="")
    by_site = {"a.example": [early, edit(commit="5" * 40)], "b.example_blog": [edit()]}
    feed = _parsed(edits_feed(by_site, title="Edits", address="", updated=NOW))
    assert _entries(feed, "id") == [
        f"tag:a.example,2026:tracker/a.example/edit/{'5' * 40}/posts/1286",
        f"tag:b.example,2026:tracker/b.example_blog/edit/{'4' * 40}/posts/1286",
        f"tag:a.example,2026:tracker/a.example/edit/{'4' * 40}/posts/1286",
    ]
    assert list(feed.iter(f"{ATOM}link")) == []
    names = [name.text for name in feed.iterfind(f"{ATOM}entry/{ATOM}author/{ATOM}name")]
    assert names == ["Jane Doe", "Jane Doe", "a.example"]


def test_edits_without_a_site_have_ids_too() -> None:
    feed = _parsed(edits_feed([edit()], title="Edits", address="", updated=NOW))
    assert _entries(feed, "id") == [f"tag:tracker.invalid,2026:tracker/edit/{'4' * 40}/posts/1286"]


def test_an_edit_is_told_in_words() -> None:
    feed = edits([edit()])
    assert _entries(feed, "id") == [
        f"tag:www.example.org,2026:tracker/www.example.org/edit/{'4' * 40}/posts/1286"
    ]
    assert _entries(feed, "title") == ["Harbour wall will cost more (text, substance, silent)"]
    assert _entries(feed, "updated") == ["2026-03-02T07:00:00+00:00"]
    content = "".join(Tags(_entries(feed, "content")[0]).words)
    for words in (
        "text, substance, silent",
        "money 4.2 million -> 6.9 million",
        "1 sentence edited; words +1 -1",
        "www.example.org, posts/1286, between 2026-03-02 06:00 and 2026-03-02 07:00 UTC",
        ", by Jane Doe",
        f"git show {'4' * 40}",
    ):
        assert words in content


def test_an_edit_without_times_or_title_is_an_entry() -> None:
    bare = edit(title="", span=Span(earliest=None, latest=None), editor="", reasons=())
    feed = edits([bare])
    assert _entries(feed, "title") == ["posts/1286 (text, substance, silent)"]


def test_feeds_of_other_sites_have_other_ids() -> None:
    def guid(*sites: str, address: str = "") -> str:
        return _text(findings([], sites=sites, address=address), "id")

    assert guid("a.example") == "tag:a.example,2026:tracker/a.example/feed/findings"
    assert guid("a.example", "b.example") == guid("b.example", "a.example")
    ids = [guid(), guid("a.example"), guid("b.example"), guid("a.example", "b.example")]
    ids += [_text(edits([], address="", sites=("a.example",)), "id")]
    ids += [guid("a.example", address=each) for each in (ADDRESS, f"{ADDRESS}l")]
    assert len(set(ids)) == len(ids)
    assert guid("a.example", address=ADDRESS) == guid("b.example", address=ADDRESS)


def test_a_feed_is_as_old_as_its_newest_entry() -> None:
    later = findings([record()], updated=NOW + timedelta(days=9))
    assert _text(later, "updated") == "2026-03-01T12:00:00+00:00"
    future = edit(span=Span(earliest=None, latest=NOW + timedelta(days=400)))
    assert _text(edits([future]), "updated") == "2026-03-02T08:00:00+00:00"


@pytest.mark.parametrize("site", ["example.org_blog", "127.0.0.1_8080", "x.example-1f3a9c2e"])
def test_ids_begin_with_the_host(site: str) -> None:
    (first, *_) = _entries(findings([record(site)]), "id")
    assert first.startswith(f"tag:{site.partition('_')[0]},2026:tracker/{site}/finding/")


@given(st.text() | st.just(HOSTILE))
def test_no_words_break_out(words: str) -> None:
    bad = finding(title=words, words=words, evidence=(words,), excerpt=(f"{words}{{+{words}+}}",))
    gone = Resolved(finding=PROTECTED, reason=words)
    feed = findings([record(new=(bad,), resolved=(gone,))], title=f"T{words}")
    assert _text(feed, "title") == clean(f"T{words}")
    page = Tags(_entries(feed, "content")[0])
    assert page.tags <= {"p", "blockquote", "ins", "del", "ul", "li", "code"}
    assert clean(words) in "".join(page.words)
    summary = Tags(_entries(feed, "summary")[0])
    assert summary.tags == set()
    assert "".join(summary.words) == clean(words)
    hostile_edit = edit(title=words, editor=words, reasons=(words,))
    _parsed(edits_feed({words: [hostile_edit]}, title=words or "x", address=words, updated=NOW))


def test_a_hostile_address_is_not_linked() -> None:
    audit = hostile().sites[1].record
    assert audit is not None
    feed = findings([audit], address="javascript:alert(1)")
    hrefs = {link.get("href") for link in feed.iter(f"{ATOM}link")}
    assert hrefs == set()
