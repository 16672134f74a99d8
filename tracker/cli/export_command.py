"""`tracker export`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from tracker.archive.repository import open_archive
from tracker.cli import options
from tracker.cli.paging import count_after_a_second
from tracker.cli.printing import print_json
from tracker.exporting import export_jsonl, export_patches, export_sqlite
from tracker.overview import find_archive


@click.command("export")
@click.argument("site", required=False)
@options.held
@click.option("--sqlite", type=click.Path(path_type=Path, dir_okay=False),
              help="Write an SQLite database.")  # fmt: skip
@click.option("--jsonl", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
              help="Write one JSON object a line; - is standard output.")  # fmt: skip
@click.option("--patches", type=click.Path(path_type=Path, file_okay=False),
              help="Write one patch a file into a new folder.")  # fmt: skip
@options.as_json
def command(
    site: str | None,
    repos: Path,
    sqlite: Path | None,
    jsonl: Path | None,
    patches: Path | None,
    as_json: bool,
) -> None:
    """Write the edits of an archive for other programs.

    SITE is the name of an archive, a part of it, its address or a path. docs/export.md describes
    the tables; they are made for Datasette.

    \b
    Examples:
      tracker export --sqlite edits.db && datasette edits.db
      tracker export --jsonl - | jq -r 'select(.severity == "substance") | .title'
      tracker export --patches patches
    """
    chosen = [target for target in (sqlite, jsonl, patches) if target is not None]
    if len(chosen) != 1:
        raise click.UsageError("Say one of --sqlite, --jsonl and --patches.")
    to_stdout = jsonl is not None and str(jsonl) == "-"
    path = find_archive(repos, site)
    with open_archive(path) as archive, _counting(aloud=not to_stdout) as tell:
        if sqlite is not None:
            count = export_sqlite(archive, sqlite, tell=tell)
        elif jsonl is not None:
            with click.open_file(str(jsonl), "wb") as target:
                count = export_jsonl(archive, target, tell=tell)
        else:
            count = export_patches(archive, chosen[0], tell=tell)
    if to_stdout:
        return
    if as_json:
        print_json({"target": str(chosen[0]), "count": count})
    else:
        click.echo(f"{count} {'patches' if patches else 'edits'} -> {chosen[0]}")


@contextmanager
def _counting(*, aloud: bool) -> Iterator[Callable[[int], None]]:
    """Count edits on standard error, unless the edits themselves run over the same terminal."""
    if aloud or not sys.stdout.isatty():
        with count_after_a_second("edits") as tell:
            yield tell
    else:
        yield lambda done: None
