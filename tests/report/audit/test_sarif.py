"""SARIF of audits: the rules of the schema and of GitHub that matter, checked by hand."""

from __future__ import annotations

import json
import re
from typing import Any

import msgspec
import pytest

from tests.report.audit.runs import AT, COST, RUN, calm, hostile, record, usual
from tracker.archive.layout import parse_path
from tracker.findings import AuditRun, SiteAudit, SiteStatus
from tracker.model import PostKey
from tracker.report.audit.sarif import message_text, post_path, run_sarif

LINK = re.compile(r"(?<!\\)\[[^]]*(?<!\\)\]\(")
PLACEHOLDER = re.compile(r"(?<!\{)(?:\{\{)*\{[0-9]+\}")


def texts(value: Any) -> list[str]:
    """Find the text of every message."""
    if isinstance(value, dict):
        own = [value["text"]] if isinstance(value.get("text"), str) else []
        return own + [text for each in value.values() for text in texts(each)]
    return [text for each in value for text in texts(each)] if isinstance(value, list) else []


@pytest.mark.parametrize("make", [usual, calm, hostile])
def test_the_document_is_what_readers_need(make: object) -> None:
    assert callable(make)
    run: AuditRun = make()
    document = json.loads(run_sarif(run, {}))
    assert document["version"] == "2.1.0"
    assert document["$schema"].endswith("sarif-2.1.0.json")
    left_out = document["properties"]["leftOut"]
    assert len(document["runs"]) + len(left_out) == len(run.sites)
    categories = [one["automationDetails"]["id"] for one in document["runs"]]
    assert len(set(categories)) == len(categories)
    for one in document["runs"]:
        driver = one["tool"]["driver"]
        assert driver["name"]
        ids = [rule["id"] for rule in driver["rules"]]
        assert len(set(ids)) == len(ids)
        for rule in driver["rules"]:
            for name in ("shortDescription", "fullDescription", "help"):
                assert rule[name]["text"]
        for result in one["results"]:
            assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
            assert result["level"] in {"error", "warning", "note"}
            assert result["message"]["text"]
            (location,) = result["locations"]
            place = location["physicalLocation"]
            assert re.fullmatch(r"[a-z0-9._/-]+", place["artifactLocation"]["uri"])
            assert place["region"]["startLine"] >= 1
            assert all(isinstance(v, str) for v in result["partialFingerprints"].values())
        for invocation in one["invocations"]:
            assert isinstance(invocation["executionSuccessful"], bool)
    for text in texts(document):
        assert not LINK.search(text)
        assert not PLACEHOLDER.search(text)


def test_a_finding_keeps_its_fingerprint_and_place() -> None:
    results = json.loads(run_sarif(usual(), {}))["runs"][2]["results"]
    first = results[0]
    assert first["partialFingerprints"]["primaryLocationLineHash"] == f"{COST.id}:1"
    uri = first["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "posts/00/12/1286/text.md"
    assert [result["level"] for result in results] == ["error", "warning", "note"]
    assert "- The council said that the wall will cost 4.2 million" in first["message"]["text"]


def test_a_site_that_could_not_be_judged_has_no_run() -> None:
    """One without results would close all its alerts in code scanning."""
    document = json.loads(run_sarif(usual(), {}))
    successes = {
        one["properties"]["site"]: one["invocations"][0]["executionSuccessful"]
        for one in document["runs"]
    }
    assert successes == {
        "news.example.net": False,  # audited all the same, with a finding that says why
        "town.example.org": True,
        "www.example.org": True,
    }
    notes = document["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    assert notes[0]["message"]["text"].startswith("The server did not answer within 30 s")
    left_out = document["properties"]["leftOut"]
    assert [(one["site"], one["status"]) for one in left_out] == [
        ("blog.example.com", "not due"),
        ("trial.example.org", "failed"),
    ]
    assert left_out[1]["reason"].startswith("The archive ")
    unread = SiteAudit(
        site="a.example", status=SiteStatus.UNREACHABLE, record=record("a.example", new=())
    )
    told = json.loads(run_sarif(msgspec.structs.replace(usual(), sites=(unread,)), {}))
    assert (told["runs"], len(told["properties"]["leftOut"])) == ([], 1)


def test_a_rule_says_what_it_finds() -> None:
    words = "A number changed {unsaid}."
    policy = {"rules": {"silent-substance": {"rule": "our-silence"}}}
    new = record(policy=policy, new=(COST,))
    site = SiteAudit(site="a.example", status=SiteStatus.AUDITED, record=new)
    run = AuditRun(run=RUN, at=AT, tool="1", sites=(site,))
    for name, known in (("our-silence", True), ("silent-substance", False)):
        document = json.loads(run_sarif(run, {name: words}))
        (rule,) = document["runs"][0]["tool"]["driver"]["rules"]
        assert rule["id"] == "silent-substance"
        short, full = rule["shortDescription"]["text"], rule["fullDescription"]["text"]
        assert short == ("A number changed {{unsaid}}." if known else "silent substance")
        assert full == (
            f"{short.rstrip('.')}. Found by the rule silent-substance of the audit policy newsroom."
        )


@pytest.mark.parametrize("folder", ["posts", "pages", "type.posts", "a-b_c"])
@pytest.mark.parametrize("number", [1, 7, 44, 99, 100, 1286, 10000, 123456789])
def test_the_path_is_that_of_the_archive(folder: str, number: int) -> None:
    key = PostKey(folder=folder, id=number)
    assert parse_path(post_path(str(key))) == (key, "text.md")


@pytest.mark.parametrize("post", ["", "posts", "posts/x", "../1", "posts/1\n", "posts/1/2"])
def test_all_else_is_the_site(post: str) -> None:
    assert post_path(post) == "site.json"


def test_messages_escape_links_and_placeholders() -> None:
    assert message_text("a [b](1) {0} \\") == "a \\[b\\](1) {{0}} \\\\"
