"""JUnit XML of audits: well-formed whatever a site says, and counted right."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from tests.report.audit.runs import AT, HOSTILE, RUN, calm, finding, hostile, record, usual
from tracker.findings import AuditRun, Level, SiteAudit, SiteStatus
from tracker.report.audit.junit import run_junit
from tracker.report.audit.words import clean

ALLOWED = re.compile("[\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]*")


def cases(root: Element, name: str) -> list[Element]:
    """Find the cases whose class ends so."""
    return [case for case in root.iter("testcase") if case.attrib["classname"].endswith(name)]


@pytest.mark.parametrize("make", [usual, calm, hostile])
def test_counts_are_those_of_the_cases(make: object) -> None:
    assert callable(make)
    root = fromstring(run_junit(make()))
    assert root.tag == "testsuites"
    for attribute, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        for suite in root.findall("testsuite"):
            assert int(suite.attrib[attribute]) == len(suite.findall(f"testcase/{tag}"))
        if attribute in root.attrib:
            assert int(root.attrib[attribute]) == len(root.findall(f".//testcase/{tag}"))
    assert int(root.attrib["tests"]) == len(root.findall(".//testcase"))
    names = [(case.attrib["classname"], case.attrib["name"]) for case in root.iter("testcase")]
    assert make is hostile or len(set(names)) == len(names)


# What jenkins-junit.xsd allows.
CHILDREN = {
    "testsuites": {"testsuite"},
    "testsuite": {"testcase"},
    "testcase": {"failure", "error", "skipped", "system-out"},
}
ATTRIBUTES = {
    "testsuites": {"name", "time", "tests", "failures", "errors"},
    "testsuite": {"name", "time", "tests", "failures", "errors", "skipped", "timestamp"},
    "testcase": {"name", "classname", "time"},
    "failure": {"message", "type"},
    "error": {"message", "type"},
    "skipped": {"message"},
    "system-out": set(),
}


@pytest.mark.parametrize("make", [usual, calm, hostile])
def test_elements_are_those_that_readers_know(make: object) -> None:
    assert callable(make)
    for element in fromstring(run_junit(make())).iter():
        assert {child.tag for child in element} <= CHILDREN.get(element.tag, set())
        assert set(element.attrib) <= ATTRIBUTES[element.tag]
        if element.tag == "testsuite":
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", element.attrib["timestamp"])


def test_levels_become_failures_and_info_passes() -> None:
    root = fromstring(run_junit(usual()))
    (error,) = cases(root, "www.example.org.silent-substance")[:1]
    failure = error.find("failure")
    assert failure is not None
    assert failure.attrib["type"] == "error"
    assert failure.text is not None
    assert "- The council said that the wall will cost [-4.2-] million" in failure.text
    (info,) = cases(root, ".refresh-only")
    assert [child.tag for child in info] == ["system-out"]
    (resolved,) = cases(root, ".protected-now")
    assert [child.tag for child in resolved] == ["system-out"]


def test_a_site_that_could_not_be_audited_is_an_error() -> None:
    root = fromstring(run_junit(usual()))
    states = {
        case.attrib["classname"]: [child.tag for child in case] for case in cases(root, ".audit")
    }
    assert states == {
        "blog.example.com.audit": ["skipped"],
        "news.example.net.audit": ["error"],
        "town.example.org.audit": [],
        "trial.example.org.audit": ["error"],
        "www.example.org.audit": [],
    }


def test_a_busy_archive_says_why() -> None:
    busy = SiteAudit(site="a.example", status=SiteStatus.BUSY)
    error = fromstring(run_junit(AuditRun(run=RUN, at=AT, tool="1", sites=(busy,)))).find(
        ".//error"
    )
    assert error is not None
    assert error.text == "Another tracker was writing; the next run audits it."


@given(st.text() | st.just(HOSTILE))
def test_any_text_is_xml_and_comes_back(words: str) -> None:
    found = finding(title=words, words=words, evidence=(words,), excerpt=(words,), check=words)
    audit = record(new=(found,), resolved=(), suppressed=())
    site = SiteAudit(site="a.example", status=SiteStatus.AUDITED, record=audit, error=words)
    text = run_junit(AuditRun(run=RUN, at=AT, tool="1", sites=(site,)))
    assert ALLOWED.fullmatch(text)
    failure = fromstring(text).find(".//failure")
    assert failure is not None
    assert failure.attrib["message"] == f"{clean(words) or 'posts/1286'}: {clean(words)}"
    assert failure.attrib["type"] == Level.ERROR.value
