"""`tracker forget`."""

from __future__ import annotations

from pathlib import Path

import click

from tracker.archive.repository import open_archive
from tracker.cli import options
from tracker.errors import ConfigError
from tracker.forgetting import forget_post
from tracker.model import PostKey
from tracker.overview import find_archive


@click.command("forget")
@click.argument("post")
@click.option("--site", help="The archive, where there are several.")
@options.repos
@click.option("--yes", is_flag=True, help="Do not ask.")
def command(post: str, site: str | None, repos: Path, yes: bool) -> None:
    """Take a post out of an archive for good: a takedown.

    POST is written as posts/1286. The history is rewritten without it: commits after the first
    one of the post get other ids. A tombstone stays, and no later sync records the post again.

    \b
    Example:
      tracker forget posts/1286
    """
    path = find_archive(repos, site)
    key = parse_post(post)
    if not yes:
        click.confirm(f"Rewrite the history of {path} without {key}?", abort=True, err=True)
    with open_archive(path) as archive, archive.lock():
        forgotten = forget_post(archive, key, now=options.utc_now)
    click.echo(f"{key} is forgotten: {forgotten.commits} commits are gone from {path}.")
    for remote in forgotten.remotes:
        click.echo(
            f"\nThe remote {remote} still has it. Replace the history there, and ask its host to "
            f"drop unreachable objects:\n\n"
            f"  git -C {path} push --force {remote} main 'refs/tracker/*:refs/tracker/*'\n"
            f"  git -C {path} push --force {remote} :refs/notes/tracker"
        )
    click.echo("\nEvery clone made earlier has to be made anew.")


def parse_post(text: str) -> PostKey:
    """Read `posts/1286`, or `1286` for a post.

    Raises:
        ConfigError: for anything else.
    """
    folder, _, number = text.rpartition("/")
    if not number.isdecimal():
        raise ConfigError(f"{text} is no post; write it as posts/1286.")
    return PostKey(folder=folder or "posts", id=int(number))
