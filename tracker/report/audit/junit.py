"""An audit as JUnit XML: Jenkins, GitLab and others show the findings as tests that failed.

There is no standard; this keeps to what they agree on, and to the schema of Jenkins
(https://llg.cubic.org/docs/junit/, https://docs.gitlab.com/ci/testing/unit_test_reports/,
https://github.com/jenkinsci/xunit-plugin).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as Xml

from tracker.findings import AuditRecord, AuditRun, Finding, Level, SiteAudit, SiteStatus
from tracker.report.audit.plain import detail_lines, headline, still_open
from tracker.report.audit.words import about, clean, trouble

_KINDS = ("failure", "error", "skipped")


def run_junit(run: AuditRun) -> str:
    """Write a run as JUnit XML: a suite for each site, a case for each finding.

    Findings of level error and warning fail; info passes, with words on standard output; what was
    resolved passes; what is suppressed is skipped; a site that could not be audited is an error.
    """
    suites = [_suite(one, run.at) for one in run.sites]
    if run.undelivered:
        suites.append(_messages(run))
    root = Xml.Element("testsuites", {"name": f"tracker audit {clean(run.run)}"})
    root.extend(suites)
    for name in ("tests", "failures", "errors"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in suites)))
    root.set("time", f"{sum(one.seconds for one in run.sites):.3f}")
    Xml.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{Xml.tostring(root, encoding="unicode")}\n'


def _suite(site: SiteAudit, at: str) -> Xml.Element:
    cases = [_site_case(site)]
    if site.record is not None:
        cases += _cases(clean(site.site), site.record)
    return _numbered(clean(site.site), cases, at, site.seconds)


def _messages(run: AuditRun) -> Xml.Element:
    cases = []
    for channel, reason in sorted(run.undelivered.items()):
        case = _case("notifications", "delivery", clean(channel))
        _say(case, "error", [clean(reason)], message="not delivered", type="notification")
        cases.append(case)
    return _numbered("notifications", cases, run.at, 0.0)


def _numbered(name: str, cases: list[Xml.Element], at: str, seconds: float) -> Xml.Element:
    counts = {kind: sum(case.find(kind) is not None for case in cases) for kind in _KINDS}
    suite = Xml.Element("testsuite", {"name": name, "tests": str(len(cases))})
    suite.set("failures", str(counts["failure"]))
    suite.set("errors", str(counts["error"]))
    suite.set("skipped", str(counts["skipped"]))
    suite.set("timestamp", clean(at).removesuffix("Z"))
    suite.set("time", f"{seconds:.3f}")
    suite.extend(cases)
    return suite


def _site_case(site: SiteAudit) -> Xml.Element:
    case = _case(clean(site.site), "audit", "the site was audited", site.seconds)
    if site.status is SiteStatus.NOT_DUE:
        _say(case, "skipped", [], message="not due")
    elif not site.could_audit:
        reason = trouble(site)
        _say(case, "error", [reason], message=reason, type=site.status.value)
    return case


def _cases(site: str, record: AuditRecord) -> Iterator[Xml.Element]:
    for finding in record.new:
        yield _finding_case(site, finding, [headline(finding, site)])
    for finding in record.reminded:
        yield _finding_case(site, finding, [headline(finding, site), still_open(finding)])
    for resolved in record.resolved:
        case = _named(site, resolved.finding)
        lines = [f"resolved: {clean(resolved.reason)}", headline(resolved.finding, site)]
        _say(case, "system-out", lines)
        yield case
    for each in record.suppressed:
        case = _named(site, each.finding)
        message = f"suppressed until {clean(each.until)}: {clean(each.reason)}"
        _say(case, "skipped", [], message=message)
        yield case


def _finding_case(site: str, finding: Finding, lines: list[str]) -> Xml.Element:
    case = _named(site, finding)
    words = [*lines, *detail_lines(finding)]
    if finding.level is Level.INFO:
        _say(case, "system-out", words)
    else:
        _say(case, "failure", words, message=headline(finding, site), type=finding.level.value)
    return case


def _named(site: str, finding: Finding) -> Xml.Element:
    named = ", ".join(part for part in (about(finding), clean(finding.post)) if part)
    return _case(site, clean(finding.rule), f"{named} [{clean(finding.id)}]")


def _case(site: str, group: str, name: str, seconds: float = 0.0) -> Xml.Element:
    # Jenkins takes what stands before the last point for a package: here, the site.
    attributes = {"classname": f"{site}.{group}", "name": name, "time": f"{seconds:.3f}"}
    return Xml.Element("testcase", attributes)


def _say(case: Xml.Element, kind: str, lines: Iterable[str], **attributes: str) -> None:
    element = Xml.SubElement(case, kind, attributes)
    element.text = "\n".join(lines) or None
