"""Addresses of webhooks: which are taken, and what of them may be shown."""

from __future__ import annotations

from collections.abc import Mapping

import requests

from tracker.errors import ConfigError
from tracker.wordpress.address import origin_of, shown


def place_of(url: str) -> str:
    """Show scheme, host and port of an address: the rest of it may be a password."""
    try:
        origin = origin_of(url)
    except ValueError:
        return "an unreadable address"
    host = f"[{origin.host}]" if ":" in origin.host else origin.host
    usual = origin.port == {"http": 80, "https": 443}[origin.scheme]
    return shown(f"{origin.scheme}://{host}{'' if usual else f':{origin.port}'}")


def check_address(name: str, url: str, headers: Mapping[str, str], *, guarded: bool) -> None:
    """Refuse what requests could not send, and what would show a secret on the way.

    Args:
        name: of the channel.
        url, headers: of the webhook.
        guarded: whether it has a secret.

    Raises:
        ConfigError: in words without the address, and without the headers.
    """
    try:
        origin = origin_of(url)
        request = requests.Request("POST", url, headers=dict(headers)).prepare()
    except (ValueError, requests.RequestException):
        # Without its cause, which repeats what it was given.
        raise ConfigError(
            f"The address or a header of the webhook {name} cannot be used; an address looks "
            "like https://hooks.example.org/tracker, a header is one line."
        ) from None
    if not origin.is_private and (guarded or headers or "Authorization" in request.headers):
        raise ConfigError(
            f"The webhook {name} would send to {place_of(url)} where anyone on the way can read "
            "its secret, headers or password; use https, or leave them out."
        )


def is_open(url: str) -> bool:
    """Tell whether anyone on the way can read what is sent there."""
    return not origin_of(url).is_private
