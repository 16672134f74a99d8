"""`tracker import`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from tracker.cli import options
from tracker.cli.printing import print_outcome
from tracker.cli.progress import progress_bar
from tracker.importing import import_files


@click.command("import")
@click.argument("url")
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False, readable=True),
)
@options.repos
@click.option(
    "--observed-at",
    type=options.Moment(),
    help="When answers were read that do not tell it.  [default: when the file was written]",
)
@click.option("--bare", is_flag=True, help="Make a new archive without a working tree.")
@options.as_json
def command(
    url: str,
    files: tuple[Path, ...],
    repos: Path,
    observed_at: datetime | None,
    bare: bool,
    as_json: bool,
) -> None:
    """Record REST answers that somebody kept, in the archive of the site at URL.

    FILES hold one REST object, an array of them, or JSON Lines, each a REST object or
    {"observed_at": TIME, "item": OBJECT}; plain, gzip or xz.

    \b
    Example:
      tracker import https://www.example.org answers.jsonl.xz
    """
    with progress_bar("reading the files") as progress:
        outcome = import_files(
            url,
            files,
            repos=repos,
            observed_at=observed_at,
            now=options.utc_now,
            bare=bare,
            progress=progress,
        )
    print_outcome(outcome, as_json=as_json)
