"""`tracker report`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.archive.repository import Archive, open_archive
from tracker.cli import options, selecting
from tracker.cli.asking import check_period, chosen_form, explain_nothing, folder_of_type
from tracker.cli.paging import columns, page
from tracker.cli.printing import print_json
from tracker.cli.progress import progress_bar
from tracker.errors import ConfigError
from tracker.listing.conditions import Wanted
from tracker.naming.moments import parse_time
from tracker.overview import find_archives
from tracker.report.summary import (
    GROUPINGS,
    TABLE_FORMATS,
    Summary,
    summary_csv,
    summary_html,
    summary_json,
    summary_text,
)
from tracker.reviewing import unread_commits
from tracker.summing import summarize

if TYPE_CHECKING:
    from tracker.syncing.options import Progress  # a sync brings requests, and much besides

_USUAL = tuple(name for name in GROUPINGS if name != "day")
_ROWS = 10


@click.command("report")
@click.argument("sites", nargs=-1, metavar="[SITE]...")
@options.held
@click.option("--since", metavar="TIME", help="Seen since then: a time, 3 days ago, reviewed.")
@click.option("--until", metavar="TIME", help="Seen until then; a day stands for its end.")
@click.option("--type", "post_type", help="Only this type: posts, pages, ...")
@click.option("--author", default="", help="Editor or author has this in the name.")
@click.option("--category", default="", help="The post has this category, tag or term.")
@click.option(
    "--by", "groupings", multiple=True, type=click.Choice(GROUPINGS),
    help="Only this grouping; repeatable. Without it all but day.",
)  # fmt: skip
@click.option(
    "-n", "rows", type=click.IntRange(1, 10_000), default=_ROWS, show_default=True,
    help="At most so many rows of a grouping, and of the most edited posts.",
)  # fmt: skip
@click.option(
    "--format", "style", metavar="FORM",
    type=click.Choice(("json", "csv", "html", *TABLE_FORMATS)),
    help="json, csv, html (a page with plots), or a table format of tabulate: simple (default), "
    "plain, github, pipe, grid, rst, mediawiki, latex, ...",
)  # fmt: skip
@options.as_json
def command(
    sites: tuple[str, ...],
    repos: Path,
    since: str | None,
    until: str | None,
    post_type: str | None,
    author: str,
    category: str,
    groupings: tuple[str, ...],
    rows: int,
    style: str | None,
    as_json: bool,
) -> None:
    """Sum up the edits of a period: how many, told or silent, where, by whom, how fast.

    SITE is the name of an archive, a part of it, its address or a path; all without it.
    Touches (only dates or counters moved) are counted apart. "silent" and "masked" are what was
    seen when an edit was made; "told of later" counts those of which a later note tells.

    \b
    Examples:
      tracker report --since '30 days ago'
      tracker report --since 2026-03-01 --until 2026-03-31 --format html > 03.html
      tracker report --by author --by category --format github
    """
    form = chosen_form(style, usual="simple", as_json=as_json)
    wanted = Wanted(
        until=selecting.until_of(until),
        author=author,
        category=category,
        folder=folder_of_type(post_type),
        touches=True,
    )
    reviewed = since == "reviewed"
    start = None if since is None or reviewed else parse_time(since, now=options.utc_now())
    check_period(start, wanted.until)
    with progress_bar() as progress:
        summary = summarize(
            _archives(repos, sites, replace(wanted, since=start), progress, reviewed=reviewed),
            made=options.utc_now(),
            since=start,
            until=wanted.until,
            top=rows,
            tell=lambda done: progress("assessing posts", done, None),
        )
    if not summary.posts:
        explain_nothing(_opened(repos, sites), wanted)
    summary = replace(summary, unread=reviewed)
    _show(summary, form, groupings, rows)


def _archives(
    repos: Path, sites: tuple[str, ...], wanted: Wanted, progress: Progress, *, reviewed: bool
) -> Iterator[tuple[Archive, Wanted]]:
    """Open one archive after the other, each once."""
    paths = _paths(repos, sites)
    for number, path in enumerate(paths):
        progress(f"reading {path.name}", number, len(paths))
        with open_archive(path) as archive:
            unread = unread_commits(archive, None) if reviewed else None
            if reviewed and unread is None:
                raise ConfigError(
                    f"{path.name} was never reviewed; `tracker review --all --site {path.name}` "
                    "marks it as read up to now."
                )
            yield archive, replace(wanted, commits=unread)


def _opened(repos: Path, sites: tuple[str, ...]) -> Iterator[Archive]:
    for path in _paths(repos, sites):
        with open_archive(path) as archive:
            yield archive


def _paths(repos: Path, sites: tuple[str, ...]) -> tuple[Path, ...]:
    found = {
        path.resolve(): path for site in sites or (None,) for path in find_archives(repos, site)
    }
    return tuple(found.values())


def _show(summary: Summary, style: str, groupings: tuple[str, ...], rows: int) -> None:
    wanted = groupings or GROUPINGS
    groups = {name: found for name, found in summary.groups.items() if name in wanted}
    if style == "json":
        print_json(summary_json(replace(summary, groups=groups)))
    elif style == "csv":
        click.echo(summary_csv(replace(summary, groups=groups)), nl=False)
    elif style == "html":
        # The plots need days and months, whatever the tables show.
        click.echo(summary_html(summary, groupings=groupings or _USUAL, limit=rows), nl=False)
    else:
        shown = groupings or _USUAL
        text = summary_text(summary, style=style, width=columns(), groupings=shown, limit=rows)
        page(text.splitlines())
