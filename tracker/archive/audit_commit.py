"""What a commit of the branch `audits` says of its record: message and report."""

from __future__ import annotations

import msgspec

from tracker.archive.audits import RECORD, REPORT
from tracker.archive.layout import canonical_json
from tracker.findings import AuditRecord
from tracker.report.audit.record import render_record
from tracker.report.audit.words import count_record, counts_text
from tracker.text import one_line

DELIVERY = "Deliver "
"""How the message of a commit begins that notes who was told."""

PUSH_FAILED, PUSH_WORKS = "Push: it failed\n", "Push: it works again\n"
"""The messages of the commits that note what became of a push."""


def audit_message(record: AuditRecord) -> str:
    """Write the message: what was found, and trailers; no word of a site or policy forges one."""
    lines = [f"Audit: {counts_text(count_record(record))}", ""]
    if record.forgotten:
        lines += [
            f"  Written anew without {', '.join(map(one_line, record.forgotten))}, which was",
            "  forgotten later; any signature went with it.",
            "",
        ]
    trailers = audit_trailers(record)
    text = "\n".join((*lines, *(f"{name}: {value}" for name, value in trailers.items())))
    return f"{text}\n"


def is_of_outbox(message: str) -> bool:
    """Tell whether a message notes what was delivered or pushed; it holds no word of a site."""
    return message.startswith(DELIVERY) or message in (PUSH_FAILED, PUSH_WORKS)


def audit_trailers(record: AuditRecord) -> dict[str, str]:
    """Give the trailers of the message, each on one line."""
    trailers = {
        "Run": record.run,
        "Policy": record.policy_name,
        "Audited": record.audited.main or "nothing yet",
        "Rules": str(record.rules),
        "Tool": f"tracker {record.tool}",
    }
    return {name: one_line(value) for name, value in trailers.items()}


def read_trailers(message: str) -> dict[str, str]:
    """Read the trailers of the message of an audit, of whatever version: the last paragraph."""
    last = message.rstrip("\n").rpartition("\n\n")[2]
    pairs = (line.partition(": ") for line in last.split("\n"))
    return {name: value for name, colon, value in pairs if colon}


def record_files(record: AuditRecord) -> dict[str, bytes]:
    """Write the record as it is kept: name of the file -> contents."""
    return {
        RECORD: canonical_json(msgspec.to_builtins(record)),
        REPORT: render_record(record).encode("utf-8", "replace"),
    }
