"""Configuration: the only reader of the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping, MutableMapping
from pathlib import Path

from tracker import __version__
from tracker.errors import ConfigError
from tracker.wordpress.settings import Credentials, HttpSettings

CONTACT = "https://pypi.org/project/tracker/"
USER_AGENT = f"tracker/{__version__} (+{CONTACT})"
_GIT_VARIABLES = (
    "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_CEILING_DIRECTORIES",
    "GIT_CONFIG_PARAMETERS", "GIT_CONFIG_COUNT", "GIT_EXTERNAL_DIFF", "GIT_PAGER",
)  # fmt: skip


def forget_git_variables(environment: MutableMapping[str, str] = os.environ) -> None:
    """Drop what a surrounding git command (a hook, an alias) says of another repository."""
    for name in _GIT_VARIABLES:
        environment.pop(name, None)


def wants_color(environment: Mapping[str, str] = os.environ) -> bool | None:
    """Tell what the user wants of colour: False with `NO_COLOR` (https://no-color.org), else None.

    None leaves it to whether the output is a terminal.
    """
    return False if environment.get("NO_COLOR") else None


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
