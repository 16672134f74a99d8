"""Policies as they are written: what TOML is decoded into."""

from __future__ import annotations

import datetime

import msgspec

from tracker.findings import Level


class Scope(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """What a rule is about; an empty list lets all through.

    Args:
        sites: names of archives, or parts of them.
        types: `posts`, `pages` or the slug of a type.
        categories: names or ids of categories, tags and other terms.
        authors: names or ids of the authors of posts.
        younger_than, older_than: time from the publication to the edit, such as `7d`; for a rule
            about a post or a site as it is, to the audit.
    """

    sites: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    younger_than: str = ""
    older_than: str = ""


class RuleSpec(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """One rule in a policy; what is left out is as the rule has it, or the policy it extends.

    Args:
        rule: which rule; the one of the same name where nothing is said. Several of one rule, with
            other thresholds, get names of their own.
        enabled: false takes it out.
        severity: info, warning or error.
        scope: what it is about.
        after: a length of time, such as `6h`.
        below: a share, such as `80%`.
        terms: words to watch.
        text: words that have to stay.
        names: of people who are known.
        domains: of sites that are trusted.
    """

    rule: str = ""
    enabled: bool | None = None
    severity: Level | None = None
    scope: Scope | None = None
    after: str | None = None
    below: str | None = None
    terms: tuple[str, ...] | None = None
    text: str | None = None
    names: tuple[str, ...] | None = None
    domains: tuple[str, ...] | None = None


class Suppression(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """Findings that are not told: why, and until which day; what is left out fits all.

    Args:
        reason: why; it stands in every record.
        until: the last day; after it the suppression itself is reported.
        finding: id of one finding.
        rule: name of a rule in the policy.
        post: `posts/1286`.
        site: name of an archive, or a part of it.
    """

    reason: str
    until: datetime.date
    finding: str = ""
    rule: str = ""
    post: str = ""
    site: str = ""


class PolicySpec(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """A policy as it is written.

    Args:
        extends: the policy that it begins with; empty for none.
        rules: name -> rule.
        suppressions: what is not told.
    """

    extends: str = ""
    rules: dict[str, RuleSpec] = {}
    suppressions: tuple[Suppression, ...] = ()
