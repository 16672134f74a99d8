"""After an audit: tell people, by the channels of the configuration."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.audit.posting import post
from tracker.audit.strangers import news_of_strangers
from tracker.cli.options import utc_now
from tracker.config import Config
from tracker.config.channels import iter_channels
from tracker.errors import ConfigError
from tracker.findings import SiteAudit
from tracker.telling.settings import ChannelSettings
from tracker.text import terminal_safe

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
    to: Channels, repos: Path, paths: Sequence[Path], results: Mapping[str, SiteAudit], run: str
) -> dict[str, str]:
    """Send what is new, and what could not be sent before.

    Args:
        to: whom.
        repos: the folder of the archives.
        paths: the archives of this run.
        results: of its sites, by the addresses that are configured.
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
