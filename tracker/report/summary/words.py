"""The words and numbers of a summary, the same for every format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.edits.values import Disclosure
from tracker.report.columns import duration_text, headline_text, minute_text
from tracker.report.outcomes import count_text
from tracker.report.summary.values import Middle, PostLine, Summary, Tally

COUNTS = ("posts", "edits", "substance", "silent", "masked", "corrected")
TITLES = {
    "site": "By site",
    "type": "By type",
    "author": "By author",
    "category": "By category",
    "weekday": "By day of the week",
    "month": "By month",
    "day": "By day",
}
REMARKS = {
    "author": "Who made the edit, where a revision tells; else the author of the post.",
    "category": "A post in two categories counts in both.",
    "weekday": "The day on which an edit was seen, where the site is.",
    "month": "The month in which an edit was seen, where the site is.",
    "day": "The day on which an edit was seen, where the site is.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under headers; all columns but the first `labels` ones hold numbers.

    Args:
        links: an address for each row, or nothing.
    """

    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    labels: int = 1
    remark: str = ""
    links: tuple[str, ...] = ()


def heading(summary: Summary) -> str:
    """Name the archives."""
    return "Edits of " + ", ".join(summary.sites)


def period(summary: Summary) -> str:
    """Write the period that was asked for, and what it holds."""
    words = ["since the last review" if summary.unread else ""]
    words.append(f"since {minute_text(summary.since)} UTC" if summary.since else "")
    words.append(f"until {minute_text(summary.until)} UTC" if summary.until else "")
    asked = " ".join(filter(None, words)) or "all that is held"
    seen = "no edits"
    if summary.first is not None and summary.last is not None:
        seen = f"edits seen {minute_text(summary.first)} to {minute_text(summary.last)} UTC"
    return f"{asked}: {seen}. Report of {minute_text(summary.made)} UTC"


def measures(summary: Summary) -> Table:
    """Give the numbers of the whole period."""
    total = summary.total
    rows = (
        ("posts held", _number(summary.posts), f"met in the period: {summary.first_seen}"),
        ("posts edited", _number(total.posts), share(total.posts, summary.posts, "of posts")),
        ("edits", _number(total.edits), f"touches, not counted: {summary.touches}"),
        (
            "  of substance",
            _number(total.substance),
            share(total.substance, total.edits, "of edits"),
        ),
        *_told(total),
        ("corrections", _number(total.corrections), "or clarified, or retracted"),
        ("removals", _number(total.removals), ""),
        ("reverts", _number(total.reverts), "an earlier text came back"),
        *_times(summary),
        *_coverage(summary),
    )
    return Table(title="Summary", headers=("measure", "value", "remark"), rows=rows)


def group_table(summary: Summary, grouping: str, limit: int) -> Table:
    """Give the rows of one grouping, not more than so many."""
    groups = summary.groups.get(grouping, ())
    rows = tuple((group.name, *counts(group.tally)) for group in groups[:limit])
    remark = REMARKS.get(grouping, "")
    if len(groups) > limit:
        more = len(groups) - limit
        remark = f"{remark} {more} more {'is' if more == 1 else 'are'} left out.".strip()
    return Table(title=TITLES[grouping], headers=(grouping, *COUNTS), rows=rows, remark=remark)


def top_table(summary: Summary) -> Table:
    """Give the most edited posts."""
    several = len(summary.sites) > 1
    rows = tuple(
        (headline_text(line.title), _name(line, several), *counts(line.tally)[1:])
        for line in summary.top
    )
    return Table(
        title="Most edited posts",
        headers=("headline", "post", *COUNTS[1:]),
        rows=rows,
        labels=2,
        links=tuple(line.link for line in summary.top),
    )


def tables(summary: Summary, groupings: tuple[str, ...], limit: int) -> Iterator[Table]:
    """Give all tables in order; those without a row are left out."""
    yield measures(summary)
    shown = [each for each in groupings if each != "site" or len(summary.sites) > 1]
    found = (group_table(summary, grouping, limit) for grouping in shown)
    yield from (table for table in (*found, top_table(summary)) if table.rows)


def counts(tally: Tally) -> tuple[str, ...]:
    """Write the counts of `COUNTS`; a question mark where some may be derived."""
    unsure = tally.of(Disclosure.MASKED_OR_DERIVED)
    masked = str(tally.of(Disclosure.MASKED)) + (f"+{unsure}?" if unsure else "")
    silent = str(tally.of(Disclosure.SILENT))
    numbers = (tally.posts, tally.edits, tally.substance)
    return (*map(str, numbers), silent, masked, str(tally.corrections))


def share(part: int, whole: int, words: str) -> str:
    """Write a share in per cent; empty where there is no whole."""
    return f"{100 * part / whole:.0f} % {words}" if whole else ""


def middle_text(middle: Middle) -> str:
    """Write a median with its bounds: `2h`, `47m to 2h`, `47m or more`, `at most 2h`, `-`."""
    if middle.least is None:
        return "-"
    least = duration_text(middle.least)
    if middle.most is None:
        return f"{least} or more"
    most = duration_text(middle.most)
    if not middle.least:
        return f"at most {most}"
    return least if least == most else f"{least} to {most}"


def _told(total: Tally) -> Iterator[tuple[str, str, str]]:
    remarks = {
        Disclosure.DISCLOSED: "a note tells of them",
        Disclosure.PARTLY: "told of in part",
        Disclosure.SILENT: share(total.of(Disclosure.SILENT), total.substance, "of substance")
        + "; no note seen",
        Disclosure.MASKED: share(total.of(Disclosure.MASKED), total.edits, "of edits")
        + "; modified did not follow",
        Disclosure.MASKED_OR_DERIVED: share(
            total.of(Disclosure.MASKED_OR_DERIVED), total.edits, "of edits"
        )
        + "; perhaps derived (+N?)",
        Disclosure.DERIVED: "no edit of the post",
    }
    for disclosure, remark in remarks.items():
        number = total.of(disclosure)
        shown = remark.removeprefix("; ") if number else ""
        yield f"  {disclosure.value}", _number(number), shown
    yield "  told of later", _number(total.told_later), "a later note tells of them"


def _times(summary: Summary) -> Iterator[tuple[str, str, str]]:
    first, note = summary.first_edit, summary.to_note
    number = f"median, {count_text(first.count, 'post')} met unedited"
    yield "first edit after", middle_text(first), number if first.count else ""
    number = f"median, {count_text(note.count, 'edit')}"
    yield "later note after", middle_text(note), number if note.count else ""
    within = summary.seen_within
    shown = duration_text(within) if within is not None else "-"
    remark = "median; made at most so long before"
    yield "seen within", shown, remark if within is not None else ""


def _coverage(summary: Summary) -> Iterator[tuple[str, str, str]]:
    known = ", ".join(f"{count} {name}" for name, count in sorted(summary.evidence.items()))
    yield "evidence", str(sum(summary.evidence.values())), known
    activity = summary.activity
    if not activity.readings:
        asked = summary.since or summary.until or summary.unread
        once = "public counts were not read again" if asked else "public counts were read once only"
        yield "coverage", "-", once if activity.is_public else "no public revision activity"
        return
    yield (
        "coverage",
        f"{activity.held} of {activity.moved}",
        f"of revision activity; {activity.unseen} unseen at most",
    )


def _name(line: PostLine, several: bool) -> str:
    return f"{line.key} {line.site}" if several else str(line.key)


def _number(number: int) -> str:
    return str(number)
