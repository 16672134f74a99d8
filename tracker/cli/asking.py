"""What is asked of lists and reports, and whether anything can answer it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import click

from tracker.archive.repository import Archive
from tracker.listing.conditions import Wanted
from tracker.model import FOLDERS, folder_of


def folder_of_type(post_type: str | None) -> str:
    """Name the folder of a type, written as type or folder; empty where none is meant."""
    if not post_type:
        return ""
    try:
        return post_type if post_type in FOLDERS.values() else folder_of(post_type)
    except ValueError:
        raise click.BadParameter(f"{post_type} is no type of posts") from None


def chosen_form(said: str | None, *, usual: str, as_json: bool) -> str:
    """Tell the form of the output; refuse two that contradict each other.

    Args:
        said: with `--format`.
        usual: where none is said.
        as_json: whether `--json` is.
    """
    if as_json and said not in (None, "json"):
        raise click.UsageError(f"--json and --format {said} contradict each other; choose one.")
    return "json" if as_json else said or usual


def check_period(since: datetime | None, until: datetime | None) -> None:
    """Refuse a period that ends before it begins."""
    if since is not None and until is not None and since > until:
        raise click.BadParameter(
            f"{since:%Y-%m-%d %H:%M} UTC lies after --until, {until:%Y-%m-%d %H:%M} UTC; "
            "nothing can be seen in between.",
            param_hint="'--since'",
        )


def explain_nothing(archives: Iterable[Archive], wanted: Wanted) -> None:
    """Say on standard error which names that were asked for nothing in the archives has.

    Args:
        archives: that had no edit to show, one after the other.
        wanted: what was asked for.

    Raises:
        BadParameter: for a type that no site here has.
    """
    if not (wanted.author or wanted.category or wanted.fields or wanted.folder):
        return
    from tracker.listing.unknown import read_names, unknown_names, unknown_type
    from tracker.text.clean import terminal_safe

    names = tuple(read_names(archive, wanted) for archive in archives)
    told = [*unknown_names(names, wanted)]
    if words := unknown_type(names, wanted):
        if wanted.folder not in FOLDERS.values():
            raise click.BadParameter(f"{terminal_safe(words)}.", param_hint="'--type'")
        told.insert(0, words)
    for words in told:
        click.echo(f"note: {terminal_safe(words)}", err=True)
