"""`tracker log`: one line an edit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tracker.edits.kinds import Disclosure, EditKind, Severity, Span
from tracker.model import PostKey, stamp
from tracker.report.columns import Column, duration_text, header, headline_text, minute_text, row
from tracker.report.sizes import Size

_WIDE, _WIDER = 110, 150
_DIM, _BOLD = "2", "1"
_DISCLOSURES = {
    Disclosure.SILENT: "31",
    Disclosure.MASKED: "35",
    Disclosure.MASKED_OR_DERIVED: "35",
    Disclosure.PARTLY: "33",
    Disclosure.DISCLOSED: "32",
    Disclosure.DERIVED: _DIM,
}
_SHORT = {
    Disclosure.MASKED_OR_DERIVED: "masked?",
    Disclosure.NOT_NEEDED: "-",
    Disclosure.DISCLOSED: "disclosed",
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

    @property
    def moment(self) -> datetime | None:
        """When it was seen, or made where that is known."""
        return self.span.latest


def log_lines(
    entries: Iterable[LogEntry], *, width: int, color: bool, one_post: bool = False
) -> Iterator[str]:
    """Write a line for each edit, under a line of headers.

    Args:
        entries: in the order in which they are shown.
        width: columns of the terminal; more columns are shown from 110 and 150 on.
        color: with ANSI colours.
        one_post: the last column then tells what changed, instead of the headline.
    """
    columns = _columns(width, one_post)
    is_first = True
    for entry in entries:
        if is_first:
            yield header(columns, width=width, color=color)
            is_first = False
        cells = _cells(entry, one_post)
        yield row(columns, (cells[each.title] for each in columns), width=width, color=color)


def log_json(entry: LogEntry) -> dict[str, Any]:
    """Give one edit for `--json`; times are UTC, a null side of the span is open."""
    span, size = entry.span, entry.size
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
        "sentences": {
            "edited": size.edited,
            "added": size.added,
            "deleted": size.deleted,
            "moved": size.moved,
        },
        "words": {"added": size.words_in, "deleted": size.words_out},
        "fields": list(entry.fields),
        "reasons": list(entry.reasons),
    }


def _columns(width: int, one_post: bool) -> tuple[Column, ...]:
    last = Column(title="what changed" if one_post else "headline", width=0)
    number = (Column(title="#", width=4, right=True),) if one_post else ()
    commit = Column(title="commit", width=8)
    if width < _WIDE:
        return (
            *(number or (commit,)),
            Column(title="until (UTC)", width=16),
            Column(title="edit", width=11),
            Column(title="disclosure", width=10),
            Column(title="words", width=8, right=True),
            last,
        )
    middle = (
        Column(title="until (UTC)", width=16),
        Column(title="within", width=6, right=True),
        Column(title="kind", width=11),
        Column(title="severity", width=11),
        Column(title="disclosure", width=17 if width >= _WIDER else 10),
    )
    sizes: tuple[Column, ...] = (Column(title="words", width=9, right=True),)
    if width >= _WIDER:
        sizes = (Column(title="sentences", width=12), *sizes, Column(title="by", width=16))
    return (*number, commit, *middle, *sizes, last)


def _cells(entry: LogEntry, one_post: bool) -> dict[str, tuple[str, str]]:
    span, size = entry.span, entry.size
    is_quiet = entry.kind in (EditKind.TOUCH, EditKind.REFRESH, EditKind.MARKUP)
    weight = _BOLD if entry.severity is Severity.SUBSTANCE else _DIM if is_quiet else ""
    has_weight = entry.kind is EditKind.TEXT and entry.severity is not Severity.NONE
    disclosure = _SHORT.get(entry.disclosure, entry.disclosure.value)
    told = _DISCLOSURES.get(entry.disclosure, "")
    words = f"+{size.words_in} -{size.words_out}" if size.words_in or size.words_out else ""
    post = "" if one_post else headline_text(entry.title)
    return {
        "commit": (entry.commit[:8], "33"),
        "#": (f"{entry.number}" if entry.number else "", "33"),
        "until (UTC)": (minute_text(span.latest), ""),
        "within": (_within(span), _DIM),
        "edit": (entry.severity.value if has_weight else entry.kind.value, weight),
        "kind": (entry.kind.value, _DIM if is_quiet else ""),
        "severity": ("-" if entry.severity is Severity.NONE else entry.severity.value, weight),
        "disclosure": (f"{disclosure}*" if entry.later_note is not None else disclosure, told),
        "words": (words, ""),
        "sentences": (_sentences(size), ""),
        "by": (entry.editor, ""),
        "headline": (post, ""),
        "what changed": ("; ".join(entry.reasons), ""),
    }


def _within(span: Span) -> str:
    if span.earliest is None or span.latest is None or span.earliest >= span.latest:
        return ""
    return duration_text(span.latest - span.earliest)


def _sentences(size: Size) -> str:
    signs = (("~", size.edited), ("+", size.added), ("-", size.deleted), (">", size.moved))
    return " ".join(f"{sign}{count}" for sign, count in signs if count)
