"""What a run of `tracker audit` comes to: its result, its report, its exit code."""

from __future__ import annotations

from pathlib import Path

import click

from tracker import __version__
from tracker.audit.sites import SiteTask
from tracker.cli.help_rules import summaries
from tracker.cli.paging import columns, wants_color
from tracker.findings import AuditRun, Level, SiteAudit, SiteStatus
from tracker.report.audit import render_run
from tracker.report.audit.words import verdict
from tracker.text import terminal_safe

COULD_NOT = 3
FOUND = 1


def is_kept(task: SiteTask, found: SiteAudit) -> bool:
    """Tell whether feeds and numbers are to show an audit: no look back, and no question."""
    return task.audit.own and (task.audit.since is None or bool(found.commit))


def make_run(
    run: str, at: str, results: tuple[SiteAudit, ...], undelivered: dict[str, str]
) -> AuditRun:
    """Put together what a run is."""
    ordered = sorted(results, key=lambda one: one.site)
    return AuditRun(run=run, at=at, tool=__version__, sites=tuple(ordered), undelivered=undelivered)


def exit_code(run: AuditRun, fail_on: Level) -> int:
    """Tell how a run ended: 3 before 1, since what was not judged may be worse."""
    if any(not one.could_audit for one in run.sites):
        return COULD_NOT
    worst = run.worst()
    return FOUND if worst is not None and worst.weight >= fail_on.weight else 0


def print_run(run: AuditRun, form: str, output: Path | None) -> bool:
    """Print the report, or write it; tell whether that worked."""
    to_terminal = output is None and form == "table"
    text = render_run(
        run,
        form,
        width=columns() if to_terminal else 100,
        color=wants_color() if to_terminal else False,
        summaries=summaries(),
    )
    if output is None:
        click.echo(text, nl=False)
        return True
    try:
        output.write_text(text, encoding="utf-8", errors="replace")
    except OSError as error:
        reason = f"{output} cannot be written ({error.strerror}). {verdict(run)}"
        click.echo(f"tracker: {terminal_safe(reason)}", err=True)
        return False
    bad = [one for one in run.sites if one.status is not SiteStatus.AUDITED and one.error]
    for one in bad:
        click.echo(f"{terminal_safe(one.site)}: {terminal_safe(one.error)}", err=True)
    return True
