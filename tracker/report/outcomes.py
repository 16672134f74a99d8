"""What a sync or an import did, for people."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.outcome import KINDS, Outcome
from tracker.report.tables import number_table, plain_table
from tracker.text.clean import one_line

_SHOWN = 20
_MEANINGS = {
    "first-seen": "posts met for the first time",
    "publish": "posts published since the last sync",
    "edit": "edits",
    "touch": "only dates or counters moved",
    "protect": "posts now behind a password",
    "unpublish": "posts no longer public",
    "remove": "posts erased or moved",
    "restore": "posts public again",
    "site": "changes of the site itself",
    "backfill": "older states that became known",
}


def outcome_text(outcome: Outcome) -> str:
    """Write the result: a table of what was recorded, then what a reader should know."""
    parts = [f"{one_line(outcome.site)} -> {one_line(str(outcome.archive))}"]
    parts.append(recorded_table(outcome.recorded))
    parts.append(_sums(outcome))
    if activity := _activity(outcome):
        parts.append("\n".join(activity))
    if outcome.skipped:
        shown = [(one.post, one.reason) for one in outcome.skipped[:_SHOWN]]
        more = len(outcome.skipped) - len(shown)
        table = plain_table(shown, ("skipped", "because"))
        parts.append(table + (f"\nand {more} more" if more > 0 else ""))
    if outcome.kept:
        parts.append(
            "left as you changed them in the working tree: "
            + ", ".join(one_line(path) for path in outcome.kept[:_SHOWN])
        )
    return "\n\n".join(parts)


def recorded_table(recorded: Mapping[str, int]) -> str:
    """Lay out how many commits of each kind were made."""
    rows = [(kind, recorded[kind], _MEANINGS[kind]) for kind in KINDS if recorded.get(kind)]
    return number_table(rows) if rows else "nothing changed"


def _sums(outcome: Outcome) -> str:
    sums = [count_text(outcome.read, "post") + " read", count_text(outcome.requests, "request")]
    if outcome.revisions:
        sums.append(count_text(outcome.revisions, "revision") + " recorded")
    if outcome.drafts:
        drafts = count_text(outcome.drafts, "revision")
        sums.append(f"{drafts} from before publication left out")
    if outcome.autosaves:
        sums.append(count_text(outcome.autosaves, "autosave") + " left out")
    return ", ".join(sums)


def count_text(count: int, word: str) -> str:
    """Write a number of things: `1 post`, `2 posts`."""
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def _activity(outcome: Outcome) -> list[str]:
    lines = [
        f"{one.post}: {count_text(one.count, 'more revision')} than at the last reading, "
        f"{count_text(one.seen, 'change')} seen"
        for one in outcome.revision_activity
        if one.count > one.seen
    ]
    more = len(lines) - _SHOWN
    return lines[:_SHOWN] + ([f"and {more} more such posts"] if more > 0 else [])
