"""The golden summaries: whole files, read as text in review.

`python -m tests.report.golden_cases` writes them anew.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tracker.edits.values import Disclosure
from tracker.model import PostKey
from tracker.report.summary import (
    GROUPINGS,
    Activity,
    Group,
    Middle,
    PostLine,
    Summary,
    Tally,
    summary_csv,
    summary_html,
    summary_json,
    summary_text,
)

GOLDEN = Path(__file__).parent / "golden"
USUAL = GROUPINGS[:-1]
HOSTILE = "Wall | <b onclick=alert(1)>*up*</b> \x1b[31mred\u202e"


def tally(posts: int, *counts: int) -> Tally:
    """Make counts: disclosed, partly, silent, masked, masked or derived, not needed."""
    verdicts = (
        Disclosure.DISCLOSED, Disclosure.PARTLY, Disclosure.SILENT, Disclosure.MASKED,
        Disclosure.MASKED_OR_DERIVED, Disclosure.NOT_NEEDED,
    )  # fmt: skip
    return Tally(
        posts=posts,
        edits=sum(counts),
        substance=sum(counts[:4]),
        told_later=counts[2] // 2,
        corrections=counts[0],
        removals=counts[3],
        reverts=counts[1],
        disclosures=dict(zip(verdicts, counts, strict=True)),
    )


def groups(**named: Tally) -> tuple[Group, ...]:
    """Name tallies; an underscore stands for a space."""
    return tuple(Group(name=name.replace("_", " "), tally=one) for name, one in named.items())


def summary() -> Summary:
    """Make a summary of two sites in which nothing is empty."""
    lines = (
        ("Harbour wall to cost more", "https://www.example.org/harbour-wall/", (1, 1, 3, 1, 0, 2)),
        (HOSTILE, "javascript:alert(1)", (0, 0, 2, 0, 1, 0)),
        ("港の壁の費用が増える", "https://www.example.org/?p=3&q=%22", (1, 0, 0, 0, 0, 0)),
        ("=1+1", "", (0, 0, 1, 0, 0, 0)),
        ("[Live] Harbour & city_hall", "", (0, 0, 0, 0, 0, 1)),
    )
    months = {"2026-03": tally(3, 1, 1, 4, 1, 1, 2), "2026-01": tally(2, 1, 0, 2, 0, 0, 0)}
    return Summary(
        made=datetime(2026, 4, 1, 8, tzinfo=UTC),
        sites=("www.example.org", "example.net_blog"),
        since=datetime(2026, 1, 1, tzinfo=UTC),
        first=datetime(2026, 1, 5, 9, 30, tzinfo=UTC),
        last=datetime(2026, 3, 30, 17, tzinfo=UTC),
        posts=40,
        first_seen=6,
        touches=11,
        total=tally(4, 2, 1, 6, 1, 1, 2),
        evidence={"revision": 4, "observation": 9},
        first_edit=Middle(count=5, least=timedelta(minutes=17), most=timedelta(hours=2)),
        to_note=Middle(count=3, least=timedelta(hours=5)),
        seen_within=timedelta(minutes=45),
        activity=Activity(readings=7, moved=12, held=9, unseen=4),
        groups={
            "site": groups(www_example=tally(3, 2, 1, 5, 1, 1, 2), blog=tally(1, 0, 0, 1, 0, 0, 0)),
            "type": groups(posts=tally(4, 2, 1, 6, 1, 1, 2)),
            "author": groups(Jane_Doe=tally(4, 2, 1, 6, 1, 1, 2)),
            "category": (Group(name=HOSTILE, tally=tally(1, 0, 0, 2, 0, 1, 0)),),
            "weekday": groups(Monday=tally(4, 2, 1, 6, 1, 0, 0), Sunday=tally(1, 0, 0, 0, 0, 1, 2)),
            "month": tuple(Group(name=name, tally=one) for name, one in months.items()),
            "day": (
                Group(name="2026-03-30", tally=months["2026-03"]),
                Group(name="2026-01-05", tally=months["2026-01"]),
            ),
        },
        top=tuple(
            PostLine(
                site="www.example.org",
                key=PostKey(folder="posts", id=number),
                title=title,
                link=link,
                tally=tally(1, *counts),
            )
            for number, (title, link, counts) in enumerate(lines, 1)
        ),
    )


def _text(style: str, width: int = 80) -> Callable[[], str]:
    return lambda: summary_text(summary(), style=style, width=width, groupings=USUAL) + "\n"


CASES: dict[str, Callable[[], str]] = {
    "80.txt": _text("simple"),
    "120.txt": _text("simple", 120),
    "github.md": _text("github"),
    "wiki.txt": _text("mediawiki"),
    "table.rst": _text("rst"),
    "summary.tex": _text("latex"),
    "summary.csv": lambda: summary_csv(summary()),
    "summary.json": lambda: (
        json.dumps(summary_json(summary()), indent=1, ensure_ascii=False) + "\n"
    ),
    "summary.html": lambda: summary_html(summary(), groupings=USUAL),
}


def main() -> None:
    """Write all files."""
    GOLDEN.mkdir(exist_ok=True)
    for name, make in CASES.items():
        (GOLDEN / name).write_bytes(make().encode())


if __name__ == "__main__":
    main()
