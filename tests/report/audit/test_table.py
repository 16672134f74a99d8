"""The table of an audit: fits the terminal, steers none, says what there is to say."""

from __future__ import annotations

import re

import pytest
from wcwidth import wcswidth

from tests.report.audit.runs import AT, RUN, calm, finding, hostile, quiet, record, usual
from tracker.findings import AuditRun, SiteAudit, SiteStatus
from tracker.report.audit.table import run_table

ANSI = re.compile(r"\x1b\[[0-9;]*m")
FORBIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\ud800-\udfff]")


@pytest.mark.parametrize("width", [60, 80, 100, 120, 200])
@pytest.mark.parametrize("make", [usual, hostile, calm])
@pytest.mark.parametrize("color", [False, True])
def test_everything_but_commands_fits(width: int, make: object, color: bool) -> None:
    assert callable(make)
    text = ANSI.sub("", run_table(make(), width=width, color=color))
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("check: ")]
    assert max(map(wcswidth, lines)) <= width


def test_no_text_of_a_site_steers_the_terminal() -> None:
    assert not FORBIDDEN.search(run_table(hostile(), width=80))
    assert not FORBIDDEN.search(ANSI.sub("", run_table(hostile(), width=80, color=True)))


def test_colours_do_not_change_the_words() -> None:
    plain = run_table(calm(), width=80)
    assert ANSI.sub("", run_table(calm(), width=80, color=True)) == plain
    assert "\x1b" in run_table(calm(), width=80, color=True)


def test_marks_of_a_change_have_colours_and_signs() -> None:
    """Strike-through alone is lost where a terminal has none, and in what is copied."""
    colored = run_table(usual(), width=120, color=True)
    assert "\x1b[31;9m[-4.2-]\x1b[0m\x1b[32;4m{+6.9+}\x1b[0m" in colored
    rows = run_table(usual(), width=120).splitlines()
    assert ANSI.sub("", colored).splitlines() == rows


def test_each_finding_has_the_id_that_suppressions_name() -> None:
    text = run_table(usual(), width=120)
    assert "rule silent-substance, finding 3f9a0c12ab45\n" in text
    assert "rule protected-now, finding ab00ab00ab00\n" in text


def test_what_went_wrong_with_a_site_is_said_as_it_was() -> None:
    one = SiteAudit(site="a", status=SiteStatus.UNREACHABLE, error="No.", record=record(new=()))
    text = run_table(AuditRun(run=RUN, at=AT, tool="1", sites=(one,)))
    assert text.endswith("; 1 site could not be synced: a.\n")


def test_all_well_is_one_line() -> None:
    assert run_table(calm()) == "Nothing new in 2 sites.\n"


def test_one_site_needs_no_overview() -> None:
    audit = SiteAudit(site="www.example.org", status=SiteStatus.AUDITED, record=record())
    text = run_table(AuditRun(run=RUN, at=AT, tool="1", sites=(audit,)))
    assert text.startswith("www.example.org  1 error, 1 warning, 1 info;")
    assert text.endswith(
        "\n1 error, 1 warning, 1 info on www.example.org; 1 resolved; 1 suppressed; 5 open.\n"
    )


def test_the_gravest_come_first() -> None:
    text = run_table(usual())
    places = [text.index(word) for word in ("  error ", "  warning ", "  info ", "  resolved ")]
    assert places == sorted(places)
    assert text.index("\nwww.example.org  1 error") < text.index("\nnews.example.net  nothing new")


def test_a_site_that_could_not_be_audited_is_no_silence() -> None:
    failed = SiteAudit(site="a.example", status=SiteStatus.FAILED, error="The disk is full.")
    text = run_table(AuditRun(run=RUN, at=AT, tool="1", sites=(failed, quiet("b.example"))))
    assert "The disk is full." in text
    assert "1 site could not be audited: a.example (failed)" in text


def test_a_site_of_which_nothing_is_known_is_not_called_quiet() -> None:
    failed = SiteAudit(site="a.example", status=SiteStatus.FAILED, error="The disk is full.")
    text = run_table(AuditRun(run=RUN, at=AT, tool="1", sites=(failed,)))
    assert text.endswith("\n\n1 site could not be audited: a.example (failed).\n")
    both = run_table(AuditRun(run=RUN, at=AT, tool="1", sites=(failed, quiet("b.example"))))
    assert "\nNothing new in 1 site; 1 site could not be audited: a.example (failed)." in both


def test_many_broken_sites_are_counted() -> None:
    sites = tuple(
        SiteAudit(site=f"{n:03}.example", status=SiteStatus.UNREACHABLE) for n in range(40)
    )
    text = run_table(AuditRun(run=RUN, at=AT, tool="1", sites=sites), width=100)
    assert "40 sites could not be audited: 000.example (unreachable)" in text
    assert "and 30 more." in text


def test_no_sites_at_all() -> None:
    assert run_table(AuditRun(run=RUN, at=AT, tool="1", sites=())) == "No site to audit.\n"


def test_what_nobody_reads_is_counted() -> None:
    """Nearly a thousand findings at once: a history that became known late."""
    old = tuple(
        finding(id=f"{n:012x}", post=f"posts/{n}", moment=f"{2020 + n // 200}-03-01T10:00:00Z")
        for n in range(900)
    )
    one = record(new=old, reminded=old[:50], resolved=())
    site = SiteAudit(site="www.example.org", status=SiteStatus.AUDITED, record=one, commit="c" * 40)
    text = run_table(AuditRun(run=RUN, at=AT, tool="1", sites=(site,)))
    assert text.count("\n") < 400
    assert len(re.findall(r"^  error ", text, re.MULTILINE)) == 40
    words = " ".join(text.split())
    assert (
        "Not shown here: 880 errors, 30 still open. By rule: silent-substance 880; 880 posts; "
        "2020-03-01 to 2024-03-01. In the archive, `git show audits:report.md` has all."
    ) in words
    assert text.endswith("\n900 errors on www.example.org; 50 told again; 1 suppressed; 5 open.\n")
    kept_not = SiteAudit(site="www.example.org", status=SiteStatus.AUDITED, record=one)
    again = run_table(AuditRun(run=RUN, at=AT, tool="1", sites=(kept_not,)))
    assert "`--format markdown` has all." in again
    assert "report.md" not in again
