"""JSON of audits: everything is in it, and comes back."""

from __future__ import annotations

import json

import msgspec
import pytest

from tests.report.audit.runs import HOSTILE, calm, hostile, usual
from tracker.findings import AuditRun
from tracker.report.audit.structured import run_json


@pytest.mark.parametrize("make", [usual, calm])
def test_a_run_comes_back(make: object) -> None:
    assert callable(make)
    assert msgspec.json.decode(run_json(make()), type=AuditRun) == make()


def test_nothing_is_left_out_for_being_a_default() -> None:
    document = json.loads(run_json(calm()))
    assert document["format"] == 1
    assert document["undelivered"] == {}
    record = document["sites"][0]["record"]
    assert record["format"] == 1
    assert record["new"] == record["resolved"] == record["reminded"] == []


def test_a_summary_counts() -> None:
    summary = json.loads(run_json(usual()))["summary"]
    assert summary["worst"] == "error"
    assert (summary["error"], summary["warning"], summary["info"]) == (1, 1, 1)
    assert (summary["resolved"], summary["reminded"], summary["open"]) == (1, 1, 6)
    assert summary["not_due"] == ["blog.example.com"]
    assert summary["not_audited"] == ["news.example.net", "trial.example.org"]


def test_lone_surrogates_do_no_harm() -> None:
    document = json.loads(run_json(hostile()))
    title = document["sites"][1]["record"]["new"][0]["title"]
    assert title == HOSTILE.replace("\ud800", "\ufffd")
