"""The message about an audit: one, with the gravest in it, the same each time it is made."""

from __future__ import annotations

import json
import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from tests.report.audit.runs import (
    BROKEN,
    COST,
    HOSTILE,
    PROTECTED,
    RUN,
    finding,
    hostile,
    record,
    usual,
)
from tests.report.audit.test_page import Page
from tracker.findings import Finding, Level, Resolved, SiteAudit, SiteStatus
from tracker.report.audit.message import message_of

CALLS = re.compile(r"<[!@#a-z]|@\w|\]\(")


def audited(site: str, *new: Finding, **changes: object) -> SiteAudit:
    """Make a site with such new findings."""
    values: dict[str, object] = {"resolved": (), "suppressed": (), "new": new, **changes}
    return SiteAudit(site=site, status=SiteStatus.AUDITED, record=record(site, **values))


def many(count: int, level: Level = Level.ERROR, start: int = 0) -> tuple[Finding, ...]:
    """Make findings that differ in id, post and title."""
    return tuple(
        finding(id=f"{n:012x}", title=f"Story {n:03}.", post=f"posts/{n}", level=level)
        for n in range(start, start + count)
    )


def test_the_key_is_of_the_run_and_its_sites() -> None:
    sites = usual().sites
    one = message_of(RUN, sites)
    assert one == message_of(RUN, sites)
    assert one.key == one.payload["key"] == message_of(RUN, tuple(reversed(sites))).key
    assert message_of(f"{RUN}x", sites).key != one.key
    assert message_of(RUN, sites[:1]).key != one.key, "a part of it is another message"
    assert re.fullmatch(r"[0-9a-f]{32}", one.key)


def test_the_subject_says_how_grave_it_is_and_where() -> None:
    told = [one for one in usual().sites if one.record is not None]
    assert message_of(RUN, told).subject == (
        "tracker: 1 error, 1 warning, 1 info, 1 still open, 1 resolved in 2 sites: "
        "www.example.org, news.example.net"
    )
    only = audited("a.example", resolved=(Resolved(finding=PROTECTED, reason="public again"),))
    assert message_of(RUN, [only]).subject == "tracker: 1 resolved on a.example"
    assert message_of(RUN, []).subject == "tracker: nothing new"
    long = [audited(f"{n:03}.a-very-long-name.example", COST) for n in range(100)]
    assert wcswidth(message_of(RUN, long).subject) <= 150


def test_a_site_without_an_archive_is_told_with_its_reason() -> None:
    lost = SiteAudit(
        site="new.example",
        url="https://new.example/",
        status=SiteStatus.UNREACHABLE,
        error="No REST API was found.",
    )
    alone = message_of(RUN, [lost])
    assert alone.subject == "tracker: 1 site could not be audited: new.example"
    assert alone.level is Level.ERROR
    assert "new.example\n===========\nunreachable: No REST API was found.\n" in alone.text
    assert "No REST API was found." in alone.html
    assert "unreachable: new.example: No REST API was found." in str(alone.payload["text"])
    payload = json.loads(json.dumps(alone.payload))
    assert [(one["site"], one["error"]) for one in payload["sites"]] == [
        ("new.example", "No REST API was found.")
    ]
    both = message_of(RUN, [audited("a.example", *many(1, Level.INFO)), lost])
    assert both.subject == (
        "tracker: 1 info, 1 site could not be audited in 2 sites: a.example, new.example"
    )


def test_the_level_is_the_gravest_of_what_is_told() -> None:
    assert message_of(RUN, usual().sites).level is Level.ERROR
    assert message_of(RUN, [audited("a", *many(1, Level.WARNING))]).level is Level.WARNING
    assert message_of(RUN, [audited("a", reminded=(BROKEN,))]).level is Level.ERROR
    gone = audited("a", resolved=(Resolved(finding=BROKEN),))
    assert message_of(RUN, [gone]).level is Level.ERROR, "who was told is told that it is over"
    small = Resolved(finding=msgspec.structs.replace(BROKEN, level=Level.INFO))
    assert message_of(RUN, [audited("a", resolved=(small,))]).level is Level.INFO


def test_the_gravest_of_all_sites_are_told_in_full_and_the_rest_is_counted() -> None:
    sites = [
        audited("a.example", *many(30, Level.WARNING)),
        audited("b.example", *many(5, Level.ERROR, start=500)),
        audited("c.example", *many(9, Level.INFO, start=700)),
    ]
    text = message_of(RUN, sites).text
    assert len(re.findall(r"^(ERROR|WARNING): Story", text, re.MULTILINE)) == 20
    assert text.count("ERROR: Story") == 5
    assert "Not shown here: 15 warnings." in text
    assert "Not shown here: 9 info." in text
    assert text.index("b.example\n=") < text.index("a.example\n=") < text.index("c.example\n=")
    assert text.count("+ Ferries will not run for two weeks.") == 5
    html = message_of(RUN, sites).html
    assert html.count("<blockquote") == 5
    assert "Not shown here: 15 warnings." in html


def test_what_is_open_and_resolved_is_named() -> None:
    ended = tuple(Resolved(finding=each, reason="a note tells of it") for each in many(30))
    message = message_of(RUN, [audited("a.example", reminded=(BROKEN,), resolved=ended)])
    assert "* error: a.example could not be synced" in message.text
    assert "told first 2026-02-27 08:00" in " ".join(message.text.split())
    assert message.text.count("now: a note tells of it") == 20
    assert "Not shown here: 10 resolved." in message.text


def test_a_chat_says_first_that_it_is_over() -> None:
    gone = Resolved(finding=BROKEN, reason="a sync works, and reads all posts")
    back = Resolved(finding=PROTECTED, reason="it is public again")
    lines = str(message_of(RUN, [audited("a.example", resolved=(gone, back))]).payload["text"])
    assert lines.splitlines()[1:] == [
        "resolved: a.example: a sync works, and reads all posts; was: could not be synced: the "
        "server did not answer within 30 s",
        "resolved: Minutes of the harbour board: it is public again; was: was public, and now asks "
        "for a password (a.example)",
    ]


@pytest.mark.parametrize("sites", [usual().sites, hostile().sites])
def test_plain_text_is_narrow(sites: tuple[SiteAudit, ...]) -> None:
    for line in message_of(RUN, sites).text.split("\n"):
        is_whole = line.lstrip().startswith(("check: ", "http"))
        assert wcswidth(line) <= 76 or is_whole
        assert "\r" not in line


@given(st.text() | st.just(HOSTILE))
def test_no_words_break_out_of_a_message(words: str) -> None:
    bad = finding(title=words, words=words, evidence=(words,), excerpt=(words,), check=words)
    message = message_of(f"{RUN}{words}", [audited("a.example", bad)])
    assert "\n" not in message.subject
    assert "\x1b" not in message.text
    chat = message.payload["text"]
    assert isinstance(chat, str)
    assert len(chat.split("\n")) == 2
    assert not CALLS.search(chat)
    page = Page(message.html)
    assert {name for name, _ in page.attributes} <= {
        "lang", "charset", "name", "content", "style", "dir", "href", "rel",
    }  # fmt: skip
    assert all("url(" not in style for style in page.values("style"))
    msgspec.json.encode(message.payload)


def test_a_hostile_address_is_not_linked() -> None:
    assert Page(message_of(RUN, hostile().sites).html).values("href") == []


def test_the_payload_is_plain_and_complete() -> None:
    payload = json.loads(json.dumps(message_of(RUN, usual().sites).payload))
    assert payload["format"] == 1
    assert payload["run"] == RUN
    assert payload["counts"]["error"] == 1
    first = payload["sites"][0]
    assert first["site"] == "www.example.org"
    assert msgspec.convert(first["new"][0], Finding) == COST
    assert msgspec.convert(first["resolved"][0], Resolved).finding == PROTECTED
    assert msgspec.convert(payload["sites"][1]["reminded"][0], Finding) == BROKEN
    assert first["left_out"]["error"] == 0


def test_a_large_payload_is_cut_and_says_so() -> None:
    sites = [audited("a.example", *many(300)), audited("b.example", *many(20, start=500))]
    payload = json.loads(json.dumps(message_of(RUN, sites).payload))
    assert sum(len(site["new"]) for site in payload["sites"]) == 200
    assert [site["left_out"]["error"] for site in payload["sites"]] == [100, 20]
    assert payload["counts"]["error"] == 320


def years() -> SiteAudit:
    """A history that became known late: 800 findings of four years, and one of the site."""
    old = [
        msgspec.structs.replace(one, moment=f"{2022 + n // 200}-05-{1 + n % 28:02}T08:00:00Z")
        for n, one in enumerate(many(800))
    ]
    other = [msgspec.structs.replace(one, rule="masked-edit") for one in old[:90]]
    broken = msgspec.structs.replace(BROKEN, level=Level.ERROR, moment="")
    return audited("a.example", *other, *old[90:], broken)


def test_a_history_that_became_known_late_makes_no_long_message() -> None:
    message = message_of(RUN, [years()])
    assert len(message.text) < 20_000
    assert len(message.html) < 60_000
    words = " ".join(message.text.split())
    assert "ERROR: the site" in words, "what is wrong with the site as a whole is not crowded out"
    shown = re.findall(r"posts/\d+, (\d{4})", words)
    assert shown == ["2025"] * 19, "and then comes what is new, not what is oldest"
    assert (
        "Not shown here: 781 errors. By rule: silent-substance 691, masked-edit 90; 781 posts; "
        "2022-05-01 to 2025-05-26. In the archive, `git show audits:report.md` has all."
    ) in words
    assert "By rule: silent-substance 691" in message.html


def test_a_chat_about_very_much_is_short() -> None:
    chat = message_of(RUN, [years()]).payload["text"]
    assert isinstance(chat, str)
    lines = chat.split("\n")
    assert len(lines) == 12
    assert lines[-1] == (
        "and 791 more (silent-substance 701, masked-edit 90); in the archive, git show "
        "audits:report.md has all"
    )
    few = message_of(RUN, [audited("a.example", *many(20))]).payload["text"]
    assert isinstance(few, str)
    assert len(few.split("\n")) == 21
    ended = tuple(Resolved(finding=each, reason="a note tells of it") for each in many(30))
    named = message_of(RUN, [audited("a.example", resolved=ended)]).payload["text"]
    assert isinstance(named, str)
    assert named.endswith("and 10 more resolved; in the archive, git show audits:report.md has all")


def test_the_payload_counts_by_rule() -> None:
    (site,) = json.loads(json.dumps(message_of(RUN, [years()]).payload))["sites"]
    assert site["rules"] == {"masked-edit": 90, "silent-substance": 710, BROKEN.rule: 1}


def test_the_subject_of_one_site_names_the_gravest() -> None:
    one = message_of(RUN, [audited("a.example", finding())])
    assert one.subject == "tracker: 1 error on a.example: Harbour wall will cost more"
    other = finding(id="0d0d0d0d0d0d", post="posts/9", title="x" * 300)
    two = message_of(RUN, [audited("a.example", other, finding())])
    assert two.subject == ("tracker: 2 errors on a.example: Harbour wall will cost more and 1 more")
    both = message_of(RUN, [audited("a.example", COST), audited("b.example", COST)])
    assert both.subject.endswith(" in 2 sites: a.example, b.example")
