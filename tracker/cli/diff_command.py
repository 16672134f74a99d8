"""`tracker diff`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from tracker.archive.layout import encode, post_directory
from tracker.chronicle import RecordedState
from tracker.cli import options, selecting
from tracker.cli.app import DIFFERENT, OK
from tracker.cli.asking import chosen_form
from tracker.cli.paging import columns, page, wants_color
from tracker.cli.printing import print_json
from tracker.cli.progress import READING, progress_bar
from tracker.comparing import compare_markup, compare_states
from tracker.listing import read_known
from tracker.model import PostKey
from tracker.report.diff import (
    DiffView,
    render_html,
    render_json,
    render_markdown,
    render_side_by_side,
    render_terminal,
    render_unified,
    stat_document,
)
from tracker.report.sizes import size_of, size_text
from tracker.text import one_line, terminal_safe

FORMATS = ("terminal", "side-by-side", "markdown", "html", "unified", "json")


@click.command("diff")
@click.argument("post")
@click.argument("moments", nargs=-1, metavar="[FROM [TO]]")
@selecting.site
@options.held
@click.option("--format", "form", type=click.Choice(FORMATS), show_default="terminal",
              help="How to show it.")  # fmt: skip
@click.option("--since", metavar="MOMENT", help="The same as FROM.")
@click.option("--raw", is_flag=True, help="The markup instead of the text.")
@click.option("--stat", is_flag=True, help="Only how much changed.")
@click.option("--context", type=click.IntRange(min=0), default=1, show_default=True,
              help="Unchanged sentences around a change.")  # fmt: skip
@click.option("--all", "everything", is_flag=True, help="The whole text around the changes.")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
def command(
    post: str,
    moments: tuple[str, ...],
    site: str | None,
    repos: Path,
    form: str | None,
    since: str | None,
    raw: bool,
    stat: bool,
    context: int,
    everything: bool,
    as_json: bool,
) -> int:
    """Compare two states of a POST: FROM (default: first) and TO (default: latest).

    A moment is a commit, r1287 (a revision), 3 or '#-1' (its number), a date (the state at its
    end), a time, first, latest, reviewed. POST#3 is POST and FROM in one. Exit code 1 says that
    they differ.

    \b
    Examples:
      tracker diff ferry
      tracker diff 101#1 2 --format side-by-side
      tracker diff ferry 2026-05-13 2026-05-14 --format html > ferry.html
    """
    form = chosen_form(form, usual="terminal", as_json=as_json)
    if stat and form not in ("terminal", "json"):
        raise click.UsageError(f"--stat has no form {form}; choose terminal or json.")
    name, chosen = selecting.split_moment((post, *moments))
    chosen = (since, *chosen) if since is not None else chosen
    if len(chosen) > 2:
        raise click.UsageError("Name at most two moments: FROM and TO.")
    start, end = (*chosen, *("first", "latest")[len(chosen) :])
    with progress_bar(READING), selecting.chosen_archive(repos, site, post) as archive:
        key = selecting.choose_post(archive, name)
        states = selecting.read_states(archive, key)
        before, after = (selecting.choose_state(archive, text, states) for text in (start, end))
        around = None if everything else context
        if raw:
            view = compare_markup(archive, before, after, context=around)
        else:
            view = compare_states(before, after, read_known(archive), context=around)
        language = str(archive.site().get("language") or "") or None
    differs = bool(view.diff or view.fields or before.state.away != after.state.away)
    _tell_what_no_text_shows(before, after, differs=differs, stat=stat)
    if stat and form == "json":
        print_json({"post": str(key), **stat_document(view)})
    elif stat:
        click.echo(_stat(key, view, same="the same text" if differs else "no difference"))
    elif form == "unified":
        _print_patch(render_unified(view, folder=post_directory(key)))
    else:
        text = _render(view, form, key, title=after.state.title, language=language)
        page(text.rstrip("\n").split("\n") if text else ())
    return DIFFERENT if differs else OK


def _print_patch(text: str) -> None:
    """Print what `git apply` reads: byte for byte, except on a terminal, which is kept safe."""
    if sys.stdout.isatty():
        page(terminal_safe(text).rstrip("\n").split("\n") if text else ())
    else:
        click.echo(encode(text), nl=False)


def _tell_what_no_text_shows(
    before: RecordedState, after: RecordedState, *, differs: bool, stat: bool
) -> None:
    """Say on standard error what a diff leaves out, and that there is none where one is awaited."""
    for one in (before, after):
        if one.state.away:
            reason = one_line(one.state.away)
            click.echo(
                f"{one.key} #{one.number} is not public ({reason}); its last text is compared",
                err=True,
            )
    if not differs and not stat and sys.stdout.isatty():
        click.echo(
            f"{after.key}: no difference between #{before.number} and #{after.number}", err=True
        )


def _render(view: DiffView, form: str, key: PostKey, *, title: str, language: str | None) -> str:
    if form == "json":
        return render_json(view)
    if form == "html":
        return render_html(view, title=title or str(key), language=language)
    if form == "markdown":
        return render_markdown(view)
    width, color = columns(), wants_color()
    if form == "side-by-side":
        return render_side_by_side(view, width=width, color=color)
    body = render_terminal(view, width=width, color=color)
    head = f"{key}  {view.before_label} -> {view.after_label}"
    if len(head) > width:
        head = f"{key}\n  {view.before_label}\n  -> {view.after_label}"
    return f"{head}\n\n{body}" if view.diff or view.fields else ""


def _stat(key: PostKey, view: DiffView, *, same: str) -> str:
    parts = [size_text(size_of(view.diff))]
    if view.fields:
        parts.append("fields: " + ", ".join(one_line(field.name) for field in view.fields))
    return f"{key}  {'; '.join(part for part in parts if part) or same}"
