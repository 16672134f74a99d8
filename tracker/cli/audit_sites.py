"""The sites that `tracker audit` is about, and where their archives are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from tracker.audit.sites import SiteTask
from tracker.config import Config, Site, site_for
from tracker.errors import ConfigError
from tracker.findings import SiteAudit
from tracker.overview import find_archives
from tracker.watching import Cadence
from tracker.wordpress.address import archive_name, parse_address


def chosen_sites(sites: Sequence[str], repos: Path, config: Config | None) -> Iterator[Site | Path]:
    """Give each site once: as it is configured, else its archive, else its address.

    Args:
        sites: as a user typed them; none for all configured ones, or, where none is, for all
            archives.
        repos: the folder of the archives.
        config: None where there is none.

    Raises:
        ConfigError: for a site that is neither configured, nor held, nor an address.
    """
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


def default_policy(config: Config | None) -> str:
    """Name the policy of what nothing is configured for."""
    return config.audit.policy if config is not None else "newsroom"


def archive_path(site: Site, repos: Path) -> Path:
    """Tell where the archive of a site is, or is going to be."""
    return repos / (site.name or _name_of(site.url))


def archives_of_run(
    tasks: Sequence[SiteTask], results: Sequence[SiteAudit], repos: Path
) -> list[Path]:
    """Name the archives of a run, those among them that are new."""
    named = [task.path for task in tasks if task.path is not None]
    found = [repos / one.site for one in results if one.record is not None]
    return [path for path in dict.fromkeys((*named, *found)) if path.exists()]


def archives_of(config: Config, repos: Path, run: Sequence[Path]) -> list[Path]:
    """Name all archives that feeds and numbers are about: those of a run, and the others.

    Args:
        config: whose sites count; where it has none, all archives do.
        repos: the folder of the archives.
        run: those of the run.
    """
    others = [archive_path(one, repos) for one in config.sites]
    if not others:
        with suppress(ConfigError):  # the folder can be empty
            others = list(find_archives(repos, None))
    return [path for path in dict.fromkeys((*run, *others)) if path.exists()]


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
        url=parse_address(url), cadence=Cadence(), folder=Path.cwd(), policy=default_policy(config)
    )
