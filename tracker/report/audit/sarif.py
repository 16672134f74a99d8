"""An audit as SARIF 2.1.0, as GitHub's code scanning takes it.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html and
https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from tracker.findings import AuditRecord, AuditRun, Finding, Level, SiteAudit, gravest_first
from tracker.model import PostKey, stamp, utc_or_none
from tracker.report.audit.plain import detail_lines, headline
from tracker.report.audit.words import about, clean, count_record, trouble, verdict, web_address

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "note"}
_POST = re.compile(r"((?:type\.)?[a-z0-9_-]{1,20})/([0-9]{1,18})\Z")


def run_sarif(run: AuditRun, summaries: Mapping[str, str]) -> str:
    """Write a run as SARIF: one run a site, each a category of its own for code scanning.

    New findings and those told again are results. Resolved and suppressed ones are not, since
    code scanning would show them as open; `properties` counts them. A site of which nothing could
    be judged has no run: one without results would close all its alerts.

    Args:
        run: what is written.
        summaries: rule -> what it finds, one sentence.
    """
    judged = [one for one in run.sites if _is_judged(one)]
    document = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [_run(one, run, summaries) for one in judged],
        "properties": {
            "run": clean(run.run),
            "summary": clean(verdict(run)),
            "leftOut": [_left_out(one) for one in run.sites if not _is_judged(one)],
        },
    }
    encoded = msgspec.json.encode(document, order="sorted")
    return msgspec.json.format(encoded, indent=2).decode() + "\n"


def post_path(post: str) -> str:
    """Give the file of a post in its archive, `posts/00/12/1286/text.md`, as archives lay it out.

    What is no post of an archive, such as the site as a whole, is `site.json`.
    """
    match = _POST.match(post)
    if match is None:
        return "site.json"
    key = PostKey(folder=match[1], id=int(match[2]))
    folder = f"{key.folder}/{key.id // 10000:02d}/{key.id // 100 % 100:02d}/{key.id:02d}"
    return f"{folder}/text.md"


def message_text(words: str) -> str:
    """Escape words for a message: brackets would be links, braces would be placeholders."""
    escaped = re.sub(r"([\\\[\]])", r"\\\1", words)
    return escaped.replace("{", "{{").replace("}", "}}")


def _is_judged(site: SiteAudit) -> bool:
    record = site.record
    return record is not None and (site.could_audit or bool(record.new or record.reminded))


def _left_out(site: SiteAudit) -> dict[str, str]:
    return {"site": clean(site.site), "status": site.status.value, "reason": trouble(site)}


def _run(site: SiteAudit, run: AuditRun, summaries: Mapping[str, str]) -> dict[str, Any]:
    record = site.record
    told = [*record.new, *record.reminded] if record else []
    findings = gravest_first(told)
    rules = sorted({clean(finding.rule) for finding in findings})
    counts = count_record(record)
    properties: dict[str, Any] = {
        "site": clean(site.site),
        "status": site.status.value,
        "resolved": counts.resolved,
        "suppressed": counts.suppressed,
        "open": counts.open,
    }
    if record is not None:
        properties |= {"policy": clean(record.policy_name), "audited": clean(record.audited.main)}
    return {
        "tool": {
            "driver": {
                "name": "tracker",
                "version": clean(run.tool),
                "rules": [_rule(name, record, findings, summaries) for name in rules],
            }
        },
        "automationDetails": {"id": f"tracker/{clean(site.site)}/{clean(run.run)}"},
        "invocations": [_invocation(site, run)],
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, rules, site.site) for finding in findings],
        "properties": properties,
    }


def _rule(
    name: str,
    record: AuditRecord | None,
    findings: tuple[Finding, ...],
    summaries: Mapping[str, str],
) -> dict[str, Any]:
    policy = clean(record.policy_name) if record else ""
    level = next(one.level for one in findings if clean(one.rule) == name)
    summary = clean(summaries.get(_rule_behind(name, record), "")) or name.replace("-", " ")
    found_by = f"Found by the rule {name} of the audit policy {policy}."
    return {
        "id": name,
        "shortDescription": {"text": message_text(summary)},
        "fullDescription": {"text": message_text(f"{summary.rstrip('.')}. {found_by}")},
        "help": {
            "text": "Run the git command of the result in the archive; "
            "`tracker audit verify` computes the whole audit again."
        },
        "defaultConfiguration": {"level": _LEVELS[level]},
        "properties": {"tags": ["audit"]},
    }


def _rule_behind(name: str, record: AuditRecord | None) -> str:
    """Tell the rule that a policy has under a name of its own, such as `[rules.no-tips]`."""
    written = record.policy.get("rules", {}).get(name, {}) if record else {}
    return str(written.get("rule") or name)


def _result(finding: Finding, rules: list[str], site: str) -> dict[str, Any]:
    rule = clean(finding.rule)
    words = "\n".join((headline(finding, site), *detail_lines(finding, marked=False)))
    return {
        "ruleId": rule,
        "ruleIndex": rules.index(rule),
        "level": _LEVELS[finding.level],
        "message": {"text": message_text(words)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": post_path(finding.post)},
                    "region": {"startLine": 1},
                },
                "message": {"text": message_text(about(finding))},
            }
        ],
        # GitHub knows a result again by the first; any other reader can by the second.
        "partialFingerprints": {
            "primaryLocationLineHash": f"{clean(finding.id)}:1",
            "trackerFinding/v1": clean(finding.id),
        },
        "properties": {
            "commit": clean(finding.commit),
            "moment": clean(finding.moment),
            "post": clean(finding.post),
            "url": web_address(finding.url),
            "check": clean(finding.check),
        },
    }


def _invocation(site: SiteAudit, run: AuditRun) -> dict[str, Any]:
    invocation: dict[str, Any] = {"executionSuccessful": site.could_audit}
    began = utc_or_none(run.at)
    if began is not None:
        invocation["startTimeUtc"] = stamp(began)
    if reason := trouble(site):
        note = {"level": "error", "message": {"text": message_text(reason)}}
        invocation["toolExecutionNotifications"] = [note]
    return invocation
