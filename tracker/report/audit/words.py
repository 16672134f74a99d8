"""What all forms of a report say alike: counts, names and times in words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from tracker.findings import AuditRecord, AuditRun, Finding, Level, SiteAudit, SiteStatus
from tracker.model import utc_or_none
from tracker.report.columns import fit, minute_text
from tracker.report.outcomes import count_text
from tracker.text.clean import one_line

LEVELS = tuple(reversed(Level))
"""The gravest first."""

_NAMED = 10
_WITHOUT_REASON = {
    SiteStatus.BUSY: "Another tracker was writing; the next run audits it.",
    SiteStatus.UNREACHABLE: "The site could not be reached.",
}
_NONCHARACTERS = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")
_UNSPOKEN = re.compile(r"[\s\x00-\x20\x7f<>\"\\^`{|}]")


class Counts(NamedTuple):
    """The new findings of a site or run by level, and what else there is to count."""

    error: int = 0
    warning: int = 0
    info: int = 0
    resolved: int = 0
    reminded: int = 0
    suppressed: int = 0
    open: int = 0

    def of(self, level: Level) -> int:
        """How many new findings have a level."""
        return {Level.ERROR: self.error, Level.WARNING: self.warning}.get(level, self.info)


def clean(text: str) -> str:
    """Make one line that is allowed in terminals, XML 1.0 and HTML: nothing unseen is left."""
    return _NONCHARACTERS.sub("\ufffd", one_line(text))


def cut(text: str, length: int) -> str:
    """Make such a line of at most so many columns."""
    return fit(clean(text), length)


def count_record(record: AuditRecord | None) -> Counts:
    """Count what an audit of one site has to tell."""
    if record is None:
        return Counts()
    return count_findings(record.new)._replace(
        resolved=len(record.resolved),
        reminded=len(record.reminded),
        suppressed=len(record.suppressed),
        open=record.open,
    )


def count_findings(findings: Iterable[Finding]) -> Counts:
    """Count findings by level."""
    levels = Counter(finding.level for finding in findings)
    return Counts(error=levels[Level.ERROR], warning=levels[Level.WARNING], info=levels[Level.INFO])


def count_sites(sites: Iterable[SiteAudit]) -> Counts:
    """Count what the audits of several sites have to tell."""
    every = [count_record(one.record) for one in sites]
    return Counts(*(sum(column) for column in zip(Counts(), *every, strict=True)))


def levels_text(counts: Counts) -> str:
    """Write new findings by level: `2 errors, 1 warning, 3 info`; empty for none."""
    parts = []
    for level in LEVELS:
        if count := counts.of(level):
            parts.append(f"{count} info" if level is Level.INFO else count_text(count, level.value))
    return ", ".join(parts)


def counts_text(counts: Counts) -> str:
    """Write all counts of one site: `1 error; 1 resolved; 5 open`."""
    return "; ".join([levels_text(counts) or "nothing new", *_others(counts)])


def verdict(run: AuditRun, name: Callable[[str], str] = clean) -> str:
    """Say it all in one line, with a full stop.

    Args:
        run: what is said.
        name: writes the name of a site or channel.
    """
    tried = [one for one in run.sites if one.status is not SiteStatus.NOT_DUE]
    parts = [verdict_of(tried, name), *_others(count_sites(run.sites))]
    if waiting := len(run.sites) - len(tried):
        parts.append(f"{count_text(waiting, 'site')} not due")
    parts += _troubles(tried, name)
    if run.undelivered:
        number = count_text(len(run.undelivered), "message")
        parts.append(
            f"{number} could not be delivered: {names_text([*map(name, sorted(run.undelivered))])}"
        )
    words = "; ".join(part for part in parts if part)
    return f"{words[:1].upper()}{words[1:]}." if words else "No site to audit."


def _troubles(tried: Iterable[SiteAudit], name: Callable[[str], str]) -> list[str]:
    """Name the sites with which something went wrong, by what it was."""
    bad = [one for one in tried if not one.could_audit]
    unsynced = [name(one.site) for one in bad if one.record is not None]
    lost = [f"{name(one.site)} ({one.status.value})" for one in bad if one.record is None]
    parts = []
    if unsynced:
        number = count_text(len(unsynced), "site")
        parts.append(f"{number} could not be synced: {names_text(unsynced)}")
    if lost:
        number = count_text(len(lost), "site")
        parts.append(f"{number} could not be audited: {names_text(lost)}")
    return parts


def verdict_of(sites: Sequence[SiteAudit], name: Callable[[str], str] = clean) -> str:
    """Write the new findings and where they are: `2 errors, 1 warning in 2 of 5 sites`.

    Sites of which nothing was judged do not count: nothing is known of them.
    """
    judged = [one for one in sites if one.record is not None]
    if not judged:
        return ""
    levels = levels_text(count_sites(judged)) or "nothing new"
    if len(sites) == 1:
        return f"{levels} on {name(judged[0].site)}"
    concerned = sum(bool(one.record and one.record.new) for one in judged)
    where = f"{concerned} of {len(judged)}" if concerned else f"{len(judged)}"
    return f"{levels} in {where} {'site' if where == '1' else 'sites'}"


def _others(counts: Counts) -> list[str]:
    parts = []
    if counts.resolved:
        parts.append(f"{counts.resolved} resolved")
    if counts.reminded:
        parts.append(f"{counts.reminded} told again")
    if counts.suppressed:
        parts.append(f"{counts.suppressed} suppressed")
    if counts.open:
        parts.append(f"{counts.open} open")
    return parts


def names_text(names: Sequence[str]) -> str:
    """List names as they are written, a long list cut: `a, b and 3 more`."""
    shown = ", ".join(names[:_NAMED])
    more = len(names) - _NAMED
    return f"{shown} and {more} more" if more > 0 else shown


def about(finding: Finding) -> str:
    """Name what a finding is about: the headline, else the post, else the site."""
    return clean(finding.title) or clean(finding.post) or "the site"


def minute(text: str) -> str:
    """Write a stamp to the minute: `2026-03-01 11:20 UTC`; empty for what is no time."""
    moment = utc_or_none(text)
    return f"{minute_text(moment)} UTC" if moment is not None else ""


def place(finding: Finding, *, title_shown: bool = True) -> tuple[str, ...]:
    """Tell post, time, and by which rule it was found, with the id that suppressions name.

    Such as `posts/1286`, `2026-03-01 11:20 UTC`, `rule backdated, finding 69cb6ba868ae`.
    """
    post = clean(finding.post) if title_shown else ""
    moment = minute(finding.moment)
    rule = f"rule {clean(finding.rule)}, finding {clean(finding.id)}"
    return tuple(part for part in (post, moment, rule) if part)


def trouble(site: SiteAudit) -> str:
    """Tell why a site could not be synced or audited; empty where it could."""
    if site.could_audit:
        return clean(site.error)
    sync = site.record.inputs.sync if site.record else ""
    return clean(site.error or sync) or _WITHOUT_REASON.get(site.status, "It could not be audited.")


def web_address(url: str) -> str:
    """Let only addresses of the web be followed; empty for all else."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    is_web = parts.scheme in ("http", "https") and bool(parts.hostname)
    return url if is_web and url.isprintable() and not _UNSPOKEN.search(url) else ""


def gravest_sites(sites: Iterable[SiteAudit]) -> tuple[tuple[SiteAudit, AuditRecord], ...]:
    """Give the sites of which there is something to tell, the one with the gravest first."""
    told = [(one, one.record) for one in sites if one.record is not None and one.record.has_news]
    return tuple(sorted(told, key=lambda pair: (_gravity(pair[1]), pair[0].site)))


def _gravity(record: AuditRecord) -> tuple[int, ...]:
    counts = count_record(record)
    still = max((finding.level.weight for finding in record.reminded), default=-1)
    return (-counts.error, -counts.warning, -counts.info, -still)
