"""Make the tasks of `tracker audit`: of configured sites, of archives, of addresses."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from tracker.archive.repository import open_archive
from tracker.audit.auditing import Audit
from tracker.audit.patience import Patience
from tracker.audit.policy import Policy
from tracker.audit.sites import SiteTask, Syncing
from tracker.cli.audit_sites import archive_path, chosen_sites, default_policy
from tracker.cli.extending import extensions_of
from tracker.cli.options import utc_now
from tracker.config import Config, Site, http_settings, policy_named, site_settings
from tracker.errors import ConfigError, TrackerError
from tracker.outcome import Outcome
from tracker.syncing import SyncOptions, sync_site
from tracker.watching import Cadence
from tracker.wordpress.address import origin_of, parse_address
from tracker.wordpress.session import Session
from tracker.wordpress.settings import HttpSettings

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

    chosen = tuple(chosen_sites(sites, repos, config))
    if config is not None:
        choices = replace(choices, timeout=config.audit.timeout)
    if len(chosen) > 1:
        choices = replace(choices, workers=0)
    tasks = []
    for one in chosen:
        own = one.policy if isinstance(one, Site) else default_policy(config)
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


def _is_same(policy: Callable[[str], Policy], asked: str, own: str) -> bool:
    """Tell whether a policy that is asked for is the site's own by another name."""
    try:
        return policy(asked).as_data() == policy(own).as_data()
    except ConfigError:  # the site's own is broken, and not what this run needs
        return False


def _configured(
    site: Site, repos: Path, config: Config | None, choices: Choices, audit: Audit
) -> SiteTask:
    path = archive_path(site, repos)
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
