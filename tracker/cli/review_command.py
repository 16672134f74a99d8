"""`tracker review`."""

from __future__ import annotations

from pathlib import Path

import click

from tracker.cli import options, selecting
from tracker.cli.printing import print_json
from tracker.report.outcomes import count_text
from tracker.reviewing import mark_reviewed


@click.command("review")
@click.argument("post", required=False)
@click.option("--all", "everything", is_flag=True, help="All posts of the archive.")
@selecting.site
@options.held
@options.as_json
def command(
    post: str | None, everything: bool, site: str | None, repos: Path, as_json: bool
) -> None:
    """Mark a POST, or all, as read up to now.

    `tracker log --since reviewed` and `tracker diff POST reviewed` then show what came later. The
    marks stand in the archive under refs/reviewed, which is never pushed.

    \b
    Examples:
      tracker review ferry
      tracker review --all
    """
    if everything is (post is not None):
        raise click.UsageError("Name a POST, or say --all.")
    with selecting.chosen_archive(repos, site, post) as archive, archive.lock():
        key = None if post is None else selecting.choose_post(archive, post)
        count = mark_reviewed(archive, key, at=options.utc_now())
    what = str(key) if key is not None else "all posts"
    if as_json:
        print_json({"reviewed": str(key) if key is not None else "all", "commits": count})
        return
    new = f"{count_text(count, 'commit')} not read before" if count else "nothing was new"
    click.echo(f"{what} of {archive.path.name}: read up to now, {new}")
