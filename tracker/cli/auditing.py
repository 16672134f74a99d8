"""Make the tasks of `tracker audit`: of configured sites, of archives, of addresses."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from tracker.archive.repository import open_archive
from tracker.audit.auditing import Audit
from tracker.audit.patience import Patience
from tracker.audit.policy import Policy
from tracker.audit.sites import SiteTask, Syncing
from tracker.cli.extending import extensions_of
from tracker.cli.options import utc_now
from tracker.config import Config, Site, http_settings, policy_named, site_for, site_settings
from tracker.errors import ConfigError, TrackerError
from tracker.naming import parse_time
from tracker.outcome import Outcome
from tracker.overview import find_archives
from tracker.syncing import SyncOptions, sync_site
from tracker.watching import Cadence
from tracker.wordpress.address import archive_name, origin_of, parse_address
from tracker.wordpress.session import Session
from tracker.wordpress.settings import HttpSettings

_REVISION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/~^-]{0,200}")
"""A name of a commit that git cannot take for an option, a range or a path."""

_GRACE = timedelta(minutes=1)
_SHARE = 4
"""A sync that has asked all is still to write it down; one of a large site takes a while."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the command line says of every site.

    Args:
        policy: name or file; None for what the configuration says.
        since: see `Audit`.
        sync: whether sites are synced first.
        due: only those whose time it is.
        sign: sign the audits.
        channels: names of the channels that are told.
        workers: processes that may help with the first sync of a site; None for as many as the
            machine has processors. Of many sites none has any: they are read at once already.
    """

    run: str
    policy: str | None
    since: datetime | str | None
    sync: bool
    due: bool
    sign: bool
    channels: tuple[str, ...]
    timeout: timedelta = timedelta(minutes=30)
    workers: int | None = None

    @property
    def grace(self) -> timedelta:
        """How much longer than the timeout a run waits for a sync that does not end."""
        return max(_GRACE, self.timeout / _SHARE)


def make_tasks(
    sites: Sequence[str], repos: Path, config: Config | None, choices: Choices
) -> list[SiteTask]:
    """Make one task a site.

    Args:
        sites: as a user typed them; none for all configured ones, or, where none is, for all
            archives.
        repos: the folder of the archives.
        config: None where there is none.
        choices: what the command line says.

    Raises:
        ConfigError: for a site that is neither configured, nor held, nor an address.
    """
    policies: dict[str, Policy] = {}

    def policy(name: str) -> Policy:
        if name not in policies:
            policies[name] = policy_named(config, name)
        return policies[name]

    chosen = tuple(_chosen(sites, repos, config))
    if config is not None:
        choices = replace(choices, timeout=config.audit.timeout)
    if len(chosen) > 1:
        choices = replace(choices, workers=0)
    tasks = []
    for one in chosen:
        own = one.policy if isinstance(one, Site) else _default(config)
        asked = choices.policy or own
        audit = Audit(
            run=choices.run,
            policy=policy(asked),
            own=asked == own or _is_same(policy, asked, own),
            at=utc_now(),
            since=choices.since,
            channels=choices.channels,
            sign=choices.sign,
        )
        if isinstance(one, Site):
            tasks.append(_configured(one, repos, config, choices, audit))
        else:
            tasks.append(_held(one, config, choices, audit))
    return tasks


def archives_of(config: Config, repos: Path, run: Sequence[Path]) -> list[Path]:
    """Name all archives that feeds and numbers are about: those of a run, and the others.

    Args:
        config: whose sites count; where it has none, all archives do.
        repos: the folder of the archives.
        run: those of the run.
    """
    others = [repos / (one.name or _name_of(one.url)) for one in config.sites]
    if not others:
        with suppress(ConfigError):  # the folder can be empty
            others = list(find_archives(repos, None))
    return [path for path in dict.fromkeys((*run, *others)) if path.exists()]


def _is_same(policy: Callable[[str], Policy], asked: str, own: str) -> bool:
    """Tell whether a policy that is asked for is the site's own by another name."""
    try:
        return policy(asked).as_data() == policy(own).as_data()
    except ConfigError:  # the site's own is broken, and not what this run needs
        return False


def _default(config: Config | None) -> str:
    return config.audit.policy if config is not None else "newsroom"


def _chosen(sites: Sequence[str], repos: Path, config: Config | None) -> Iterator[Site | Path]:
    """Give each site once: as it is configured, else its archive, else its address."""
    if not sites:
        if config is not None and config.sites:
            yield from config.sites
            return
        yield from find_archives(repos, None)
        return
    seen: set[str] = set()
    for name in sites:
        found: list[Site | Path]
        site = site_for(config, name)
        if site is not None:
            found = [site]
        elif "://" in name and not (repos / _name_of(name)).exists():
            found = [_stranger(name, config)]
        else:
            found = list(_archives(repos, name, config))
        for one in found:
            label = one.label if isinstance(one, Site) else one.name
            if label not in seen:
                seen.add(label)
                yield one


def _archives(repos: Path, name: str, config: Config | None) -> Iterator[Path]:
    try:
        yield from find_archives(repos, name)
    except ConfigError as error:
        if config is None or not config.sites:
            raise
        labels = ", ".join(one.label for one in config.sites)
        raise ConfigError(f"{error} {config.path.name} names: {labels}.") from error


def _name_of(url: str) -> str:
    address = parse_address(url)
    return archive_name(address, urlsplit(address).path)


def _stranger(url: str, config: Config | None) -> Site:
    """Take an address that nothing is configured for."""
    return Site(
        url=parse_address(url), cadence=Cadence(), folder=Path.cwd(), policy=_default(config)
    )


def _configured(
    site: Site, repos: Path, config: Config | None, choices: Choices, audit: Audit
) -> SiteTask:
    path = repos / (site.name or _name_of(site.url))
    options = SyncOptions(
        url=site.url,
        repos=repos,
        types=site.types,
        drafts=site.drafts,
        comments=site.comments,
        rest_root=site.rest_root,
        name=site.name or None,
        extensions=extensions_of(config),
        workers=choices.workers,
    )
    return SiteTask(
        name=path.name,
        url=site.url,
        path=path,
        audit=audit,
        sync=_syncing(options, lambda: site_settings(site, os.environ)) if choices.sync else None,
        cadence=site.cadence if choices.due else None,
        push=site.push or (config.audit.push if config is not None else ""),
        timeout=choices.timeout,
        grace=choices.grace,
    )


def _held(path: Path, config: Config | None, choices: Choices, audit: Audit) -> SiteTask:
    """Take an archive that nothing is configured for: its site is asked as before, anonymously."""
    url, sync = "", None
    try:
        with open_archive(path) as archive:
            known = archive.site()
    except (TrackerError, OSError) as error:
        sync = _failing(error)  # there and then, so that a damaged archive keeps no other back
    else:
        url = str(known.get("url") or "")
        if choices.sync and url:
            root = known.get("rest_root")
            elsewhere = str(root) if root and origin_of(str(root)) != origin_of(url) else None
            options = SyncOptions(
                url=url,
                repos=path.parent,
                name=path.name,
                rest_root=elsewhere,
                extensions=extensions_of(config),
                workers=choices.workers,
            )
            sync = _syncing(options, lambda: http_settings(user=None, connections=4, rate=None))
    return SiteTask(
        name=path.name,
        url=url,
        path=path,
        audit=audit,
        sync=sync,
        cadence=Cadence() if choices.due and url else None,
        timeout=choices.timeout,
        grace=choices.grace,
    )


def _failing(error: Exception) -> Syncing:
    def fail(_: Patience) -> Outcome:
        raise error

    return fail


def _syncing(options: SyncOptions, settings: Callable[[], HttpSettings]) -> Syncing:
    """Make what syncs a site; secrets are read only then, so that one cannot stop all."""

    def sync(patience: Patience) -> Outcome:
        with Session(
            settings(),
            site=parse_address(options.url),
            rest_root=parse_address(options.rest_root) if options.rest_root else None,
            now=utc_now,
            clock=time.monotonic,
            sleep=patience.sleep,
            until=patience.until,
        ) as session:
            return sync_site(options, session, now=utc_now, progress=patience.progress)

    return sync


def read_since(text: str | None) -> datetime | str | None:
    """Read `--since`: `last`, a time, or a commit as git names it (`3f2a91c`, `main~2`, a tag).

    Raises:
        ConfigError: for anything else.
    """
    if text is None or text == "last":
        return None
    try:
        return parse_time(text, now=utc_now())
    except ConfigError as error:
        if _REVISION.fullmatch(text):
            return text
        raise ConfigError(f"{error} A commit is named as git does: 3f2a91c, main~2.") from error


def check_since(since: datetime | str | None, tasks: Sequence[SiteTask]) -> None:
    """Refuse a commit that no archive has, before anything is done.

    Raises:
        ConfigError: where none has it.
    """
    paths = [task.path for task in tasks if task.path is not None and task.path.exists()]
    if not isinstance(since, str) or not paths:
        return
    for path in paths:
        with open_archive(path) as archive:
            if archive.resolve(since) is not None:
                return
    where = str(paths[0]) if len(paths) == 1 else f"any of {len(paths)} archives"
    raise ConfigError(
        f"{since} is no time (2026-03-01, 2026-03-01T12:00Z, 3 days ago), and no commit of {where}."
    )
