"""`tracker verify`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tracker.archive.repository import open_archive
from tracker.cli import options
from tracker.cli.app import DIFFERENT
from tracker.cli.printing import print_json
from tracker.cli.progress import progress_bar
from tracker.overview import find_archives
from tracker.report.tables import plain_table
from tracker.verifying import Verification

if TYPE_CHECKING:
    from tracker.syncing.options import Progress  # a sync brings requests, and much besides


@click.command("verify")
@click.argument("site", required=False)
@options.held
@options.as_json
@click.pass_context
def command(context: click.Context, site: str | None, repos: Path, as_json: bool) -> int:
    """Check that an archive is whole: objects, messages, files, nothing doubled.

    SITE is the name of an archive, a part of it, its address or a path; all without it.
    Exit code 1 says that something is wrong, and the table says what.

    \b
    Examples:
      tracker verify
      tracker verify www.example.org --json
    """
    results: list[dict[str, Any]] = []
    for path in find_archives(repos, site):
        verification = Verification()
        with progress_bar(f"{path.name}: opening") as progress, open_archive(path) as archive:
            tell = _teller(path.name, progress)
            problems = [(one.where, one.what) for one in verification.check(archive, tell=tell)]
        results.append(
            {
                "archive": str(path),
                "commits": verification.commits,
                "states": verification.states,
                "problems": [{"where": where, "what": what} for where, what in problems],
            }
        )
        if not as_json:
            count = f"{verification.commits} commits, {verification.states} states"
            click.echo(f"{path}: {count}, {'all well' if not problems else 'not whole:'}")
            if problems:
                click.echo(plain_table(problems, ("where", "what")))
    if as_json:
        print_json({"archives": results})
    return DIFFERENT if any(one["problems"] for one in results) else 0


def _teller(name: str, progress: Progress) -> Callable[[str, int], None]:
    """Tell what is being checked, and of which archive."""
    return lambda what, done: progress(f"{name}: {what}", done, None)
