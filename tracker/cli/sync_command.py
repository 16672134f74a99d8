"""`tracker sync`."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path

import click

from tracker.cli import options
from tracker.cli.addressed import id_of
from tracker.cli.extending import extensions_here, name_here
from tracker.cli.printing import print_outcome
from tracker.cli.progress import progress_bar
from tracker.cli.pushing import push_archive
from tracker.config import http_settings
from tracker.syncing import SyncOptions, sync_site
from tracker.wordpress.address import parse_address
from tracker.wordpress.session import Session


@click.command("sync")
@click.argument("url")
@options.repos
@click.option("--user", help="Read revisions as this user; the password is in TRACKER_PASSWORD.")
@click.option("--types", callback=options.words, help="Only these types, such as posts,pages.")
@click.option("--post", "posts", multiple=True, metavar="POST", help="Only this post; repeatable.")
@click.option("--since", type=options.Moment(), help="Only posts changed since then.")
@click.option("--full", is_flag=True, help="Read every post, whatever is held.")
@click.option("--drafts", is_flag=True, help="Record revisions from before the publication.")
@click.option("--comments", is_flag=True, help="Count comments: one more request a post.")
@click.option("--rest-root", metavar="URL", help="Where the REST API lies, if on another host.")
@click.option("--connections", type=click.IntRange(1, 16), default=4, show_default=True)
@click.option("--rate", type=options.Rate(), help="Requests a second.  [default: 4/s]")
@click.option("--bare", is_flag=True, help="Make a new archive without a working tree.")
@options.push
@options.as_json
def command(
    url: str,
    repos: Path,
    user: str | None,
    types: tuple[str, ...],
    posts: tuple[str, ...],
    since: datetime | None,
    full: bool,
    drafts: bool,
    comments: bool,
    rest_root: str | None,
    connections: int,
    rate: float | None,
    bare: bool,
    push: str | None,
    as_json: bool,
) -> None:
    """Bring the archive of a site up to date; URL is any page of it.

    \b
    Examples:
      tracker sync https://www.example.org
      tracker sync https://www.example.org --types posts --since 2026-01-01
      TRACKER_PASSWORD=... tracker sync https://www.example.org --user jane
      tracker sync https://www.example.org --post 1286 --post 'ferry landing'
      tracker sync https://www.example.org --push origin
    """
    settings = http_settings(user=user, connections=connections, rate=rate)
    chosen = SyncOptions(
        url=url,
        repos=repos,
        types=types,
        posts=tuple(id_of(repos, url, post) for post in posts),
        since=since,
        full=full,
        drafts=drafts,
        comments=comments,
        rest_root=rest_root,
        bare=bare,
        name=name_here(url),
        extensions=extensions_here(),
    )
    session = Session(
        settings,
        site=parse_address(url),
        rest_root=parse_address(rest_root) if rest_root else None,
        now=options.utc_now,
        clock=time.monotonic,
        sleep=time.sleep,
    )
    with session, progress_bar() as progress:
        outcome = sync_site(chosen, session, now=options.utc_now, progress=progress)
    print_outcome(outcome, as_json=as_json)
    if push is not None:
        push_archive(outcome.archive, push)
