"""The report of one audit of one site, as it is kept beside `audit.json`."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.findings import AuditRecord, Base, Inputs, gravest_first
from tracker.report.audit.escaping import block, code, host, link, text
from tracker.report.audit.markdown import (
    finding_lines,
    reasons,
    reminded_line,
    resolved_line,
    suppressed_line,
)
from tracker.report.audit.once import tell_once
from tracker.report.audit.words import clean, count_record, counts_text, minute
from tracker.report.outcomes import count_text

_ASIDE = ", asked for this time: open findings of rules that it lacks stay as they are"


def render_record(record: AuditRecord) -> str:
    """Write the Markdown report of one audit: always the same for the same record."""
    lines = [f"# Audit of {host(record.site)}, {minute(record.at) or text(record.at)}", ""]
    lines += [f"{counts_text(count_record(record))}.", "", *_facts(record)]
    if record.new:
        lines += ["", "## New"]
        for telling in tell_once(record.new):
            lines += ["", *finding_lines(telling)]
    if record.reminded:
        lines += ["", "## Still open, told again", ""]
        lines += map(reminded_line, gravest_first(list(record.reminded)))
    if record.resolved:
        lines += ["", "## Resolved", "", *map(resolved_line, record.resolved)]
    if record.suppressed:
        lines += ["", "## Suppressed by the policy", ""]
        lines += map(suppressed_line, record.suppressed)
    if record.inputs.undelivered:
        lines += ["", "## Messages that could not be delivered", ""]
        lines += reasons(record.inputs.undelivered.items())
    return "\n".join([*lines, "", *_verification(record)]) + "\n"


def _facts(record: AuditRecord) -> Iterator[str]:
    yield "| | |"
    yield "|---|---|"
    rows = {
        "site": link(host(record.site), record.url),
        "policy": f"{text(record.policy_name)}{_ASIDE if record.aside else ''}",
        "judged": f"{count_text(record.posts, 'post')}, {count_text(record.edits, 'new edit')}",
        "from": _base(record.base),
        "to": _base(record.audited),
        "sync": _sync(record.inputs),
        "run": code(record.run),
        "tracker": f"{text(record.tool)}, rules {record.rules}",
        "forgotten later": ", ".join(map(text, record.forgotten)),
    }
    yield from (f"| {name} | {words} |" for name, words in rows.items() if words)


def _sync(inputs: Inputs) -> str:
    if not inputs.sync:
        return ""
    return (
        f"{'failed' if inputs.tried else 'the newest that was tried failed'}: {text(inputs.sync)}"
    )


def _base(base: Base) -> str:
    if not base.main:
        return "the beginning: no audit before this one"
    syncs = f", syncs {code(base.syncs[:12])}" if base.syncs else ""
    observed = minute(base.observed)
    return f"main {code(base.main[:12])}{syncs}{f', of {observed}' if observed else ''}"


def _verification(record: AuditRecord) -> Iterator[str]:
    yield from ("## How to verify", "")
    yield "What was audited is in git, and so is the policy (`audit.json`, beside this file)."
    yield "This computes the audit again from them, and says whether it still holds:"
    yield ""
    yield from block((f"tracker audit verify {clean(record.site)}",), "sh")
    yield ""
    yield "With git alone, in the archive: the audits, and what this one looked at."
    yield ""
    base, audited = clean(record.base.main[:12]), clean(record.audited.main[:12])
    span = f"{base}..{audited}" if base else audited
    commands = ("git log audits", f"git log --full-history --diff-merges=off -p {span}")
    yield from block(commands if audited else commands[:1], "sh")
