"""After an audit: tell the channels, write feeds and numbers."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.archive.repository import open_archive
from tracker.archive.syncs import last_sync
from tracker.audit.files import write_whole
from tracker.audit.posting import post
from tracker.audit.publishing import (
    last_success,
    readable,
    recent_edits,
    recent_records,
)
from tracker.audit.strangers import news_of_strangers
from tracker.cli.options import utc_now
from tracker.config import Config
from tracker.config.channels import iter_channels
from tracker.errors import ConfigError, TrackerError
from tracker.findings import AuditRun, SiteAudit
from tracker.model import utc
from tracker.telling.settings import ChannelSettings
from tracker.text import terminal_safe

_ENTRIES = 60

if TYPE_CHECKING:
    from tracker.report.audit.message import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Channels:
    """The channels of a configuration.

    Args:
        by_name: that can be sent to, their secrets read.
        broken: that cannot, and why: what they are to be told waits.
    """

    by_name: Mapping[str, ChannelSettings]
    broken: Mapping[str, str]

    @property
    def names(self) -> tuple[str, ...]:
        """All names."""
        return (*self.by_name, *self.broken)

    def send(self, message: Message, names: Sequence[str]) -> dict[str, str]:
        """Send one message; gives channel -> why it failed, empty where it did not."""
        from tracker.telling.deliver import deliver
        from tracker.telling.values import DeliveryStatus

        wanted = [self.by_name[name] for name in names if name in self.by_name]
        results = deliver(message, wanted, sleep=time.sleep, now=utc_now)
        failed = DeliveryStatus.FAILED
        told = {one.channel: one.reason if one.status is failed else "" for one in results}
        return {**told, **{name: self.broken[name] for name in names if name in self.broken}}


def open_channels(config: Config | None) -> Channels:
    """Read the channels of a configuration; one whose secret cannot be read keeps no audit back."""
    good: dict[str, ChannelSettings] = {}
    broken: dict[str, str] = {}
    for spec, made in iter_channels(config, os.environ) if config is not None else ():
        if isinstance(made, ConfigError):
            broken[spec.name] = str(made)
        else:
            good[made.name] = made
    return Channels(by_name=good, broken=broken)


def tell_people(
    to: Channels, repos: Path, paths: Sequence[Path], results: Sequence[SiteAudit], run: str
) -> dict[str, str]:
    """Send what is new, and what could not be sent before.

    Args:
        to: whom.
        repos: the folder of the archives.
        paths: the archives of this run.
        results: of its sites.
        run: its id.

    Returns:
        channel -> why it failed.
    """
    if not to.names:
        return {}
    news = news_of_strangers(repos, results, utc_now())
    failed = post(
        paths,
        send=to.send,
        known=frozenset(to.names),
        now=utc_now,
        strangers=news.failed,
        back=news.back,
        run=run,
    )
    if set(failed) != set(to.names):
        try:
            news.note_told()
        except OSError as error:  # a disk that is full or read-only keeps no report back
            reason = f"{news.path}: {error.strerror}; people will be told again"
            click.echo(f"tracker: {terminal_safe(reason)}", err=True)
    return failed


def publish(config: Config, run: AuditRun, paths: Sequence[Path]) -> None:
    """Write the feeds and the numbers that the configuration asks for; complain, and go on."""
    audit = config.audit
    wanted: tuple[tuple[Path | None, Callable[[], str]], ...] = (
        (audit.findings_feed, lambda: _findings_feed(paths)),
        (audit.edits_feed, lambda: _edits_feed(paths)),
        (audit.metrics, lambda: _metrics(run, paths)),
    )
    for path, make in wanted:
        if path is None:
            continue
        try:
            write_whole(path, make())
        except (OSError, TrackerError) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error)
            click.echo(f"tracker: {terminal_safe(f'{path}: {reason}')}", err=True)


def _findings_feed(paths: Sequence[Path]) -> str:
    from tracker.report.audit.feeds import findings_feed

    records = [one for path in readable(paths) for one in recent_records(path, _ENTRIES)]
    return findings_feed(records, title="Findings", address="", updated=utc_now(), limit=_ENTRIES)


def _edits_feed(paths: Sequence[Path]) -> str:
    from tracker.report.audit.feeds import edits_feed

    edits = {path.name: recent_edits(path, _ENTRIES) for path in readable(paths)}
    return edits_feed(edits, title="Edits", address="", updated=utc_now(), limit=_ENTRIES)


def _metrics(run: AuditRun, paths: Sequence[Path]) -> str:
    from tracker.report.audit.metrics import metrics_text

    found = list(readable(paths))
    successes = {path.name: last_success(path) for path in found}
    return metrics_text(
        run, _lags(found), successes={name: at for name, at in successes.items() if at is not None}
    )


def _lags(paths: Sequence[Path]) -> dict[str, float | None]:
    """Tell for each site how many seconds ago the last sync ended that worked."""
    lags: dict[str, float | None] = {}
    now = utc_now()
    for path in paths:
        with open_archive(path) as archive:
            last = last_sync(archive, kind="sync")
        lags[path.name] = (now - utc(last.finished)).total_seconds() if last is not None else None
    return lags
