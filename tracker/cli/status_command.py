"""`tracker status`."""

from __future__ import annotations

from pathlib import Path

import click

from tracker.cli import options
from tracker.cli.printing import print_json
from tracker.cli.progress import progress_bar
from tracker.overview import find_archives, iter_status
from tracker.report.status import status_json, status_text


@click.command("status")
@click.argument("site", required=False)
@options.held
@options.as_json
def command(site: str | None, repos: Path, as_json: bool) -> None:
    """Show what the archives hold: posts, states, times, the last sync, size.

    SITE is the name of an archive, a part of it, its address or a path; all without it.
    Coverage sets the states held against the public revision activity, which is a bound:
    autosaves move it, and status changes do not.

    \b
    Examples:
      tracker status
      tracker status www.example.org --json
    """
    with progress_bar("looking into archives"):
        found = tuple(iter_status(find_archives(repos, site)))
    if as_json:
        print_json({"archives": [status_json(one) for one in found]})
        return
    click.echo("\n\n".join(status_text(one) for one in found))
