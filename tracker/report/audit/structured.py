"""An audit as JSON, for other programs; the form is described in docs/audit-formats.md."""

from __future__ import annotations

from typing import Any

import msgspec

from tracker.findings import AuditRun, SiteStatus
from tracker.report.audit.words import count_sites, verdict
from tracker.text.clean import join_surrogates


def run_json(run: AuditRun) -> str:
    """Write a run as one JSON object, with all keys; `AuditRun` can be decoded from it."""
    document = {**plain_data(run), "summary": summary_data(run)}
    encoded = msgspec.json.encode(document, order="sorted")
    return msgspec.json.format(encoded, indent=2).decode() + "\n"


def summary_data(run: AuditRun) -> dict[str, Any]:
    """Give the counts of a run."""
    worst = run.worst()
    return {
        "text": join_surrogates(verdict(run)),
        "worst": worst.value if worst else None,
        **count_sites(run.sites)._asdict(),
        "sites": len(run.sites),
        "not_due": [
            join_surrogates(one.site) for one in run.sites if one.status is SiteStatus.NOT_DUE
        ],
        "not_audited": [join_surrogates(one.site) for one in run.sites if not one.could_audit],
    }


def plain_data(value: Any) -> Any:
    """Turn a value into plain data: nothing is left out because it is a default.

    Lone surrogates, which JSON in UTF-8 cannot hold, become U+FFFD.
    """
    if isinstance(value, msgspec.Struct):
        return {name: plain_data(getattr(value, name)) for name in value.__struct_fields__}
    if isinstance(value, dict):
        return {join_surrogates(str(key)): plain_data(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [plain_data(each) for each in value]
    return join_surrogates(str(value)) if isinstance(value, str) else value
