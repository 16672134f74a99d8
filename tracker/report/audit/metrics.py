"""An audit as metrics of Prometheus, for the textfile collector of node_exporter.

https://prometheus.io/docs/instrumenting/exposition_formats/; samples have no timestamps, which the
collector refuses (https://github.com/prometheus/node_exporter#textfile-collector).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from tracker.findings import AuditRun, SiteAudit, SiteStatus
from tracker.model import utc_or_none
from tracker.report.audit.words import LEVELS, clean, count_record

_PREFIX = "tracker_audit"
_HELP = {
    "info": "Version of tracker that audited.",
    "last_attempt_timestamp_seconds": "When the last run began.",
    "last_success_timestamp_seconds": "When the site was last audited after a sync that worked.",
    "site_status": "1 for what became of the site in its last run.",
    "could_not_audit": "1 where the site could not be audited in its last run.",
    "findings_new": "Findings that the last audit of the site reported for the first time.",
    "findings_open": "Findings that are open after the last audit of the site.",
    "findings_resolved": "Findings that the last audit of the site reported as resolved.",
    "findings_reminded": "Findings that are still open and were told again.",
    "findings_suppressed": "Findings that the policy says not to tell.",
    "lag_seconds": "Time since the last sync of the site that worked.",
    "duration_seconds": "How long the site took in its last run.",
    "messages_undelivered": "Messages of the last run that could not be delivered.",
}


_LAG = "lag_seconds"
_OF_A_SITE = re.compile(rf'{_PREFIX}_([a-z_]+)(\{{site="((?:[^"\\\n]|\\.)*)"[^\n]*\}}) (\S+)')


class _Sample(NamedTuple):
    name: str
    labels: tuple[tuple[str, str], ...]
    value: float


def metrics_text(
    run: AuditRun,
    lags: Mapping[str, float | None],
    *,
    successes: Mapping[str, float] | None = None,
    before: str = "",
    others: Collection[str] = (),
    broken: Collection[str] = (),
    left_open: Mapping[str, int] | None = None,
) -> str:
    """Write the metrics of a run; the file replaces the one of the run before.

    Args:
        run: the last run.
        lags: site -> seconds since its last sync that worked; None where there was none.
        successes: site -> Unix time of the last audit that worked, for the sites of which this run
            has none: their last success must not vanish from the file.
        before: the file that is replaced. What it says of sites that were not judged this time is
            kept: else a run of one site would take the others out of it.
        others: sites that the run does not have, and that stay in the file.
        broken: sites whose newest audit came after a sync that failed: where they are not due
            they are as broken as before.
        left_open: site -> findings that its newest audit left open, for sites without one now.
    """
    samples: dict[str, dict[str, str]] = {name: {} for name in _HELP}
    for sample in _samples(run, lags, successes or {}, others):
        # A series that is there twice makes the collector refuse the whole file.
        samples[sample.name].setdefault(_labels(sample.labels), _number(sample.value))
    for sample in _still(run, broken, left_open or {}):
        samples[sample.name][_labels(sample.labels)] = _number(sample.value)
    for name, labels, value in _kept(before, run, others):
        samples[name].setdefault(labels, value)
    lines: list[str] = []
    for name, values in samples.items():
        if values:
            lines.append(f"# HELP {_PREFIX}_{name} {_HELP[name]}")
            lines.append(f"# TYPE {_PREFIX}_{name} gauge")
        lines += [f"{_PREFIX}_{name}{labels} {value}" for labels, value in values.items()]
    return "\n".join(lines) + "\n"


def _kept(before: str, run: AuditRun, others: Collection[str]) -> Iterator[tuple[str, str, str]]:
    """Take what is still true out of the file before: name, labels and value as they stand."""
    aside = {label_value(clean(site)) for site in others}
    unjudged = {label_value(clean(one.site)) for one in run.sites if one.record is None}
    for line in before.split("\n"):
        match = _OF_A_SITE.fullmatch(line)
        if match is None or match[1] not in _HELP or match[1] == _LAG or not _is_number(match[4]):
            continue
        is_of_findings = match[1].startswith("findings_")
        if match[3] in aside or (is_of_findings and match[3] in unjudged):
            yield match[1], match[2], match[4]


def _still(
    run: AuditRun, broken: Collection[str], left_open: Mapping[str, int]
) -> Iterator[_Sample]:
    """Say what is as before of sites that were left alone."""
    for site in run.sites:
        name = (("site", clean(site.site)),)
        if site.status is SiteStatus.NOT_DUE and site.site in broken:
            yield _Sample("could_not_audit", name, 1)
        if site.record is None and site.site in left_open:
            yield _Sample("findings_open", name, left_open[site.site])


def label_value(text: str) -> str:
    """Escape the value of a label."""
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _samples(
    run: AuditRun,
    lags: Mapping[str, float | None],
    successes: Mapping[str, float],
    others: Collection[str],
) -> Iterator[_Sample]:
    yield _Sample("info", (("version", clean(run.tool)),), 1)
    if (began := _seconds(run.at)) is not None:
        yield _Sample("last_attempt_timestamp_seconds", (), began)
    yield _Sample("messages_undelivered", (), len(run.undelivered))
    for site in run.sites:
        name = (("site", clean(site.site)),)
        success = successes.get(site.site)
        if site.status is SiteStatus.AUDITED:
            success = _seconds(site.record.at if site.record else run.at)
        if success is not None:
            yield _Sample("last_success_timestamp_seconds", name, success)
        for status in SiteStatus:
            labels = (*name, ("status", status.value))
            yield _Sample("site_status", labels, status is site.status)
        yield _Sample("could_not_audit", name, not site.could_audit)
        yield from _findings(site, name)
        if (lag := lags.get(site.site)) is not None:
            yield _Sample(_LAG, name, lag)
        yield _Sample("duration_seconds", name, site.seconds)
    for other in others:
        name = (("site", clean(other)),)
        if (success := successes.get(other)) is not None:
            yield _Sample("last_success_timestamp_seconds", name, success)
        if (lag := lags.get(other)) is not None:
            yield _Sample(_LAG, name, lag)


def _findings(site: SiteAudit, name: tuple[tuple[str, str], ...]) -> Iterator[_Sample]:
    if site.record is None:
        return
    counts = count_record(site.record)
    for level in LEVELS:
        yield _Sample("findings_new", (*name, ("level", level.value)), counts.of(level))
    yield _Sample("findings_open", name, counts.open)
    yield _Sample("findings_resolved", name, counts.resolved)
    yield _Sample("findings_reminded", name, counts.reminded)
    yield _Sample("findings_suppressed", name, counts.suppressed)


def _labels(labels: tuple[tuple[str, str], ...]) -> str:
    inside = ",".join(f'{name}="{label_value(value)}"' for name, value in labels)
    return f"{{{inside}}}" if inside else ""


def _seconds(text: str) -> float | None:
    moment = utc_or_none(text)
    return moment.timestamp() if moment is not None else None


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(float(value))
