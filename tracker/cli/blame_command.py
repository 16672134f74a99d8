"""`tracker blame`."""

from __future__ import annotations

from pathlib import Path

import click

from tracker.assessing import iter_assessed
from tracker.blaming import blame
from tracker.cli import options, selecting
from tracker.cli.paging import columns, page, wants_color
from tracker.cli.printing import print_json
from tracker.cli.progress import READING, progress_bar
from tracker.report.blame import blame_json, blame_lines


@click.command("blame")
@click.argument("post")
@click.argument("moment", required=False)
@selecting.site
@options.held
@click.option("--deleted", is_flag=True, help="Also the sentences that went.")
@options.as_json
def command(
    post: str, moment: str | None, site: str | None, repos: Path, deleted: bool, as_json: bool
) -> None:
    """Show for each sentence of a POST which edit gave it its words, and which brought it.

    A sentence that was reworded, moved, split or merged is the same sentence still. The margin
    names the edit (`tracker show POST#3`), until when it was seen and by whom; "first #1" is the
    edit that brought the sentence. MOMENT shows the post as it was then.

    \b
    Examples:
      tracker blame ferry
      tracker blame 101 '#2' --deleted
    """
    name, moments = selecting.split_moment((post, *((moment,) if moment is not None else ())))
    with progress_bar(READING), selecting.chosen_archive(repos, site, post) as archive:
        key = selecting.choose_post(archive, name)
        ((_, edits),) = iter_assessed(archive, (key,))
        states = tuple(edit.recorded for edit in edits)
        last = selecting.choose_state(archive, moments[0] if moments else "latest", states)
        sentences = blame(edits[: last.number], with_deleted=deleted)
    if as_json:
        print_json(
            {
                "post": str(key),
                "number": last.number,
                "commit": last.place.commit,
                "sentences": [blame_json(one) for one in sentences],
            }
        )
        return
    page(blame_lines(sentences, width=columns(), color=wants_color()))
