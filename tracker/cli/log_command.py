"""`tracker log`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any

import click

from tracker.archive.repository import Archive
from tracker.cli import options, selecting
from tracker.cli.asking import check_period, explain_nothing, folder_of_type
from tracker.cli.paging import columns, count_after_a_second, page, wants_color
from tracker.edits.kinds import Disclosure, EditKind, Severity
from tracker.listing.conditions import Wanted
from tracker.listing.lists import list_edits
from tracker.model import PostKey
from tracker.newest import can_list, iter_newest
from tracker.report.log import LogEntry, log_json, log_lines

_KINDS, _DISCLOSURES = selecting.Verdict(EditKind), selecting.Verdict(Disclosure)


@click.command("log")
@click.argument("post", required=False)
@selecting.site
@options.held
@click.option("-n", "limit", type=click.IntRange(min=1), help="Only so many of the newest.")
@click.option("--reverse", is_flag=True, help="Oldest first.")
@click.option("--since", metavar="TIME", help="Seen since then: a time, 3 days ago, reviewed.")
@click.option("--until", metavar="TIME", help="Seen until then; a day stands for its end.")
@click.option(
    "--kind", "kinds", multiple=True, type=_KINDS, metavar="KIND",
    help=f"Of this kind; repeatable: {', '.join(_KINDS.choices)}.",
)  # fmt: skip
@click.option("--severity", type=selecting.Verdict(Severity), help="At least this.")
@click.option(
    "--disclosure",
    "disclosures",
    multiple=True,
    type=_DISCLOSURES,
    metavar="VERDICT",
    help="With this verdict on what readers were told; repeatable: "
    f"{', '.join(_DISCLOSURES.choices)}.",
)
@click.option("--author", default="", help="Editor or author has this in the name.")
@click.option("--category", default="", help="The post has this category, tag or term.")
@click.option("--field", "fields", multiple=True, help="This field changed; repeatable.")
@click.option("--grep", default="", help="Changed sentences or the headline have these words.")
@click.option("--type", "post_type", help="Only this type: posts, pages, ...")
@click.option("--touches", is_flag=True, help="Also where only dates or counters moved.")
@options.as_json
def command(
    post: str | None,
    site: str | None,
    repos: Path,
    limit: int | None,
    reverse: bool,
    since: str | None,
    until: str | None,
    kinds: tuple[EditKind, ...],
    severity: Severity | None,
    disclosures: tuple[Disclosure, ...],
    post_type: str | None,
    as_json: bool,
    **conditions: Any,
) -> None:
    """List edits, one a line, newest first; of one POST, or of all.

    POST is an id, posts/1286, a slug or address that it has or had, a part of its title, or a
    commit. The time is when an edit was seen (or made, where a revision tells); "within" says how
    long before that it can have been made; "told", whether readers were told: a star says that a
    later note tells of it. "post" is what `tracker show` takes. Empty columns are left out.

    \b
    Examples:
      tracker log -n 20
      tracker log ferry
      tracker log --since '7 days ago' --severity substance --disclosure silent
      tracker log --since reviewed
    """
    with selecting.chosen_archive(repos, site, post) as archive:
        key = None if post is None else selecting.choose_post(archive, post)
        moment, unread = selecting.since_of(archive, since, key)
        end = selecting.until_of(until)
        check_period(moment, end)
        wanted = Wanted(
            since=moment,
            until=end,
            commits=unread,
            kinds=frozenset(kinds),
            severity=severity or Severity.NONE,
            disclosures=frozenset(disclosures),
            author=conditions["author"],
            category=conditions["category"],
            fields=frozenset(conditions["fields"]),
            grep=conditions["grep"],
            touches=conditions["touches"],
            folder=folder_of_type(post_type),
        )
        _show(archive, wanted, key, limit=limit, oldest_first=reverse, as_json=as_json)


def _show(
    archive: Archive,
    wanted: Wanted,
    key: PostKey | None,
    *,
    limit: int | None,
    oldest_first: bool,
    as_json: bool,
) -> None:
    entries: Iterable[LogEntry]
    with count_after_a_second("posts") as tell:
        if key is None and can_list(wanted) and not as_json and (limit or not oldest_first):
            entries = iter_newest(archive, wanted, limit=limit, tell=tell)
            entries = list(entries)[::-1] if oldest_first else entries
        else:
            keys = None if key is None else (key,)
            entries = list_edits(
                archive, wanted, keys, limit=limit, oldest_first=oldest_first, tell=tell
            )
        first = list(islice(entries, 1))  # what has to be assessed is assessed now
    if not first:
        explain_nothing((archive,), wanted)
    entries = chain(first, entries) if isinstance(entries, Iterator) else entries
    if as_json:
        from tracker.cli.printing import print_json  # brings tables, which a list does not need

        print_json({"archive": str(archive.path), "edits": [log_json(one) for one in entries]})
        return
    page(log_lines(entries, width=columns(), color=wants_color(), one_post=key is not None))
