"""An audit as workflow commands of GitHub Actions: findings become annotations.

https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions; the escapes are
those of https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts.
"""

from __future__ import annotations

from collections.abc import Iterator

from tracker.findings import AuditRun, Finding, Level, SiteAudit, SiteStatus
from tracker.report.audit.once import untold_trouble
from tracker.report.audit.plain import detail_lines, headline, still_open
from tracker.report.audit.words import (
    clean,
    count_record,
    counts_text,
    cut,
    gravest_sites,
    trouble,
    verdict,
)

_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "notice"}
_TITLE = 120


def run_github(run: AuditRun) -> str:
    """Write a run as workflow commands: a group with a line a site, then an annotation a finding.

    GitHub shows ten annotations of a level in a step: the gravest come first, over all sites.
    """
    lines = [f"::group::{_data(verdict(run))}", *map(_site_line, run.sites)]
    lines += [
        _line(f"not delivered: {clean(channel)}: {clean(reason)}")
        for channel, reason in sorted(run.undelivered.items())
    ]
    lines.append("::endgroup::")
    for site in run.sites:
        if reason := untold_trouble(site):
            level = "warning" if site.status is SiteStatus.BUSY else "error"
            lines.append(_command(level, f"{site.site}: {site.status.value}", reason))
    lines += _annotations(run)
    return "\n".join(lines) + "\n"


def _annotations(run: AuditRun) -> Iterator[str]:
    told = gravest_sites(run.sites)
    for level in reversed(Level):
        for site, record in told:
            for finding in record.new:
                if finding.level is level:
                    yield _annotation(site, finding, [headline(finding, site.site)])
            for finding in record.reminded:
                if finding.level is level:
                    lines = [headline(finding, site.site), still_open(finding)]
                    yield _annotation(site, finding, lines)
    for site, record in told:
        for one in record.resolved:
            words = f"{headline(one.finding, site.site)}\nnow: {clean(one.reason)}"
            yield _command("notice", f"{site.site}: resolved: {one.finding.rule}", words)


def _annotation(site: SiteAudit, finding: Finding, lines: list[str]) -> str:
    words = "\n".join([*lines, *detail_lines(finding)])
    return _command(_COMMANDS[finding.level], f"{site.site}: {finding.rule}", words)


def _site_line(site: SiteAudit) -> str:
    counts = counts_text(count_record(site.record)) if site.record else ""
    parts = (clean(site.site), site.status.value, counts, trouble(site))
    return _line(", ".join(part for part in parts if part))


def _command(name: str, title: str, words: str) -> str:
    return f"::{name} title={_property(cut(title, _TITLE))}::{_data(words)}"


def _line(words: str) -> str:
    """Write a line that is no command: those begin with `::`, older ones hold `##[`."""
    return f"- {words.replace('##[', '# #[')}"


def _data(words: str) -> str:
    safe = words.replace("##[", "# #[")
    return safe.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _data(words).replace(":", "%3A").replace(",", "%2C")
