"""`tracker forget`."""

from __future__ import annotations

from pathlib import Path

import click

from tracker.archive.repository import Archive
from tracker.cli import options, selecting
from tracker.cli.app import INTERRUPTED, OK
from tracker.forgetting import forget_post
from tracker.model import PostKey
from tracker.naming.index import read_newest_names
from tracker.text import one_line


@click.command("forget")
@click.argument("post")
@selecting.site
@options.held
@click.option("--yes", is_flag=True, help="Do not ask.")
def command(post: str, site: str | None, repos: Path, yes: bool) -> int:
    """Take a post out of an archive for good: a takedown.

    POST is an id, posts/1286, a slug or address that it has or had, or a part of its title. The
    history is rewritten without it: commits after the first one of the post get other ids. A
    tombstone stays, and no later sync records the post again.

    \b
    Examples:
      tracker forget posts/1286
      tracker forget 'ferry landing' --site www.example.org
    """
    with selecting.chosen_archive(repos, site, post) as archive:
        key = selecting.choose_post(archive, post, surely=True)
        if not (yes or _is_meant(archive, key)):
            click.echo("Nothing was changed.", err=True)
            return INTERRUPTED
        with archive.lock():
            forgotten = forget_post(archive, key, now=options.utc_now)
        path = archive.path
    click.echo(f"{key} is forgotten: {forgotten.commits} commits are gone from {path}.")
    for ref in forgotten.kept:
        click.echo(
            f"\n{ref} is your own and still holds it; delete or move it, then run "
            f"`git -C {path} gc --prune=now`."
        )
    branches = "main audits" if forgotten.has_audits else "main"
    for remote in forgotten.remotes:
        click.echo(
            f"\nThe remote {remote} still has it. Replace the history there, and ask its host to "
            f"drop unreachable objects:\n\n"
            f"  git -C {path} push --force {remote} {branches} 'refs/tracker/*:refs/tracker/*'\n"
            f"  git -C {path} push --force {remote} :refs/notes/tracker"
        )
    click.echo("\nEvery clone made earlier has to be made anew.")
    return OK


def _is_meant(archive: Archive, key: PostKey) -> bool:
    """Ask, with the title: a part of one can name another post than was meant."""
    titles = (one_line(post.title) for post in read_newest_names(archive) if post.key == key)
    named = f"{key} ({title})" if (title := next(titles, "")) else str(key)
    try:
        return click.confirm(f"Rewrite the history of {archive.path} without {named}?", err=True)
    except click.Abort:
        click.echo(err=True)  # the question stands on a line without an end
        return False
