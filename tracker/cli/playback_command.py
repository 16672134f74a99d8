"""`tracker playback`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from tracker.cli import options
from tracker.playback import run
from tracker.text import one_line


@click.command("playback")
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False, readable=True),
)
@click.option("--at", type=options.Moment(), help="The moment to show.  [default: the newest]")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="[default: any free one]")
def command(files: tuple[Path, ...], at: datetime | None, port: int) -> None:
    """Serve recorded answers as the REST API of a WordPress site, on this machine only.

    FILES are as `tracker import` reads them. End it with Ctrl-C.

    \b
    Example:
      tracker playback answers.jsonl.xz --at 2026-03-01 --port 8080
      tracker sync http://127.0.0.1:8080
    """
    with run(files, at=at, port=port) as running:
        for one in running.skipped:
            click.echo(one_line(f"left out {one.post}: {one.reason}"), err=True)
        click.echo(f"{running.observations} observations at {running.server.url}")
        running.server.closing.wait()
