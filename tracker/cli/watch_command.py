"""`tracker watch`."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import click

from tracker.archive.repository import open_archive
from tracker.cli import options
from tracker.cli.addressed import held_archive
from tracker.cli.extending import extensions_here, name_here
from tracker.cli.following import Printer
from tracker.cli.pushing import push_archive
from tracker.config import http_settings
from tracker.errors import ArchiveError, ConfigError
from tracker.overview import find_archives
from tracker.syncing import SyncOptions
from tracker.watching import Cadence, Watch
from tracker.wordpress.address import origin_of, parse_address
from tracker.wordpress.session import Session
from tracker.wordpress.settings import HttpSettings

_RATE = 4.0


@click.command("watch")
@click.argument("site")
@options.repos
@click.option(
    "--every",
    type=options.Duration(),
    default="15m",
    show_default=True,
    help="Between two syncs in the day after a publication or an edit.",
)
@click.option(
    "--at-least",
    type=options.Duration(),
    default="6h",
    show_default=True,
    help="Between two syncs after a quiet week.",
)
@click.option("--syncs", type=click.IntRange(1), help="End after so many.")
@click.option("--user", help="Read revisions as this user; the password is in TRACKER_PASSWORD.")
@click.option("--types", callback=options.words, help="Only these types, such as posts,pages.")
@click.option("--rest-root", metavar="URL", help="Where the REST API lies, if on another host.")
@click.option("--connections", type=click.IntRange(1, 16), default=4, show_default=True)
@click.option("--rate", type=options.Rate(), help="Requests a second.  [default: 4/s]")
@click.option("--ignore-robots", is_flag=True, help="Do not read robots.txt: the site is yours.")
@options.push
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line and edit.")
def command(
    site: str,
    repos: Path,
    every: timedelta,
    at_least: timedelta,
    syncs: int | None,
    user: str | None,
    types: tuple[str, ...],
    rest_root: str | None,
    connections: int,
    rate: float | None,
    ignore_robots: bool,
    push: str | None,
    as_json: bool,
) -> None:
    """Repeat sync, and print edits as they come.

    SITE is the address of a site, or the name of its archive. Syncs follow each other every
    15 minutes for a day after a publication or an edit, then ever more slowly; after a quiet
    week, every 6 hours. Crawl-delay and Disallow in robots.txt are kept. A site that does not
    answer is asked again later. End it with Ctrl-C or SIGTERM: what was recorded is whole.

    \b
    Examples:
      tracker watch https://www.example.org
      tracker watch www.example.org --every 5m --push origin >> edits.txt
    """
    chosen, path = _choose(site, repos, types=types, rest_root=rest_root)
    settings = http_settings(user=user, connections=connections, rate=rate)
    watch = Watch(
        chosen,
        path=path,
        connect=_connect(settings, chosen),
        cadence=Cadence(every=every, at_least=at_least),
        now=options.utc_now,
        sleep=time.sleep,
        heed_robots=not ignore_robots,
    )
    printer = Printer(as_json=as_json)
    for number, one in enumerate(watch.rounds(), 1):
        printer.show(one, now=options.utc_now())
        if push is not None and one.outcome is not None:
            _push(one.outcome.archive, push, printer)
        if number == syncs:
            return
        printer.tell_next(options.utc_now() + one.pause)


def _choose(
    site: str, repos: Path, *, types: tuple[str, ...], rest_root: str | None
) -> tuple[SyncOptions, Path | None]:
    """Take the address from the archive that SITE names, or SITE for an address."""
    path = _held(site, repos)
    if path is None:
        url = parse_address(site)
        chosen = SyncOptions(
            url=url,
            repos=repos,
            name=name_here(url),
            types=types,
            rest_root=rest_root,
            extensions=extensions_here(),
        )
        return chosen, held_archive(repos, url)
    with open_archive(path) as archive:
        known = archive.site()
    address, root = known.get("url"), known.get("rest_root")
    if not address:
        raise ConfigError(f"{path} does not name its site; give the address instead.")
    if rest_root is None and root and origin_of(root) != origin_of(address):
        rest_root = str(root)  # named by the user when the archive was made
    chosen = SyncOptions(
        url=address,
        repos=path.parent,
        name=path.name,
        types=types,
        rest_root=rest_root,
        extensions=extensions_here(),
    )
    return chosen, path


def _held(site: str, repos: Path) -> Path | None:
    """Find the archive that SITE names; None where it is an address.

    Raises:
        ConfigError: where several archives fit, or none does and it is no address either.
    """
    if "://" in site:
        return None
    try:
        found = find_archives(repos, site)
    except ConfigError:
        if not re.search(r"[.:]", site):
            raise
        address = parse_address(site)
        click.echo(f"No archive in {repos} has this name; {address} is watched.", err=True)
        return None
    if len(found) > 1:
        names = ", ".join(path.name for path in found)
        new = f", or write https://{site} for another site" if "." in site else ""
        raise ConfigError(f"Several archives fit: {names}; name one of them{new}.")
    if site not in (found[0].name, str(found[0])):
        click.echo(f"The archive {found[0].name} is watched.", err=True)
    return found[0]


def _connect(settings: HttpSettings, chosen: SyncOptions) -> Callable[[float | None], Session]:
    """Make the opener of sessions: with `Crawl-delay`, slower and one request after the other."""

    def connect(limit: float | None) -> Session:
        polite = settings
        if limit is not None:
            rate = min(limit, settings.rate or _RATE)
            polite = replace(settings, rate=rate, connections=1)
        return Session(
            polite,
            site=parse_address(chosen.url),
            rest_root=parse_address(chosen.rest_root) if chosen.rest_root else None,
            now=options.utc_now,
            clock=time.monotonic,
            sleep=time.sleep,
        )

    return connect


def _push(path: Path, remote: str, printer: Printer) -> None:
    """Push, and go on watching where it fails: the next push carries all."""
    try:
        push_archive(path, remote)
    except ArchiveError as error:
        printer.complain(error)
