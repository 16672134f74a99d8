"""Audits as strings, in the forms that people and other programs read."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.findings import AuditRun
from tracker.report.audit.github import run_github
from tracker.report.audit.junit import run_junit
from tracker.report.audit.markdown import run_markdown
from tracker.report.audit.record import render_record
from tracker.report.audit.sarif import run_sarif
from tracker.report.audit.structured import run_json
from tracker.report.audit.table import run_table

__all__ = ["FORMATS", "render_record", "render_run"]

FORMATS = ("table", "markdown", "html", "json", "junit", "sarif", "github")
"""What `tracker audit --format` takes."""


def render_run(
    run: AuditRun,
    format: str,
    *,
    width: int = 100,
    color: bool = False,
    summaries: Mapping[str, str] | None = None,
) -> str:
    """Write a run in one of `FORMATS`; the result ends with a line feed.

    Args:
        run: what is written.
        format: its name.
        width: columns of the terminal; only a table is fitted to it.
        color: with ANSI colours, in a table.
        summaries: rule -> what it finds, for SARIF.

    Raises:
        ValueError: for a format that there is not.
    """
    match format:
        case "table":
            return run_table(run, width=width, color=color)
        case "markdown":
            return run_markdown(run)
        case "html":
            from tracker.report.audit.page import run_html  # jinja2 is slow to start

            return run_html(run)
        case "json":
            return run_json(run)
        case "junit":
            return run_junit(run)
        case "sarif":
            return run_sarif(run, summaries or {})
        case "github":
            return run_github(run)
    raise ValueError(f"There is no format {format!r}; there are: {', '.join(FORMATS)}.")
