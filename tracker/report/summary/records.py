"""A summary for programs: JSON and CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from tracker.edits.values import Disclosure
from tracker.model import stamp
from tracker.report.summary.cells import no_formula
from tracker.report.summary.values import Middle, Summary, Tally
from tracker.text.clean import one_line

_COUNTS = ("posts", "edits", "substance", "told_later", "corrections", "removals", "reverts")


def summary_json(summary: Summary) -> dict[str, Any]:
    """Give a summary for `--format json`; times are UTC, lengths seconds, null is open."""
    return {
        "made": stamp(summary.made),
        "sites": list(summary.sites),
        "since": _stamp(summary.since),
        "since_review": summary.unread,
        "until": _stamp(summary.until),
        "first": _stamp(summary.first),
        "last": _stamp(summary.last),
        "posts": summary.posts,
        "first_seen": summary.first_seen,
        "touches": summary.touches,
        "total": _tally(summary.total),
        "evidence": dict(sorted(summary.evidence.items())),
        "publication_to_first_edit": _middle(summary.first_edit),
        "edit_to_later_note": _middle(summary.to_note),
        "seen_within": _seconds(summary.seen_within),
        "revision_activity": {
            "readings": summary.activity.readings,
            "moved": summary.activity.moved,
            "held": summary.activity.held,
            "unseen_at_most": summary.activity.unseen,
            "is_public": summary.activity.is_public,
        },
        "groups": {
            grouping: [{"name": one.name, **_tally(one.tally)} for one in groups]
            for grouping, groups in summary.groups.items()
        },
        "most_edited": [
            {
                "site": line.site,
                "post": str(line.key),
                "title": line.title,
                "link": line.link or None,
                **_tally(line.tally),
            }
            for line in summary.top
        ],
    }


def summary_csv(summary: Summary) -> str:
    """Write all numbers as one table (RFC 4180): the total, measures, every group, then posts.

    Measures that are not counts of edits stand in the last column; lengths are seconds, and empty
    where they are open. A name that a spreadsheet would take for a formula has an apostrophe
    before it.
    """
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\r\n")
    verdicts = [one.value.replace(" ", "_") for one in Disclosure]
    writer.writerow(["table", "name", "title", *_COUNTS, *verdicts, "value"])
    writer.writerow(["total", "", "", *_numbers(summary.total), ""])
    none = [""] * (len(_COUNTS) + len(verdicts))
    for name, value in _measures(summary):
        writer.writerow(["measure", name, "", *none, "" if value is None else value])
    for grouping, groups in summary.groups.items():
        for one in groups:
            writer.writerow([grouping, _name(one.name), "", *_numbers(one.tally), ""])
    for line in summary.top:
        name, title = _name(f"{line.site} {line.key}"), _name(line.title)
        writer.writerow(["post", name, title, *_numbers(line.tally), ""])
    return output.getvalue()


def _tally(tally: Tally) -> dict[str, Any]:
    disclosures = {one.value: tally.of(one) for one in Disclosure}
    return {**{name: getattr(tally, name) for name in _COUNTS}, "disclosures": disclosures}


def _numbers(tally: Tally) -> list[int]:
    return [*(getattr(tally, name) for name in _COUNTS), *(tally.of(one) for one in Disclosure)]


def _middle(middle: Middle) -> dict[str, Any]:
    least, most = _seconds(middle.least), _seconds(middle.most)
    return {"count": middle.count, "median_at_least": least, "median_at_most": most}


def _seconds(length: timedelta | None) -> int | None:
    return None if length is None else int(length.total_seconds())


def _stamp(moment: datetime | None) -> str | None:
    return None if moment is None else stamp(moment)


def _measures(summary: Summary) -> Iterator[tuple[str, int | None]]:
    activity = summary.activity
    yield "posts_held", summary.posts
    yield "first_seen", summary.first_seen
    yield "touches", summary.touches
    lengths = {
        "publication_to_first_edit": summary.first_edit,
        "edit_to_later_note": summary.to_note,
    }
    for name, middle in lengths.items():
        for part, number in _middle(middle).items():
            yield f"{name}_{part}", number
    yield "seen_within_median", _seconds(summary.seen_within)
    for name, number in sorted(summary.evidence.items()):
        yield f"evidence_{name.replace(', ', '_and_')}", number
    yield "revision_activity_readings", activity.readings
    yield "revision_activity_moved", activity.moved
    yield "revision_activity_held", activity.held
    yield "revision_activity_unseen_at_most", activity.unseen


def _name(text: str) -> str:
    return no_formula(one_line(text))
