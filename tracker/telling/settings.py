"""Where messages go: each channel as a value, its secrets already read.

A value that could not work, or would give a secret away, cannot be made: `ConfigError` says why.
What that needs is imported where it is used, since most runs tell nobody anything.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from tracker.errors import ConfigError
from tracker.findings import Level

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,39}")
_OURS = frozenset({
    "content-length", "content-type", "host", "idempotency-key", "transfer-encoding",
    "x-tracker-signature", "x-tracker-timestamp",
})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookSettings:
    """An address that takes each message as a POST of JSON.

    Over plain http to another machine anyone on the way can read a message, and what its
    headers or its address say: there no secret, no headers and no `user:password@` are taken.
    A bare address is, since it may lie in a network of one's own; `caveats` says so.

    Args:
        name: of the channel, shown in reports.
        url: where; often a secret itself, shown only as scheme and host.
        headers: sent along, such as `Authorization`.
        secret: each message is signed with it, see `tracker.telling.signing`.
        at_least: messages below it are not sent.
        timeout: seconds until a connection stands, and again for the answer.
        proxies: by scheme, as requests has them; those of the environment are not looked at.
        no_proxy: hosts reached without a proxy, in the form of `NO_PROXY`.
        ca_bundle: file or folder of certificates, None for the ones that come with requests.

    Raises:
        ConfigError: for what cannot work.
    """

    name: str
    url: str = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    secret: str = field(default="", repr=False)
    at_least: Level = Level.INFO
    timeout: float = 20.0
    proxies: Mapping[str, str] = field(default_factory=dict, repr=False)
    no_proxy: str = ""
    ca_bundle: Path | None = None

    def __post_init__(self) -> None:
        _check_name(self.name)
        _check_timeout(self.name, self.timeout)
        from tracker.telling.address import check_address

        check_address(self.name, self.url, self.headers, guarded=bool(self.secret))
        ours = sorted(name for name in self.headers if name.lower() in _OURS)
        if ours:
            raise ConfigError(
                f"The webhook {self.name} sets the header {ours[0]}, which tracker sets itself; "
                "leave it out."
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettings:
    """A mail server that takes each message for some people.

    Args:
        name: of the channel, shown in reports.
        host, port: the server; by custom 587 for starttls, 465 for tls, 25 for none.
        security: `starttls` (TLS begins within the connection, and where the server does not
            offer it nothing is sent), `tls` (from the start), or `none`.
        user, password: both or neither; never without TLS, unless the server is this machine.
        sender: `audits@example.org` or `Audits <audits@example.org>`.
        to: at least one, in the same form; they see each other.
        at_least: messages below it are not sent.
        timeout: seconds for each answer of the server.
        ca_bundle: file or folder of certificates, None for those of the system.

    Raises:
        ConfigError: for what cannot work.
    """

    name: str
    host: str
    port: int = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)
    sender: str
    to: tuple[str, ...]
    at_least: Level = Level.INFO
    timeout: float = 20.0
    ca_bundle: Path | None = None

    def __post_init__(self) -> None:
        _check_name(self.name)
        _check_timeout(self.name, self.timeout)
        if not re.fullmatch(r"[A-Za-z0-9:._-]+", self.host) or not 0 < self.port < 65536:
            raise ConfigError(
                f"The mail channel {self.name} needs the name of a mail server and a port, "
                "such as smtp.example.org and 587."
            )
        if self.security not in ("starttls", "tls", "none"):
            raise ConfigError(
                f"security of the mail channel {self.name} is one of starttls, tls and none."
            )
        self._check_login()
        if not self.to:
            raise ConfigError(f"The mail channel {self.name} says nobody to send to; add `to`.")
        from tracker.telling.mailbox import mailbox

        for address in (self.sender, *self.to):
            mailbox(address)

    @property
    def domain(self) -> str:
        """The domain of the sender."""
        from tracker.telling.mailbox import domain_of

        return domain_of(self.sender)

    def _check_login(self) -> None:
        if bool(self.user) != bool(self.password):
            raise ConfigError(
                f"The mail channel {self.name} has a user without a password, or a password "
                "without a user; give both or neither."
            )
        if self.password and self.security == "none" and not is_this_machine(self.host):
            raise ConfigError(
                f"The mail channel {self.name} would send its password to {self.host} where "
                "anyone on the way can read it; set security to starttls or tls."
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class AppriseSettings:
    """Services that apprise knows, by its addresses (Slack, Mastodon, Matrix, ntfy and others).

    How an address is written: https://github.com/caronc/apprise/wiki. Apprise sends with what
    the environment says of proxies and netrc, which tracker's own channels do not look at, and
    has no key by which a service could tell a second try.

    Args:
        name: of the channel, shown in reports.
        urls: every part of them may be secret; only their scheme is ever shown.
        at_least: messages below it are not sent.

    Raises:
        ConfigError: for what cannot work; `check_channels` finds more, but needs apprise.
    """

    name: str
    urls: tuple[str, ...] = field(repr=False)
    at_least: Level = Level.INFO

    def __post_init__(self) -> None:
        _check_name(self.name)
        if not self.urls:
            raise ConfigError(f"The channel {self.name} names no service; add `urls`.")
        if not all("://" in url for url in self.urls):
            raise ConfigError(
                f"An address of the channel {self.name} is none that apprise knows; "
                "they look like ntfys://host/topic."
            )


ChannelSettings = WebhookSettings | MailSettings | AppriseSettings


def is_this_machine(host: str) -> bool:
    """Tell whether a host is this machine (127.0.0.0/8, ::1, `localhost`)."""
    from tracker.wordpress.address import Origin

    return Origin("smtp", host.lower().rstrip("."), 0).is_loopback


def _check_name(name: str) -> None:
    if not _NAME.fullmatch(name):
        raise ConfigError(
            "A channel's name has 1 to 40 letters, digits, dots, underscores and hyphens, and "
            "begins with a letter or a digit."
        )


def _check_timeout(name: str, timeout: float) -> None:
    if not 0 < timeout <= 600:
        raise ConfigError(f"timeout of the channel {name} is a number of seconds from 1 to 600.")
