"""Read `tracker.toml` and make values of it."""

from __future__ import annotations

import os
from pathlib import Path

from tracker.config.decoding import Document, read_document
from tracker.config.extending import make_labels, make_noise
from tracker.config.finding import find_config
from tracker.config.problems import ConfigProblems
from tracker.config.readers import is_policy_file, read_pause, read_rate
from tracker.config.relations import check_relations
from tracker.config.schema import AuditSpec, ConfigSpec, SiteSpec
from tracker.config.values import Audit, Config, Site
from tracker.errors import ConfigError


def load_config(path: Path | None, *, start: Path) -> Config | None:
    """Read the configuration.

    Args:
        path: of the file, where the user names one.
        start: absolute: where to begin to look for `tracker.toml`, where the user names none.

    Returns:
        None where no file was named and none is found.

    Raises:
        ConfigProblems: with the lines of all mistakes.
        ConfigError: where the file cannot be read.
    """
    found = find_config(start) if path is None else start / path
    if found is None:
        return None
    if not found.is_file():
        raise ConfigError(
            f"There is no file {found}; `tracker init {found}` writes one to begin with."
        )
    return make_config(read_document(found))


def make_config(document: Document) -> Config:
    """Make a configuration of a file that was read.

    Raises:
        ConfigProblems: with the lines of all mistakes.
    """
    partial = document.decode_partly(ConfigSpec)
    spec = partial.value
    if problems := [*partial.problems, *check_relations(partial)]:
        # A policy that cannot be used stops only who needs it; here all are told at once.
        from tracker.config.policies import check_policies

        raise ConfigProblems(document.path, [*problems, *check_policies(partial)])
    folder = document.path.parent
    return Config(
        path=document.path,
        repos=_path(spec.repos, folder),
        audit=_audit(spec.audit, folder),
        sites=tuple(_site(one, spec, folder) for one in spec.sites),
        noise=make_noise(spec.noise),
        labels=make_labels(spec.notes),
        policies=spec.policies,
        notify=spec.notify,
    )


def _audit(spec: AuditSpec, folder: Path) -> Audit:
    return Audit(
        policy=_policy(spec.policy, folder),
        fail_on=spec.fail_on,
        parallel=spec.parallel,
        timeout=read_pause(spec.timeout),
        findings_feed=_file(spec.feed.findings, folder),
        edits_feed=_file(spec.feed.edits, folder),
        feeds_address=spec.feed.address.strip(),
        metrics=_file(spec.metrics, folder),
        sign=spec.sign,
        push=spec.push,
    )


def _site(spec: SiteSpec, whole: ConfigSpec, folder: Path) -> Site:
    from tracker.watching import Cadence

    return Site(
        url=spec.url.strip(),
        name=spec.name,
        types=spec.types,
        user=spec.user,
        password=spec.password,
        rate=read_rate(spec.rate) if spec.rate else None,
        connections=spec.connections,
        drafts=spec.drafts,
        comments=spec.comments,
        rest_root=spec.rest_root or None,
        cadence=Cadence(
            every=read_pause(spec.every or whole.cadence.every),
            at_least=read_pause(spec.at_least or whole.cadence.at_least),
        ),
        policy=_policy(spec.policy or whole.audit.policy, folder),
        push=spec.push or whole.audit.push,
        folder=folder,
    )


def _file(name: str, folder: Path) -> Path | None:
    return _path(name, folder) if name else None


def _policy(name: str, folder: Path) -> str:
    return str(_path(name, folder)) if is_policy_file(name) else name


def _path(name: str, folder: Path) -> Path:
    return Path(os.path.normpath(folder / os.path.expanduser(name)))
