"""Reports say nothing twice, and leave nothing out for it."""

from __future__ import annotations

import pytest

from tests.report.audit.runs import BROKEN, MAIN, RUN, finding, record
from tracker.findings import AuditRun, Finding, Level, SiteAudit, SiteStatus
from tracker.report.audit.message import message_of
from tracker.report.audit.once import tell_once, told_alone, untold_trouble
from tracker.report.audit.page import run_html
from tracker.report.audit.record import render_record
from tracker.report.audit.table import run_table

EXCERPT = (
    "# Fire [-destroys-]{+damages+} the warehouse",
    "It burned for [-two-]{+three+} hours.",
    "... 6 sentences unchanged ...",
    "{+Updated: 1:51 p.m.+}",
)
SILENT = finding(
    words="changed without telling readers (no note tells it): number two -> three",
    evidence=(
        "the edit happened between 2026-03-01 10:00 and 11:20 UTC",
        "number two -> three",
        "headline: Fire destroys the warehouse -> Fire damages the warehouse",
        "sentence edited: It burned for three hours.",
        "2 sentences edited, the first: It burned for three hours.",
        "note: Updated: 1:51 p.m.",
        "no note seen",
        "the note does not name number two -> three",
    ),
    excerpt=EXCERPT,
)
HEADLINE = finding(
    id="0a0a0a0a0a0a",
    rule="headline-changed-after",
    level=Level.WARNING,
    subject="headline-changed-after posts/1286",
    words="had its headline changed 7 h after its publication",
    evidence=("the site claims that it was published 2026-03-01 04:00 UTC", *SILENT.evidence),
    excerpt=EXCERPT,
)
OTHER = finding(id="0b0b0b0b0b0b", commit="1" * 40, level=Level.WARNING)
LEFT = (
    "the edit happened between 2026-03-01 10:00 and 11:20 UTC",
    "the note does not name number two -> three",
)


def test_what_the_words_or_the_change_say_is_no_evidence_besides() -> None:
    told = told_alone(SILENT)
    assert told.evidence == LEFT
    assert told.excerpt == EXCERPT


def test_words_of_a_link_are_shown_with_it() -> None:
    link = "[Apply online[-](https://a.example/1)-]{+](https://a.example/2)+} until June."
    fact = "link https://a.example/1 -> https://a.example/2"
    said = ("sentence edited: Apply online until June.", fact)
    assert told_alone(finding(evidence=said, excerpt=(link,))).evidence == ()


def test_without_the_change_its_sentences_are_told() -> None:
    ((told, _),) = tell_once([SILENT], excerpted=())
    assert told.excerpt == ()
    assert "sentence edited: It burned for three hours." in told.evidence
    assert "number two -> three" not in told.evidence


@pytest.mark.parametrize(
    "evidence",
    [
        "sentence edited: It burned for four hours.",
        "headline: Fire destroys the warehouse -> Fire damages the pier",
        "pages/7: the site answered 503",
        "revision 12 claims a time",
    ],
)
def test_what_is_said_nowhere_stays(evidence: str) -> None:
    assert told_alone(finding(evidence=(evidence,), excerpt=EXCERPT)).evidence == (evidence,)


def test_a_count_stays_where_the_change_is_cut() -> None:
    cut = ("~ It burned for [-two-]{+three+} hours.", "... 9 more lines")
    counted = "2 sentences edited, the first: It burned for three hours."
    assert told_alone(finding(evidence=(counted,), excerpt=cut)).evidence == (counted,)


def test_a_change_that_shows_nothing_is_not_shown() -> None:
    assert told_alone(finding(excerpt=("... 5 sentences unchanged ...",))).excerpt == ()


def test_findings_about_one_edit_stand_together() -> None:
    told = list(tell_once([OTHER, HEADLINE, SILENT]))
    assert [(one.finding.id, one.follows) for one in told] == [
        (SILENT.id, False), (HEADLINE.id, True), (OTHER.id, False),
    ]  # fmt: skip
    assert told[1].finding.excerpt == ()
    assert told[1].finding.evidence == (HEADLINE.evidence[0],)


def test_posts_as_they_are_follow_no_edit() -> None:
    post = {"excerpt": (), "rule": "required-text-missing"}
    told = list(tell_once([finding(**post), finding(**post, id="0c0c0c0c0c0c")]))
    assert [one.follows for one in told] == [False, False]


def audited(*new: Finding, **changes: object) -> SiteAudit:
    values = {"new": new, "resolved": (), "suppressed": (), **changes}
    return SiteAudit(
        site="a.example", status=SiteStatus.AUDITED, record=record("a.example", **values)
    )


def test_every_form_for_people_shows_an_edit_once() -> None:
    site = audited(SILENT, HEADLINE)
    run = AuditRun(run=RUN, at="2026-03-01T12:00:00Z", tool="1", sites=(site,))
    message = message_of(RUN, [site])
    assert site.record is not None
    for text in (
        run_table(run), run_html(run), render_record(site.record), message.text, message.html,
    ):  # fmt: skip
        assert text.count("6 sentences unchanged") == 1
        assert text.count("the same edit") == 1
        assert text.count(f"git show {MAIN}") == 1
        assert "had its headline changed 7 h" in text


def test_a_failure_is_not_told_beside_its_finding() -> None:
    why = "The server did not answer within 30 s."
    broken = finding(post="", words="could not be synced: The server did not answer within 30 s")
    site = audited(broken, BROKEN)
    lost = SiteAudit(site="a.example", status=SiteStatus.UNREACHABLE, error=why)
    told = SiteAudit(site="a.example", status=SiteStatus.UNREACHABLE, error=why, record=site.record)
    assert untold_trouble(lost) == why
    assert untold_trouble(told) == ""
    assert message_of(RUN, [told]).text.count("did not answer") == 2  # BROKEN says it, too
