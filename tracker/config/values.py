"""A configuration, ready for use: paths absolute, lengths of time and rates read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tracker.audit.specs import PolicySpec
from tracker.config.schema import ChannelSpec, SecretSpec
from tracker.findings import Level

if TYPE_CHECKING:
    from tracker.edits.labels import Label
    from tracker.text import Rule
    from tracker.watching import Cadence


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """How audits run.

    Args:
        policy: name of a policy, or the absolute path of a file.
        fail_on: findings from this level on make the exit code 1.
        parallel: sites at once.
        timeout: of one site.
        findings_feed, edits_feed: Atom files, absolute; None for none.
        feeds_address: of the folder that they are served from; empty where that is not known.
        metrics: file for Prometheus, absolute; None for none.
        sign: sign the commits of audits.
        push: remote, address or folder; empty for none.
    """

    policy: str = "newsroom"
    fail_on: Level = Level.WARNING
    parallel: int = 8
    timeout: timedelta = timedelta(minutes=30)
    findings_feed: Path | None = None
    edits_feed: Path | None = None
    feeds_address: str = ""
    metrics: Path | None = None
    sign: bool = False
    push: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One site of the configuration.

    Args:
        url: any page of it, as it was typed.
        name: of its archive; empty where it follows from the address.
        types: only these; empty for all public ones.
        user: reads revisions; empty for none, or for the one that netrc names.
        password: where it comes from; None where the site is read without an account.
        rate: requests a second; None for the default.
        cadence: how often it is synced.
        policy: name of a policy, or the absolute path of a file.
        push: remote, address or folder; empty for none.
        folder: of the configuration, from which files of secrets are named.
    """

    url: str
    name: str = ""
    types: tuple[str, ...] = ()
    user: str = ""
    password: SecretSpec | None = None
    rate: float | None = None
    connections: int = 4
    drafts: bool = False
    comments: bool = False
    rest_root: str | None = None
    cadence: Cadence
    policy: str = "newsroom"
    push: str = ""
    folder: Path

    @property
    def label(self) -> str:
        """What to call it: the name of its archive, or what that is likely to be."""
        return self.name or "_".join(_place(self.url))

    @property
    def host(self) -> str:
        """Its host, lower case."""
        return _place(self.url)[0].partition("_")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """A whole configuration.

    Args:
        path: of the file, absolute.
        repos: the folder of the archives, absolute.
        sites: in the order of the file.
        noise: rules beside the ones that are built in.
        labels: of notes, beside the ones that are built in.
        policies: as they are written, by name; without the built-in ones.
        notify: channels as they are written, see `tracker.config.channels`.
    """

    path: Path
    repos: Path
    audit: Audit = field(default_factory=Audit)
    sites: tuple[Site, ...] = ()
    noise: tuple[Rule, ...] = ()
    labels: tuple[Label, ...] = ()
    policies: Mapping[str, PolicySpec] = field(default_factory=dict)
    notify: tuple[ChannelSpec, ...] = ()

    @property
    def folder(self) -> Path:
        """The folder of the file, to which its paths are relative."""
        return self.path.parent


def site_for(config: Config | None, url_or_name: str) -> Site | None:
    """Find a configured site by the name of its archive, its address or its host and path.

    Args:
        config: None finds nothing.
        url_or_name: what a user typed.
    """
    sites = config.sites if config is not None else ()
    for site in sites:
        if url_or_name and url_or_name in (site.name, site.label):
            return site
    if "/" not in url_or_name and "." not in url_or_name and "localhost" not in url_or_name:
        return None
    wanted = _place(url_or_name)
    return next((site for site in sites if _place(site.url) == wanted), None)


def _place(url: str) -> tuple[str, ...]:
    """Host (with a port that is not the usual one) and path of an address that may lack a scheme.

    http and https are one place, as they are one archive.
    """
    parts = urlsplit(url.strip() if "://" in url else f"https://{url.strip()}")
    try:
        port = parts.port
    except ValueError:
        return (url,)
    host = (parts.hostname or "").rstrip(".")
    usual = port in (None, {"http": 80, "https": 443}.get(parts.scheme))
    names = tuple(name for name in parts.path.split("/") if name)
    return (host if usual else f"{host}_{port}", *names)
