"""What is wrong with channels, and what their user should know, before anything is sent."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.errors import ConfigError
from tracker.telling.address import is_open
from tracker.telling.services import services_of
from tracker.telling.settings import (
    AppriseSettings,
    ChannelSettings,
    MailSettings,
    WebhookSettings,
    is_this_machine,
)


def check_channels(channels: Iterable[ChannelSettings]) -> None:
    """Look for what is wrong with channels, without sending anything.

    Raises:
        ConfigError: two of one name, apprise missing, an address that it does not know.
    """
    names = set()
    for channel in channels:
        if channel.name in names:
            raise ConfigError(
                f"Two channels are called {channel.name}; give each a name of its own."
            )
        names.add(channel.name)
        if isinstance(channel, AppriseSettings):
            services_of(channel)


def caveats(channels: Iterable[ChannelSettings]) -> tuple[str, ...]:
    """Give a sentence for each channel whose messages others can read on the way."""
    return tuple(
        f"Messages to the channel {channel.name} travel without TLS; others can read them."
        for channel in channels
        if _is_open(channel)
    )


def _is_open(channel: ChannelSettings) -> bool:
    match channel:
        case WebhookSettings():
            return is_open(channel.url)
        case MailSettings():
            return channel.security == "none" and not is_this_machine(channel.host)
        case AppriseSettings():
            return False
