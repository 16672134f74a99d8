"""`tracker init`."""

from __future__ import annotations

from pathlib import Path

import click

from tracker.config.finding import FILE_NAME
from tracker.config.template import template_text, write_new
from tracker.wordpress.address import parse_address


@click.command("init")
@click.argument("where", nargs=-1, metavar="[FOLDER|FILE] [URL...]")
@click.option("--force", is_flag=True, help="Replace a file that is there.")
def command(where: tuple[str, ...], force: bool) -> None:
    """Write a commented tracker.toml, for the sites URL... if any are named.

    \b
    Examples:
      tracker init
      tracker init https://www.example.org https://news.example.org
      tracker init /etc/tracker/tracker.toml
    """
    path, typed = _split(where)
    urls = tuple(dict.fromkeys(map(parse_address, typed)))
    write_new(path, template_text(urls), force=force)
    click.echo(f"{path}: written; edit it, then try it with `tracker config check`")


def _split(words: tuple[str, ...]) -> tuple[Path, tuple[str, ...]]:
    """Tell the place, which comes first if it is there, from addresses."""
    if not words or not _is_place(words[0]):
        return Path(FILE_NAME), words
    place = Path(words[0])
    return (place / FILE_NAME if place.suffix != ".toml" else place), words[1:]


def _is_place(word: str) -> bool:
    if "://" in word:
        return False
    is_path = word.startswith((".", "/", "~")) or word.endswith((".toml", "/"))
    return is_path or Path(word).is_dir() or not ("." in word or word.startswith("localhost"))
