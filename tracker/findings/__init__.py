"""What an audit says, as values: findings, records of audits, and runs over many sites."""

from tracker.findings.finding import Finding, Level, Resolved, Suppressed, gravest_first
from tracker.findings.record import FORMAT, AuditRecord, Base, Inputs
from tracker.findings.run import AuditRun, SiteAudit, SiteStatus

__all__ = [
    "FORMAT",
    "AuditRecord",
    "AuditRun",
    "Base",
    "Finding",
    "Inputs",
    "Level",
    "Resolved",
    "SiteAudit",
    "SiteStatus",
    "Suppressed",
    "gravest_first",
]
