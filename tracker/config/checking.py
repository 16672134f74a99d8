"""Try a whole configuration: everything is resolved, nothing is asked over the network."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tracker.audit.policy import Policy
from tracker.config.caveats import policy_caveats
from tracker.config.channels import iter_channels
from tracker.config.http import site_settings
from tracker.config.policies import policy_named
from tracker.config.schema import AppriseSpec, ChannelSpec, MailSpec, SecretSpec, WebhookSpec
from tracker.config.secrets import source_words
from tracker.config.values import Config, Site
from tracker.errors import ConfigError
from tracker.telling.checking import caveats, check_channels
from tracker.telling.settings import ChannelSettings
from tracker.wordpress.address import parse_address


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedSite:
    """A site: `login` says who reads it and where the password comes from, empty for nobody."""

    name: str
    url: str
    policy: str
    every: int
    at_least: int
    login: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedPolicy:
    """A policy that is used, or stands in the file, with the level of each enabled rule."""

    name: str
    rules: Mapping[str, str]
    suppressions: int = 0
    caveats: tuple[str, ...] = ()
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedChannel:
    """A channel: where its secrets come from, never what they are; what its user should know."""

    name: str
    kind: str
    at_least: str
    secrets: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a configuration comes to."""

    config: Config
    sites: tuple[CheckedSite, ...]
    policies: tuple[CheckedPolicy, ...]
    channels: tuple[CheckedChannel, ...]

    @property
    def problems(self) -> tuple[str, ...]:
        """All that is wrong, each once."""
        errors = (
            *(site.error for site in self.sites),
            *(policy.error for policy in self.policies),
            *(channel.error for channel in self.channels),
        )
        return tuple(dict.fromkeys(filter(None, errors)))


def check_config(config: Config, environment: Mapping[str, str] = os.environ) -> Checked:
    """Try to resolve all sites, policies and channels, secrets included.

    Args:
        config: as it was loaded.
        environment: for secrets.
    """
    return Checked(
        config=config,
        sites=tuple(_site(one, environment) for one in config.sites),
        policies=tuple(_policy(config, name) for name in _policy_names(config)),
        channels=tuple(_channel(spec, made) for spec, made in iter_channels(config, environment)),
    )


def _channel(spec: ChannelSpec, made: ChannelSettings | ConfigError) -> CheckedChannel:
    error = made if isinstance(made, ConfigError) else None
    warnings: tuple[str, ...] = ()
    if not isinstance(made, ConfigError):
        warnings = caveats((made,))
        try:
            check_channels((made,))
        except ConfigError as raised:
            error = raised
    return CheckedChannel(
        name=spec.name,
        kind=_kind(spec),
        at_least=spec.at_least.value,
        secrets=tuple(dict.fromkeys(_sources(spec))),
        caveats=warnings,
        error=str(error or ""),
    )


def _site(site: Site, environment: Mapping[str, str]) -> CheckedSite:
    url, error, user = site.url, "", site.user
    try:
        url = parse_address(site.url)
        if site.rest_root:
            parse_address(site.rest_root)
        credentials = site_settings(site, environment).credentials
        user = credentials.user if credentials is not None else user
    except ConfigError as raised:
        error = str(raised)
    source = source_words(site.password) if site.password is not None else ""
    return CheckedSite(
        name=site.label,
        url=url,
        policy=site.policy,
        every=int(site.cadence.every.total_seconds()),
        at_least=int(site.cadence.at_least.total_seconds()),
        login=f"{user or 'the user'}, password from {source}" if source else "",
        error=error,
    )


def _policy_names(config: Config) -> tuple[str, ...]:
    used = (config.audit.policy, *(site.policy for site in config.sites))
    return tuple(dict.fromkeys((*used, *config.policies)))


def _policy(config: Config, name: str) -> CheckedPolicy:
    try:
        policy: Policy = policy_named(config, name)
    except ConfigError as error:
        return CheckedPolicy(name=name, rules={}, error=str(error))
    rules = {use.name: use.level.value for use in policy.uses}
    return CheckedPolicy(
        name=name,
        rules=rules,
        suppressions=len(policy.spec.suppressions),
        caveats=tuple(dict.fromkeys(policy_caveats(config, policy))),
    )


def _kind(spec: ChannelSpec) -> str:
    return str(spec.__struct_config__.tag)


def _sources(spec: ChannelSpec) -> Iterator[str]:
    found: tuple[Any, ...]
    if isinstance(spec, WebhookSpec):
        found = (spec.url, *spec.headers.values(), spec.secret)
    elif isinstance(spec, MailSpec):
        found = (spec.password,)
    else:
        assert isinstance(spec, AppriseSpec)
        found = spec.urls if isinstance(spec.urls, tuple) else (spec.urls,)
    return (source_words(one) for one in found if isinstance(one, SecretSpec))
