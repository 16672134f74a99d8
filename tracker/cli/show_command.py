"""`tracker show`."""

from __future__ import annotations

from pathlib import Path

import click

from tracker.archive.repository import Archive
from tracker.assessing import AssessedEdit, iter_assessed
from tracker.cli import options, selecting
from tracker.cli.paging import columns, page, wants_color
from tracker.cli.printing import print_json
from tracker.cli.progress import READING, progress_bar
from tracker.comparing import shown_edit
from tracker.listing import read_known
from tracker.report.show import show_json, show_text


@click.command("show")
@click.argument("edit", nargs=-1, required=True)
@selecting.site
@options.held
@click.option("--context", type=click.IntRange(min=0), default=1, show_default=True,
              help="Unchanged sentences around a change.")  # fmt: skip
@click.option("--all", "everything", is_flag=True, help="The whole text around the changes.")
@options.as_json
def command(
    edit: tuple[str, ...],
    site: str | None,
    repos: Path,
    context: int,
    everything: bool,
    as_json: bool,
) -> None:
    """Show one edit in full: when, by whom, what is said of it and why, and the diff.

    EDIT is a commit, POST#3 or POST MOMENT; a POST alone stands for its newest edit. A MOMENT is
    a commit, r1287 (a revision), 3 or '#-1' (its number), a date, first, latest, reviewed.

    \b
    Examples:
      tracker show af2a8d37
      tracker show 101#2
      tracker show ferry latest
    """
    if len(edit) > 2:
        raise click.UsageError("Name a commit, or a POST and a MOMENT.")
    post, moments = selecting.split_moment(edit)
    with progress_bar(READING), selecting.chosen_archive(repos, site, post) as archive:
        found, edits = _find(archive, post, moments[0] if moments else None)
        shown = shown_edit(
            found, edits, read_known(archive), context=None if everything else context
        )
    if as_json:
        print_json(show_json(shown))
        return
    page(show_text(shown, width=columns(), color=wants_color()).rstrip("\n").split("\n"))


def _find(
    archive: Archive, post: str, moment: str | None
) -> tuple[AssessedEdit, tuple[AssessedEdit, ...]]:
    key, commit = selecting.choose_edit(archive, post)
    moment = moment if moment is not None else commit or None
    ((_, edits),) = iter_assessed(archive, (key,))
    if moment is None:
        real = [one for one in edits if one.assessment.kind.value != "touch"]
        return (real or edits)[-1], edits
    states = tuple(one.recorded for one in edits)
    number = selecting.choose_state(archive, moment, states).number
    return edits[number - 1], edits
