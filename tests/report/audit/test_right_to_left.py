"""Headlines and excerpts that go from right to left, in pages, mails and feeds."""

from __future__ import annotations

from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest

from tests.diff.directions import directions
from tests.report.audit.runs import RUN, finding, record
from tracker.findings import AuditRun, SiteAudit, SiteStatus, Suppressed
from tracker.report.audit.feeds import findings_feed
from tracker.report.audit.message import message_of
from tracker.report.audit.page import run_html

ARABIC = "جدار الميناء"
ATOM = "{http://www.w3.org/2005/Atom}"
FOUND = finding(title=ARABIC, excerpt=("~ وبلغت التكلفة [-12-]{+15+} مليون دينار.",))
LIVE = finding(id="5555aaaa5555", title=ARABIC)
RECORD = record(
    new=(FOUND,), resolved=(), suppressed=(Suppressed(finding=LIVE, reason="it is live", until=""),)
)
SITE = SiteAudit(
    site=RECORD.site, url=RECORD.url, status=SiteStatus.AUDITED, commit="", record=RECORD
)


def page() -> str:
    return run_html(AuditRun(run=RUN, at=RECORD.at, tool="0.6.0", sites=(SITE,)))


def mail() -> str:
    return message_of(RUN, (SITE,)).html


def feed() -> str:
    moment = datetime(2026, 3, 1, 12, tzinfo=UTC)
    text = findings_feed([RECORD], title="Findings", address="", updated=moment)
    content = ElementTree.fromstring(text).find(f"{ATOM}entry/{ATOM}content")
    return f"<div>{content.text}</div>" if content is not None else ""


@pytest.mark.parametrize("make", [page, mail, feed])
def test_what_goes_from_right_to_left_is_laid_out_so(make: object) -> None:
    assert callable(make)
    found = directions(make())
    wanted = {"وبلغت التكلفة 1215 مليون دينار."}
    wanted |= {ARABIC} if make is not feed else set()
    assert wanted <= {words for direction, words in found if direction == "rtl"}
    assert {d for d, words in found if "no note tells it" in words} == {"ltr"}
