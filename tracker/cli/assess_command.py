"""`tracker assess`."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.archive.repository import open_archive
from tracker.assessing import assess_archive
from tracker.cli import options
from tracker.cli.printing import print_json
from tracker.cli.progress import progress_bar
from tracker.overview import find_archives

if TYPE_CHECKING:
    from tracker.syncing.options import Progress  # a sync brings requests, and much besides


@click.command("assess")
@click.argument("site", required=False)
@options.held
@click.option("--all", "everything", is_flag=True, help="Forget earlier verdicts first.")
@options.as_json
def command(site: str | None, repos: Path, everything: bool, as_json: bool) -> None:
    """Say of every edit what kind it was, and whether readers were told.

    Verdicts are kept as git notes, beside the history, and can be made anew at any time: better
    rules and later notes correct them. `git log` shows them. A sync assesses what it records;
    an import does not.

    \b
    Examples:
      tracker assess
      tracker assess www.example.org --all
    """
    written: dict[str, int] = {}
    for path in find_archives(repos, site):
        with (
            progress_bar(f"{path.name}: reading the history") as progress,
            open_archive(path) as archive,
            archive.lock(),
        ):
            tell = partial(_tell, progress, f"{path.name}: assessing posts")
            if everything:
                (archive.state_dir / "verdicts.sqlite").unlink(missing_ok=True)
            written[str(path)] = assess_archive(archive, at=options.utc_now(), tell=tell)
    if as_json:
        print_json({"archives": [{"archive": name, "notes": n} for name, n in written.items()]})
        return
    for name, count in written.items():
        click.echo(f"{name}: {count} verdicts changed" if count else f"{name}: nothing changed")


def _tell(progress: Progress, what: str, done: int) -> None:
    progress(what, done, None)
