"""One message about an audit, for every way of telling people."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.findings import FORMAT, Finding, Level, Resolved, SiteAudit, gravest_first
from tracker.report.audit.calming import calm
from tracker.report.audit.mail import mail_html, mail_text
from tracker.report.audit.plain import headline
from tracker.report.audit.rest import rules_text
from tracker.report.audit.selection import Part, lost_sites, select
from tracker.report.audit.structured import plain_data
from tracker.report.audit.words import (
    LEVELS,
    Counts,
    about,
    clean,
    count_sites,
    cut,
    gravest_sites,
    levels_text,
    names_text,
    trouble,
)
from tracker.report.outcomes import count_text

_SUBJECT, _TITLE, _CHAT_LINE, _IN_PAYLOAD = 150, 70, 300, 200
_IN_CHAT = 10
"""New findings in a chat, where there are too many for all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What people are told of one audit.

    Args:
        key: of the run and the sites in it: a message that is sent again has it again, and one
            that tells only of a part of them, since the rest is noted as told, has another.
        run: id of the run.
        subject: one line.
        text: plain, lines of at most 76 columns but for addresses and commands.
        html: the same for mail clients: a whole document, nothing loaded.
        payload: the same as plain data for JSON; `text` is one for chats.
        level: the gravest of what it tells: new, still open, or resolved. Who was told that
            something is wrong is told that it is over, whatever `at_least` the channel has.
    """

    key: str
    run: str
    subject: str
    text: str
    html: str
    payload: dict[str, object]
    level: Level


def message_of(run_id: str, sites: Sequence[SiteAudit]) -> Message:
    """Make the message about an audit: always the same of the same values.

    Args:
        run_id: the run.
        sites: of which there may be something to tell; the others are left out. One that could
            not be audited and has no record is told with its reason.
    """
    parts, lost = select(sites), lost_sites(sites)
    subject = _subject([part.site for part in parts], lost)
    whole = "\n".join((run_id, *sorted(part.site.site for part in parts)))
    key = hashlib.sha256(f"tracker audit {whole}".encode(errors="replace")).hexdigest()[:32]
    level = Level.ERROR if lost else _level(parts)
    payload: dict[str, object] = {
        "format": FORMAT,
        "key": key,
        "run": clean(run_id),
        "level": level.value,
        "subject": subject,
        "text": _chat(subject, select(sites, full=_IN_CHAT) if _is_long(parts) else parts, lost),
        "counts": _counts(count_sites(part.site for part in parts)),
        "sites": [
            *(_site(part) for part in select(sites, full=_IN_PAYLOAD)),
            *map(_lost, lost),
        ],
    }
    return Message(
        key=key,
        run=run_id,
        subject=subject,
        text=mail_text(run_id, subject, parts, lost),
        html=mail_html(run_id, subject, parts, lost),
        payload=payload,
        level=level,
    )


def _is_long(parts: Sequence[Part]) -> bool:
    return any(part.rest for part in parts)


def _level(parts: Sequence[Part]) -> Level:
    told = [each for part in parts for each in (*part.record.new, *part.record.reminded)]
    told += [each.finding for part in parts for each in part.record.resolved]
    return max((each.level for each in told), key=lambda level: level.weight, default=Level.INFO)


def _subject(sites: Sequence[SiteAudit], lost: Sequence[SiteAudit]) -> str:
    counts = count_sites(sites)
    what = [levels_text(counts)]
    if counts.reminded:
        what.append(f"{counts.reminded} still open")
    if counts.resolved:
        what.append(f"{counts.resolved} resolved")
    if lost:
        what.append(f"{count_text(len(lost), 'site')} could not be audited")
    words = ", ".join(part for part in what if part) or "nothing new"
    names = [clean(site.site) for site, _ in gravest_sites(sites)]
    names += [clean(site.site) for site in lost]
    where = f" in {len(names)} sites: " if len(names) > 1 else ": " if lost else " on "
    which = _which(sites) if len(names) == 1 else ""
    return cut(f"tracker: {words}{where if names else ''}{names_text(names)}{which}", _SUBJECT)


def _which(sites: Sequence[SiteAudit]) -> str:
    """Name the post of the gravest new finding: for many, the subject is all that they read."""
    new = [each for _, record in gravest_sites(sites) for each in gravest_first(list(record.new))]
    if not new or not clean(new[0].title):
        return ""
    posts = {each.post for each in new}
    more = f" and {len(posts) - 1} more" if len(posts) > 1 else ""
    return f": {cut(new[0].title, _TITLE)}{more}"


def _counts(counts: Counts) -> dict[str, int]:
    return {**counts._asdict()}


def _site(part: Part) -> dict[str, object]:
    record = part.record
    return {
        "site": clean(part.site.site),
        "url": plain_data(part.site.url),
        "status": part.site.status.value,
        "error": clean(part.site.error),
        "at": clean(record.at),
        "commit": clean(part.site.commit),
        "policy": clean(record.policy_name),
        "counts": _counts(part.counts),
        "left_out": _counts(part.left_out),
        "rules": {**Counter(clean(finding.rule) for finding in record.new)},
        "new": plain_data(part.full),
        "reminded": plain_data(part.reminded),
        "resolved": plain_data(part.resolved),
    }


def _lost(site: SiteAudit) -> dict[str, object]:
    return {
        "site": clean(site.site),
        "url": plain_data(site.url),
        "status": site.status.value,
        "error": trouble(site),
        "counts": _counts(Counts()),
        "left_out": _counts(Counts()),
        "rules": {},
        "new": [],
        "reminded": [],
        "resolved": [],
    }


def _chat(subject: str, parts: Sequence[Part], lost: Sequence[SiteAudit]) -> str:
    """Write a line a finding, in which nothing calls people or becomes a link of its own."""
    lines = [subject, *(f"{one.status.value}: {one.site}: {trouble(one)}" for one in lost)]
    for level in LEVELS:
        for part in parts:
            for finding in (each for each in part.full if each.level is level):
                lines.append(f"{level.value}: {_named(finding, part.site)}")
    for part in parts:
        lines += [
            f"{one.level.value}, still open: {_named(one, part.site)}" for one in part.reminded
        ]
        lines += [f"resolved: {_resolved(one, part.site)}" for one in part.resolved]
    lines += _rest(parts)
    return "\n".join(calm(cut(line, _CHAT_LINE)) for line in lines)


def _rest(parts: Sequence[Part]) -> Iterator[str]:
    """Say how many more there are, of which rules, and where."""
    rest = [finding for part in parts for finding in part.rest]
    left = [part.left_out for part in parts]
    also = ((sum(one.reminded for one in left), "still open"),
            (sum(one.resolved for one in left), "resolved"))  # fmt: skip
    counted = [f"{len(rest)} more ({rules_text(rest)})"] if rest else []
    counted += [f"{count} more {name}" for count, name in also if count]
    if counted:
        yield f"and {', '.join(counted)}; in the archive, git show audits:report.md has all"


def _resolved(one: Resolved, site: SiteAudit) -> str:
    """Say first why it is over: the words are of what was, and the line can be cut."""
    if not one.reason:
        return _named(one.finding, site)
    about_it = about(one.finding) if one.finding.post else clean(site.site)
    where = f" ({site.site})" if one.finding.post else ""
    return f"{about_it}: {clean(one.reason)}; was: {clean(one.finding.words)}{where}"


def _named(finding: Finding, site: SiteAudit) -> str:
    where = f" ({site.site})" if finding.post else ""
    return f"{headline(finding, site.site)}{where}"
