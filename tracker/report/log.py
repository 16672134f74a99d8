"""`tracker log`: one line an edit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from tracker.edits.kinds import Disclosure, EditKind, Severity, Span
from tracker.model import PostKey, stamp
from tracker.report.columns import Column, duration_text, header, headline_text, minute_text, row
from tracker.report.logcolumns import Cells, choose, columns_of, widest
from tracker.report.sizes import Size, size_json

_AT_ONCE = 100
_DIM, _BOLD = "2", "1"
_DISCLOSURES = {
    Disclosure.SILENT: "31",
    Disclosure.MASKED: "35",
    Disclosure.MASKED_OR_DERIVED: "35",
    Disclosure.PARTLY: "33",
    Disclosure.DISCLOSED: "32",
    Disclosure.DERIVED: _DIM,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """One edit, as a line of a list tells it.

    Args:
        key: the post.
        number: the number of its `after` in the history of the post, from 1; None if not counted.
        commit: that recorded it.
        title: headline after it.
        span: when it happened.
        kind, severity, disclosure: the verdicts.
        size: how much changed.
        editor: who made it, where a revision tells; else empty.
        reasons: what was changed and what led to the verdicts, the most important first.
        fields: names of changed fields.
        later_note: number of the later edit whose note tells of it, 0 if not counted.
        published: whether it is a first state whose publication was observed.
    """

    key: PostKey
    number: int | None
    commit: str
    title: str
    span: Span
    kind: EditKind
    severity: Severity
    disclosure: Disclosure
    size: Size
    editor: str = ""
    reasons: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    later_note: int | None = None
    published: bool = False

    @property
    def moment(self) -> datetime | None:
        """When it was seen, or made where that is known."""
        return self.span.latest


def log_lines(
    entries: Iterable[LogEntry], *, width: int, color: bool, one_post: bool = False
) -> Iterator[str]:
    """Write a line for each edit, under a line of headers.

    Columns that would be empty are left out. Entries are looked at some at a time: where a later
    one has something for a column that was left out, the headers stand there once more.

    Args:
        entries: in the order in which they are shown.
        width: columns of the terminal; the wider, the more is shown.
        color: with ANSI colours.
        one_post: the last column then tells what changed, instead of the headline.
    """
    rest, widths = iter(entries), dict[str, int]()
    names: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    while block := tuple(islice(rest, _AT_ONCE)):
        rows = [_cells(entry) for entry in block]
        wider = widest(rows, widths)
        if wider.keys() != widths.keys():
            chosen = choose(wider, width, one_post=one_post)
            if chosen != names:
                yield from ("",) * bool(columns)
                names, columns = chosen, columns_of(chosen, wider)
                yield header(columns, width=width, color=color)
        widths = wider
        for cells in rows:
            yield row(columns, (cells[name] for name in names), width=width, color=color)


def log_json(entry: LogEntry) -> dict[str, Any]:
    """Give one edit for `--json`; times are UTC, a null side of the span is open."""
    span = entry.span
    return {
        "post": str(entry.key),
        "number": entry.number,
        "commit": entry.commit,
        "title": entry.title,
        "earliest": stamp(span.earliest) if span.earliest else None,
        "latest": stamp(span.latest) if span.latest else None,
        "kind": entry.kind.value,
        "severity": entry.severity.value,
        "disclosure": entry.disclosure.value,
        "disclosed_by": entry.later_note,
        "editor": entry.editor or None,
        **size_json(entry.size),
        "fields": list(entry.fields),
        "reasons": list(entry.reasons),
    }


def _cells(entry: LogEntry) -> Cells:
    """Write what any column can show of an edit, each with its colour."""
    span, size = entry.span, entry.size
    is_quiet = entry.kind in (EditKind.TOUCH, EditKind.REFRESH, EditKind.MARKUP)
    weight = _BOLD if entry.severity is Severity.SUBSTANCE else _DIM if is_quiet else ""
    has_weight = entry.kind is EditKind.TEXT and entry.severity is not Severity.NONE
    kind = "published" if entry.published else entry.kind.value
    verdict = "-" if entry.disclosure is Disclosure.NOT_NEEDED else entry.disclosure.value
    star = "*" if entry.later_note is not None else ""
    told = _DISCLOSURES.get(entry.disclosure, "")
    words = f"+{size.words_in} -{size.words_out}" if size.words_in or size.words_out else ""
    within = (_within(span), _DIM)
    by = (entry.editor, "")
    return {
        "post": (_handle(entry), "33"),
        "#": (f"{entry.number}" if entry.number else "", "33"),
        "unnumbered": ("" if entry.number else "?", ""),
        "commit": (entry.commit[:8], "33"),
        "until": (minute_text(span.latest), ""),
        "within": within,
        "within/by": by if by[0] else within,
        "edit": (entry.severity.value if has_weight else kind, weight),
        "kind": (kind, _DIM if is_quiet else ""),
        "severity": ("-" if entry.severity is Severity.NONE else entry.severity.value, weight),
        "told": (verdict.replace("masked or derived", "masked?") + star, told),
        "disclosure": (verdict + star, told),
        "words": (words, ""),
        "sentences": (_sentences(size), ""),
        "by": by,
        "headline": (headline_text(entry.title), ""),
        "reasons": ("; ".join(entry.reasons), ""),
    }


def _handle(entry: LogEntry) -> str:
    """Name an edit as `tracker show` takes it; an id says it all, but posts are what is usual."""
    post = str(entry.key.id) if entry.key.folder == "posts" else str(entry.key)
    return f"{post}#{entry.number}" if entry.number else post


def _within(span: Span) -> str:
    if span.earliest is None or span.latest is None or span.earliest >= span.latest:
        return ""
    return duration_text(span.latest - span.earliest)


def _sentences(size: Size) -> str:
    signs = (("~", size.edited), ("+", size.added), ("-", size.deleted), (">", size.moved))
    return " ".join(f"{sign}{count}" for sign, count in signs if count)
