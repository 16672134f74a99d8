"""The manners of HTTP: from options, a site of `tracker.toml`, and the standard variables."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tracker import __version__
from tracker.errors import ConfigError
from tracker.wordpress.settings import Credentials, HttpSettings

if TYPE_CHECKING:
    from tracker.config.values import Site

CONTACT = "https://pypi.org/project/tracker/"
USER_AGENT = f"tracker/{__version__} (+{CONTACT})"


def http_settings(
    *,
    user: str | None,
    connections: int,
    rate: float | None,
    environment: Mapping[str, str] = os.environ,
) -> HttpSettings:
    """Make the manners of a sync from options and the standard variables.

    Args:
        user: the user whose application password stands in `TRACKER_PASSWORD`; None for an
            anonymous sync, whatever else is set.
        connections: requests under way at once.
        rate: requests a second, None for the default.
        environment: `TRACKER_PASSWORD`, `HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`,
            `REQUESTS_CA_BUNDLE`, `SSL_CERT_FILE`.

    Raises:
        ConfigError: where the password is missing.
    """
    bundle = environment.get("REQUESTS_CA_BUNDLE") or environment.get("SSL_CERT_FILE")
    return HttpSettings(
        user_agent=USER_AGENT,
        connections=connections,
        rate=rate,
        proxies=_proxies(environment),
        no_proxy=_either(environment, "NO_PROXY"),
        ca_bundle=Path(bundle) if bundle else None,
        credentials=_credentials(user, environment),
    )


def site_settings(site: Site, environment: Mapping[str, str] = os.environ) -> HttpSettings:
    """Make the manners of a sync of a configured site; its password is read here, and only here.

    Args:
        site: of the configuration.
        environment: as for `http_settings`, and what secrets need.

    Raises:
        ConfigError: where the password cannot be read: this site cannot be synced, others can.
    """
    settings = http_settings(
        user=None, connections=site.connections, rate=site.rate, environment=environment
    )
    if site.password is None:
        return settings
    # Here, since most runs of most commands have no configured site.
    from tracker.config.secrets import Wanted, read_secret

    wanted = Wanted(what=f"the password of {site.label}", user=site.user, host=site.host)
    secret = read_secret(site.password, wanted, folder=site.folder, environment=environment)
    return replace(settings, credentials=Credentials(user=secret.user, password=secret.value))


def _credentials(user: str | None, environment: Mapping[str, str]) -> Credentials | None:
    if user is None:
        return None
    password = environment.get("TRACKER_PASSWORD", "")
    if not password:
        raise ConfigError(
            "--user needs an application password in the variable TRACKER_PASSWORD; WordPress "
            "makes one under Users > Profile > Application Passwords."
        )
    return Credentials(user=user, password=password)


def _proxies(environment: Mapping[str, str]) -> dict[str, str]:
    found = {
        scheme: _either(environment, f"{scheme.upper()}_PROXY") for scheme in ("http", "https")
    }
    return {scheme: address for scheme, address in found.items() if address}


def _either(environment: Mapping[str, str], name: str) -> str:
    # HTTP_PROXY in capitals can be set by a web client of a CGI program (httpoxy).
    if name == "HTTP_PROXY" and "REQUEST_METHOD" in environment:
        return environment.get("http_proxy", "")
    return environment.get(name.lower()) or environment.get(name, "")
