"""Mistakes that no key shows alone: what goes together, and what is there twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

import msgspec

from tracker.config.addresses import sends_openly
from tracker.config.decoding import Partial
from tracker.config.examples import EXAMPLES
from tracker.config.extending import fault_of_noise, fault_of_note
from tracker.config.positions import Path
from tracker.config.problems import Problem, key_words, table_words
from tracker.config.readers import is_plain_name, read_pause
from tracker.config.schema import (
    AppriseSpec,
    ConfigSpec,
    MailSpec,
    NoiseSpec,
    NoteSpec,
    SecretSpec,
    SiteSpec,
)

_SOURCES = ("env", "file", "credential", "netrc", "keyring")

Fault = tuple[Path, str, str]
"""Where it is, what it is, and an example."""


def check_relations(partial: Partial[ConfigSpec]) -> list[Problem]:
    """Find the mistakes of a file among the keys that are all right by themselves."""
    spec = partial.value
    faults = (
        *_faults_of_secrets(spec, ()),
        *_faults_of_sites(spec),
        *_faults_of_cadences(spec),
        *_faults_of_extensions(spec),
        *_faults_of_names(spec),
        *_faults_of_channels(spec),
    )
    return [
        Problem(line=partial.line(path), words=words, example=way)
        for path, words, way in faults
        if partial.is_whole(path)
    ]


def _faults_of_secrets(value: Any, path: Path) -> Iterator[Fault]:
    """Look at every secret, wherever it stands."""
    if isinstance(value, SecretSpec):
        yield from _faults_of_secret(value, path)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _faults_of_secrets(getattr(value, name), (*path, name))
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _faults_of_secrets(inner, (*path, name))
    elif isinstance(value, tuple):
        for number, inner in enumerate(value):
            yield from _faults_of_secrets(inner, (*path, number))


def _faults_of_secret(secret: SecretSpec, path: Path) -> Iterator[Fault]:
    given = [name for name in _SOURCES if getattr(secret, name)]
    where = table_words(path)
    if len(given) != 1:
        said = f"it names {' and '.join(given)}" if given else "it names none"
        words = f"{where} needs one source: env, file, credential, netrc or keyring; {said}."
        yield path, words, EXAMPLES[SiteSpec]["password"]
    if secret.user and not secret.keyring:
        yield (*path, "user"), f"`user` in {where} is for the keyring; it names none.", ""
    may_have_netrc = path[-1] == "password"
    if secret.netrc and not may_have_netrc:
        yield (*path, "netrc"), f"`netrc` in {where} cannot be used: netrc holds passwords.", ""


def _faults_of_sites(spec: ConfigSpec) -> Iterator[Fault]:
    for number, site in enumerate(spec.sites):
        path = ("sites", number)
        by_netrc = site.password is not None and site.password.netrc
        if site.user and site.password is None:
            words = "`user` in [[sites]] needs a `password`."
            yield (*path, "user"), words, EXAMPLES[SiteSpec]["password"]
        if site.password is not None and not site.user and not by_netrc:
            words = "`password` in [[sites]] needs a `user`."
            yield (*path, "password"), words, EXAMPLES[SiteSpec]["user"]
        if site.password is not None and sends_openly(site.url):
            words = (
                "`url` in [[sites]] is http, where anyone on the way can read the password; "
                "use https."
            )
            yield (*path, "url"), words, EXAMPLES[SiteSpec]["url"]


def _faults_of_cadences(spec: ConfigSpec) -> Iterator[Fault]:
    found: list[tuple[Path, str, str]] = [(("cadence",), spec.cadence.every, spec.cadence.at_least)]
    for number, site in enumerate(spec.sites):
        if site.every or site.at_least:
            every, least = site.every or spec.cadence.every, site.at_least or spec.cadence.at_least
            found.append((("sites", number), every, least))
    for path, every, least in found:
        if read_pause(every) > read_pause(least):
            words = (
                f"`every` ({every}) in {table_words(path)} is longer than `at_least` ({least}): "
                "the first is the pause while a site is at work, the second that after a quiet "
                "week."
            )
            yield (*path, "every"), words, ""


def _faults_of_extensions(spec: ConfigSpec) -> Iterator[Fault]:
    for number, noise in enumerate(spec.noise):
        key, fault = fault_of_noise(noise)
        if key:
            words = f"`{key}` in [[noise]] cannot be used: {fault}."
            yield ("noise", number, key), words, EXAMPLES[NoiseSpec][key]
    for number, note in enumerate(spec.notes):
        key, fault = fault_of_note(note)
        if key:
            words = f"`{key}` in [[notes]] cannot be used: {fault}."
            yield ("notes", number, key), words, EXAMPLES[NoteSpec][key]


def _faults_of_names(spec: ConfigSpec) -> Iterator[Fault]:
    sites = [one.name.lower() for one in spec.sites]
    yield from _twice("sites", "name", sites)
    yield from _twice("sites", "url", [_address(one) for one in spec.sites])
    yield from _twice("notify", "name", [one.name.lower() for one in spec.notify])
    yield from _twice("noise", "name", [one.name for one in spec.noise])
    if spec.policies:
        from tracker.audit.builtin import builtin_policies

        for name in spec.policies:
            if name in builtin_policies():
                words = (
                    f"{table_words(('policies', name))} has the name of a built-in policy; "
                    "choose another one."
                )
                example = f'[policies.our-{key_words(name)}] with extends = "{name}" below it'
                yield ("policies", name), words, example
            elif not is_plain_name(name) or name.endswith(".toml"):
                words = (
                    f"{table_words(('policies', name))} needs another name: letters, digits, dots, "
                    "underscores and hyphens, and none that ends as a file does."
                )
                yield ("policies", name), words, "[policies.strict]"


def _address(site: SiteSpec) -> str:
    """Tell a site by host and path; one that is named has an archive of its own."""
    if site.name:
        return ""
    whole = site.url.strip() if "://" in site.url else f"https://{site.url.strip()}"
    parts = urlsplit(whole)
    return f"{parts.netloc.lower()}{parts.path.rstrip('/')}"


def _twice(table: str, key: str, values: Iterable[str]) -> Iterator[Fault]:
    seen: set[str] = set()
    for number, value in enumerate(values):
        if value and value in seen:
            words = f"`{key}` in [[{table}]] is that of another one above it."
            yield (table, number, key), words, ""
        seen.add(value)


def _faults_of_channels(spec: ConfigSpec) -> Iterator[Fault]:
    for number, channel in enumerate(spec.notify):
        path = ("notify", number)
        if isinstance(channel, AppriseSpec):
            if channel.urls == ():
                example = EXAMPLES[AppriseSpec]["urls"]
                yield (*path, "urls"), "`urls` in [[notify]] is empty.", example
        elif isinstance(channel, MailSpec):
            if not channel.to:
                yield (*path, "to"), "`to` in [[notify]] is empty.", EXAMPLES[MailSpec]["to"]
            by_netrc = channel.password is not None and channel.password.netrc
            if channel.user and channel.password is None:
                words = "`user` in [[notify]] needs a `password`."
                yield (*path, "user"), words, EXAMPLES[MailSpec]["password"]
            if channel.password is not None and not channel.user and not by_netrc:
                words = "`password` in [[notify]] needs a `user`."
                yield (*path, "password"), words, EXAMPLES[MailSpec]["user"]
