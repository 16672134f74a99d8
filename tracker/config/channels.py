"""Channels of the configuration, with their secrets read."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from tracker.config.http import http_settings
from tracker.config.readers import read_pause
from tracker.config.schema import (
    AppriseSpec,
    ChannelSpec,
    MailSpec,
    SecretSpec,
    WebhookSpec,
)
from tracker.config.secrets import Secret, Wanted, read_secret
from tracker.config.values import Config
from tracker.errors import ConfigError
from tracker.telling.settings import (
    AppriseSettings,
    ChannelSettings,
    MailSettings,
    WebhookSettings,
)

_PORTS = {"starttls": 587, "tls": 465, "none": 25}

Fetch = Callable[..., Secret]


def channels(
    config: Config, environment: Mapping[str, str] = os.environ
) -> tuple[ChannelSettings, ...]:
    """Make the settings of all channels, in the order of the file.

    Raises:
        ConfigError: where one cannot work, or its secret cannot be read; use `iter_channels` to
            go on with the others.
    """
    found = []
    for _, made in iter_channels(config, environment):
        if isinstance(made, ConfigError):
            raise made
        found.append(made)
    return tuple(found)


def iter_channels(
    config: Config, environment: Mapping[str, str] = os.environ
) -> Iterator[tuple[ChannelSpec, ChannelSettings | ConfigError]]:
    """Make the settings of each channel by itself: what is written, and what became of it."""
    for spec in config.notify:
        try:
            yield spec, make_channel(spec, folder=config.folder, environment=environment)
        except ConfigError as error:
            yield spec, error


def make_channel(
    spec: ChannelSpec, *, folder: Path, environment: Mapping[str, str]
) -> ChannelSettings:
    """Make the settings of one channel.

    Args:
        spec: as it is written.
        folder: of the configuration.
        environment: for secrets, and for proxies and certificates as `http_settings` has them.

    Raises:
        ConfigError: where it cannot work, or a secret cannot be read.
    """

    def fetch(
        secret: str | SecretSpec, what: str, *, user: str = "", host: str = "",
        several: bool = False,
    ) -> Secret:  # fmt: skip
        if isinstance(secret, str):
            return Secret(value=secret, user=user)
        wanted = Wanted(
            what=f"{what} of the channel {spec.name}",
            user=user, host=host, account=spec.name, several=several,
        )  # fmt: skip
        return read_secret(secret, wanted, folder=folder, environment=environment)

    if isinstance(spec, WebhookSpec):
        return _webhook(spec, fetch, environment)
    if isinstance(spec, MailSpec):
        return _mail(spec, fetch, environment)
    return _apprise(spec, fetch)


def _webhook(spec: WebhookSpec, fetch: Fetch, environment: Mapping[str, str]) -> WebhookSettings:
    http = http_settings(user=None, connections=1, rate=None, environment=environment)
    headers = {
        name: fetch(value, f"the header {name}").value for name, value in spec.headers.items()
    }
    return WebhookSettings(
        name=spec.name,
        url=fetch(spec.url, "the address").value.strip(),
        headers=headers,
        secret=fetch(spec.secret, "the secret").value if spec.secret else "",
        at_least=spec.at_least,
        timeout=read_pause(spec.timeout).total_seconds(),
        proxies=http.proxies,
        no_proxy=http.no_proxy,
        ca_bundle=http.ca_bundle,
    )


def _mail(spec: MailSpec, fetch: Fetch, environment: Mapping[str, str]) -> MailSettings:
    login = Secret(value="")
    if spec.password is not None:
        host = spec.host.lower()
        login = fetch(spec.password, "the password", user=spec.user, host=host)
    bundle = environment.get("SSL_CERT_FILE")
    return MailSettings(
        name=spec.name,
        host=spec.host,
        port=spec.port or _PORTS[spec.security],
        security=spec.security,
        user=login.user,
        password=login.value,
        sender=spec.sender,
        to=spec.to,
        at_least=spec.at_least,
        timeout=read_pause(spec.timeout).total_seconds(),
        ca_bundle=Path(bundle) if bundle else None,
    )


def _apprise(spec: AppriseSpec, fetch: Fetch) -> AppriseSettings:
    given = (spec.urls,) if isinstance(spec.urls, SecretSpec) else spec.urls
    words = [fetch(one, "the addresses", several=True).value for one in given]
    lines = (line.strip() for each in words for line in each.splitlines())
    urls = tuple(line for line in lines if line and not line.startswith("#"))
    return AppriseSettings(name=spec.name, urls=urls, at_least=spec.at_least)
