"""After an audit: write the feeds and the numbers that the configuration asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from urllib.parse import quote

import click

from tracker.audit.files import write_whole
from tracker.audit.publishing import Published, Wish, read_published
from tracker.cli.options import utc_now
from tracker.config import Config
from tracker.errors import TrackerError
from tracker.findings import AuditRun, SiteStatus
from tracker.text import terminal_safe

_ENTRIES = 60


def publish(config: Config, run: AuditRun, paths: Sequence[Path]) -> None:
    """Write the feeds and the numbers that the configuration asks for; complain, and go on.

    Args:
        config: says where.
        run: without what keeps nothing: it is not what the site's audits have come to.
        paths: all archives, also those of sites that this run did not look at.
    """
    audit = config.audit
    wanted: tuple[tuple[Path | None, Callable[[Mapping[str, Published]], str]], ...] = (
        (audit.findings_feed, partial(_findings_feed, config)),
        (audit.edits_feed, partial(_edits_feed, config)),
        (audit.metrics, partial(_metrics, run, config)),
    )
    if not any(path for path, _ in wanted):
        return
    known = _read(config, run, paths)
    for path, make in wanted:
        if path is None:
            continue
        try:
            write_whole(path, make(known))
        except (OSError, TrackerError) as error:
            _complain(path, error)


def _read(config: Config, run: AuditRun, paths: Sequence[Path]) -> dict[str, Published]:
    """Read each archive once, for all files; leave out what cannot be read now."""
    audit = config.audit
    # What was audited in this run as it is now needs no look at the audits before.
    audited = {one.site for one in run.sites if one.status is SiteStatus.AUDITED}
    known = {}
    for path in paths:
        wish = Wish(
            records=_ENTRIES if audit.findings_feed else 0,
            edits=_ENTRIES if audit.edits_feed else 0,
            success=audit.metrics is not None and path.name not in audited,
            synced=audit.metrics is not None,
        )
        try:
            known[path.name] = read_published(path, wish)
        except (OSError, TrackerError) as error:
            _complain(path, error)
    return known


def _complain(path: Path, error: OSError | TrackerError) -> None:
    reason = error.strerror if isinstance(error, OSError) else str(error)
    click.echo(f"tracker: {terminal_safe(f'{path}: {reason}')}", err=True)


def _findings_feed(config: Config, known: Mapping[str, Published]) -> str:
    from tracker.report.audit.feeds import findings_feed

    return findings_feed(
        [record for one in known.values() for record in one.records],
        title="Findings",
        address=_address(config, config.audit.findings_feed),
        updated=utc_now(),
        limit=_ENTRIES,
        sites=_names(config, known),
    )


def _names(config: Config, known: Iterable[str]) -> list[str]:
    """Name the sites that feeds are about, whatever could be read this time."""
    return [site.label for site in config.sites] or list(known)


def _address(config: Config, path: Path | None) -> str:
    """Tell where readers find a file, as far as the configuration says it."""
    folder = config.audit.feeds_address.rstrip("/")
    return f"{folder}/{quote(path.name)}" if folder and path is not None else ""


def _edits_feed(config: Config, known: Mapping[str, Published]) -> str:
    from tracker.report.audit.feeds import edits_feed

    return edits_feed(
        {name: one.edits for name, one in known.items()},
        title="Edits",
        address=_address(config, config.audit.edits_feed),
        updated=utc_now(),
        limit=_ENTRIES,
        links={name: one.links for name, one in known.items()},
        sites=_names(config, known),
    )


def _metrics(run: AuditRun, config: Config, known: Mapping[str, Published]) -> str:
    from tracker.report.audit.metrics import metrics_text

    now = utc_now()
    lags = {name: (now - one.synced).total_seconds() for name, one in known.items() if one.synced}
    successes = {name: one.success.timestamp() for name, one in known.items() if one.success}
    # A site that was never reached has numbers, too, and no archive.
    others = {*known, *_names(config, known)} - {one.site for one in run.sites}
    return metrics_text(
        run,
        lags,
        successes=successes,
        before=_text_of(config.audit.metrics),
        others=sorted(others),
        broken=frozenset(name for name, one in known.items() if one.is_broken),
        left_open={name: one.open for name, one in known.items() if one.open is not None},
    )


def _text_of(path: Path | None) -> str:
    """Read the file that is about to be replaced; empty where there is none yet."""
    try:
        return path.read_text(encoding="utf-8", errors="replace") if path is not None else ""
    except OSError:
        return ""
