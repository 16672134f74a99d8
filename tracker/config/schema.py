"""`tracker.toml` as it is written: what TOML is decoded into.

Lengths of time, rates, addresses and names stay words here; `tracker.config.readers` says which
words are right, `tracker.config.loading` makes values of them.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from tracker.audit.specs import PolicySpec
from tracker.edits.labels.values import NoteKind
from tracker.findings import Level


class SecretSpec(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """Where a secret comes from: exactly one of these, and never the secret itself.

    Args:
        env: name of a variable.
        file: readable by its owner alone; relative to the configuration.
        credential: name of a systemd credential (`LoadCredential=`).
        netrc: `~/.netrc`, or the file that the variable `NETRC` names, by host.
        keyring: name of a service in the keyring of the desktop; needs the extra `keyring`.
        user: in the keyring; by default the user that the secret is for, or the channel's name.
    """

    env: str = ""
    file: str = ""
    credential: str = ""
    netrc: bool = False
    keyring: str = ""
    user: str = ""


class FeedSpec(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """Files in which Atom feeds are kept; relative to the configuration, empty for none.

    Args:
        findings, edits: the files.
        address: of the folder that they are served from; empty where that is not known.
    """

    findings: str = ""
    edits: str = ""
    address: str = ""


class AuditSpec(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """How audits run.

    Args:
        policy: a built-in policy, one of this file, or a TOML file.
        fail_on: findings from this level on make the exit code 1.
        parallel: sites at once.
        timeout: of one site.
        feed: Atom files.
        metrics: file for Prometheus; empty for none.
        sign: sign the commits of audits with the git signing key.
        push: remote, address or folder that archives are pushed to; empty for none.
    """

    policy: str = "newsroom"
    fail_on: Level = Level.WARNING
    parallel: Annotated[int, msgspec.Meta(ge=1, le=64)] = 8
    timeout: str = "30m"
    feed: FeedSpec = FeedSpec()
    metrics: str = ""
    sign: bool = False
    push: str = ""


class CadenceSpec(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """How often sites are synced: dense for a day after an edit, then tapering over a week."""

    every: str = "15m"
    at_least: str = "1d"


class SiteSpec(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """One site; what is said here goes before `[audit]` and `[cadence]`.

    Args:
        url: any page of it.
        name: of its archive; by default it follows from the address.
        types: only these; empty for all public ones.
        user: reads revisions; by default the site is read without an account.
        password: application password of the user.
        rate: requests; by default 4/s.
        connections: requests under way at once.
        drafts, comments, rest_root: as the options of `tracker sync`.
    """

    url: str
    name: str = ""
    types: tuple[str, ...] = ()
    user: str = ""
    password: SecretSpec | None = None
    rate: str = ""
    connections: Annotated[int, msgspec.Meta(ge=1, le=16)] = 4
    drafts: bool = False
    comments: bool = False
    rest_root: str = ""
    every: str = ""
    at_least: str = ""
    policy: str = ""
    push: str = ""


class NoiseSpec(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """One thing that is rendered anew without an edit, see `tracker.text.noise_rules.Rule`."""

    name: str
    kind: Literal["attribute", "element", "parameter", "url", "text"]
    pattern: str
    reason: str
    replacement: str = ""
    within: str = ""
    where: str = ""
    hint: tuple[str, ...] = ()
    before: str = ""
    after: str = ""


class NoteSpec(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """How notes begin on these sites, see `tracker.edits.labels`."""

    kind: NoteKind
    pattern: str
    example: str
    language: str = "en"


class WebhookSpec(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
    tag_field="kind",
    tag="webhook",
):
    """A channel: an address that takes each message as a POST of JSON."""

    name: str
    url: str | SecretSpec
    headers: dict[str, str | SecretSpec] = {}
    secret: SecretSpec | None = None
    at_least: Level = Level.INFO
    timeout: str = "20s"


class MailSpec(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
    tag_field="kind",
    tag="mail",
):
    """A channel: a mail server. Port 0 stands for the one that is usual for the security."""

    name: str
    host: str
    sender: str
    to: tuple[str, ...]
    port: Annotated[int, msgspec.Meta(ge=0, le=65535)] = 0
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str = ""
    password: SecretSpec | None = None
    at_least: Level = Level.INFO
    timeout: str = "20s"


class AppriseSpec(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
    tag_field="kind",
    tag="apprise",
):
    """A channel: services that apprise knows; a secret can hold several addresses, one a line."""

    name: str
    urls: SecretSpec | tuple[str | SecretSpec, ...]
    at_least: Level = Level.INFO


ChannelSpec = WebhookSpec | MailSpec | AppriseSpec


class ConfigSpec(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """The whole file."""

    repos: str = "repos"
    audit: AuditSpec = AuditSpec()
    cadence: CadenceSpec = CadenceSpec()
    sites: tuple[SiteSpec, ...] = ()
    noise: tuple[NoiseSpec, ...] = ()
    notes: tuple[NoteSpec, ...] = ()
    policies: dict[str, PolicySpec] = {}
    notify: tuple[ChannelSpec, ...] = ()
