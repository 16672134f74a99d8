"""What an archive holds, for people and for programs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tracker.holdings import Status, TypeCensus
from tracker.model import stamp
from tracker.report.tables import plain_table
from tracker.text.clean import one_line

_UNITS = ("B", "kB", "MB", "GB", "TB")


def status_text(status: Status) -> str:
    """Write the status of one archive as lines and a table."""
    census = status.census
    title = one_line(str(status.site.get("name") or status.name))
    lines = [
        f"{title}  {one_line(str(status.site.get('url') or ''))}",
        f"  archive    {one_line(str(status.path))}, {size_text(status.size)}",
        f"  states     {_span(census.first, census.last)}",
        f"  last sync  {status.last_sync or 'never'}{_failures(status)}",
    ]
    if census.foreign:
        lines.append(f"  {census.foreign} commits on main are not tracker's")
    rows = [(one.folder, one.posts, one.away, one.states, _coverage(one)) for one in census.types]
    table = plain_table(rows, ("type", "public", "away", "states", "coverage"))
    return "\n".join(lines) + (f"\n\n{table}" if rows else "")


def status_json(status: Status) -> dict[str, Any]:
    """Give the status of one archive for `--json`."""
    census = status.census
    return {
        "name": status.name,
        "archive": str(status.path),
        "site": status.site,
        "size": status.size,
        "first": stamp(census.first) if census.first else None,
        "last": stamp(census.last) if census.last else None,
        "last_sync": status.last_sync,
        "failed": status.failed,
        "commits": census.kinds,
        "foreign_commits": census.foreign,
        "types": [
            {
                "type": one.folder,
                "public": one.posts,
                "away": one.away,
                "states": one.states,
                "revisions": one.revisions,
                "revision_activity": one.activity,
            }
            for one in census.types
        ],
    }


def size_text(size: int) -> str:
    """Write a number of bytes for people."""
    value = float(size)
    for unit in _UNITS:
        if value < 1000 or unit == _UNITS[-1]:
            return f"{value:.0f} {unit}" if value >= 10 or unit == "B" else f"{value:.1f} {unit}"
        value /= 1000
    return ""


def _coverage(one: TypeCensus) -> str:
    """Set what is held against the public revision activity: a bound, not a share."""
    if not one.activity:
        return "no public revision count"
    return f"{one.states} states, {one.revisions} of revisions; the site counts {one.activity}"


def _span(first: datetime | None, last: datetime | None) -> str:
    if first is None or last is None:
        return "none"
    return f"{stamp(first)} to {stamp(last)}"


def _failures(status: Status) -> str:
    if not status.failed:
        return ""
    count = len(status.failed)
    return f", {count} thing{'s' * (count > 1)} could not be read"
