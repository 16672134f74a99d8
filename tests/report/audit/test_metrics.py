"""Metrics of an audit: what the textfile collector accepts, with the numbers of the run."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from tests.report.audit.runs import AT, HOSTILE, RUN, calm, hostile, quiet, usual
from tracker.findings import AuditRun, SiteAudit, SiteStatus
from tracker.report.audit.metrics import label_value, metrics_text

SAMPLE = re.compile(r"([a-z_:][a-z0-9_:]*)(?:\{(.*)\})? (\S+)")
LABEL = re.compile(r'([a-z_]+)="((?:[^"\\\n]|\\[\\"n])*)"(?:,|\Z)')

Series = dict[tuple[str, tuple[tuple[str, str], ...]], float]


def parse(text: str) -> Series:
    """Read the text as a strict collector does."""
    assert text.endswith("\n")
    found: Series = {}
    helped: list[str] = []
    typed: list[str] = []
    for line in text.removesuffix("\n").split("\n"):
        if line.startswith("# HELP "):
            helped.append(line.split(" ", 3)[2])
        elif line.startswith("# TYPE "):
            _, _, name, kind = line.split(" ")
            assert kind == "gauge"
            assert name == helped[-1]
            typed.append(name)
        else:
            sample = SAMPLE.fullmatch(line)
            assert sample, line
            name, inside, value = sample.groups()
            assert name == typed[-1]
            labels = tuple(LABEL.findall(inside or ""))
            assert ",".join(f'{key}="{each}"' for key, each in labels) == (inside or "")
            assert (name, labels) not in found
            found[name, labels] = float(value)
    assert len(set(typed)) == len(typed)
    return found


def of(series: Series, name: str, **labels: str) -> float | None:
    """Look up one value."""
    return series.get((f"tracker_audit_{name}", tuple(labels.items())))


def test_numbers_of_sites_that_were_not_judged_stay() -> None:
    before = metrics_text(usual(), {"www.example.org": 12.5})
    one = quiet("other.example")
    lost = SiteAudit(site="news.example.net", status=SiteStatus.NOT_DUE)
    run = AuditRun(run=RUN, at=AT, tool="0.6.0", sites=(one, lost))
    hostile = (
        'tracker_audit_findings_open{site="www.example.org"} 1 2\nx{site="www.example.org"} 1\n'
    )
    text = metrics_text(
        run,
        {"www.example.org": 99.0},
        successes={"www.example.org": 7},
        before=f"{before}{hostile}",
        others=["www.example.org"],
    )
    was, now = parse(before), parse(text)
    kept = {key: value for key, value in now.items() if ("site", "www.example.org") in key[1]}
    changed = {"tracker_audit_lag_seconds": 99.0, "tracker_audit_last_success_timestamp_seconds": 7}
    assert kept == {
        key: changed.get(key[0], value)
        for key, value in was.items()
        if ("site", "www.example.org") in key[1]
    }
    assert of(now, "findings_reminded", site="news.example.net") == 1
    assert of(now, "site_status", site="news.example.net", status="not due") == 1
    assert of(now, "site_status", site="news.example.net", status="unreachable") == 0
    assert of(now, "findings_open", site="blog.example.com") is None, "it is configured no more"


def test_the_numbers_are_those_of_the_run() -> None:
    lags = {"www.example.org": 12.5, "news.example.net": 86400.0, "trial.example.org": None}
    series = parse(metrics_text(usual(), lags, successes={"news.example.net": 1.7e9}))
    site = "www.example.org"
    assert of(series, "info", version="0.6.0") == 1
    assert of(series, "last_attempt_timestamp_seconds") == 1772366400
    assert of(series, "last_success_timestamp_seconds", site=site) == 1772366400
    assert of(series, "last_success_timestamp_seconds", site="news.example.net") == 1.7e9
    assert of(series, "last_success_timestamp_seconds", site="trial.example.org") is None
    assert of(series, "site_status", site=site, status="audited") == 1
    assert of(series, "site_status", site=site, status="failed") == 0
    assert of(series, "could_not_audit", site="news.example.net") == 1
    assert of(series, "could_not_audit", site="blog.example.com") == 0
    assert of(series, "findings_new", site=site, level="error") == 1
    assert of(series, "findings_open", site=site) == 5
    assert of(series, "findings_resolved", site=site) == 1
    assert of(series, "findings_reminded", site="news.example.net") == 1
    assert of(series, "findings_suppressed", site=site) == 1
    assert of(series, "findings_open", site="trial.example.org") is None
    assert of(series, "lag_seconds", site=site) == 12.5
    assert of(series, "lag_seconds", site="trial.example.org") is None
    assert of(series, "duration_seconds", site=site) == 4.25
    assert of(series, "messages_undelivered") == 1


def test_a_site_that_is_there_twice_does_not_spoil_the_file() -> None:
    twice = AuditRun(run=RUN, at=AT, tool="1", sites=(quiet("a.example"), quiet("a.example")))
    assert of(parse(metrics_text(twice, {})), "duration_seconds", site="a.example") == 0.5


def test_a_run_of_nothing_is_a_file() -> None:
    series = parse(metrics_text(AuditRun(run=RUN, at=AT, tool="1", sites=()), {}))
    assert of(series, "messages_undelivered") == 0
    assert parse(metrics_text(calm(), {}))
    assert parse(metrics_text(hostile(), {HOSTILE: 3.0}))


def test_labels_are_escaped() -> None:
    assert label_value('a\\b"c\nd') == 'a\\\\b\\"c\\nd'


@given(st.text() | st.just(HOSTILE), st.floats(min_value=0, max_value=1e12))
def test_any_name_is_a_label(name: str, lag: float) -> None:
    site = SiteAudit(site=name, status=SiteStatus.FAILED, error=name, seconds=lag)
    series = parse(metrics_text(AuditRun(run=RUN, at=AT, tool=name, sites=(site,)), {name: lag}))
    (found,) = [value for (key, _), value in series.items() if key == "tracker_audit_lag_seconds"]
    assert found == lag
