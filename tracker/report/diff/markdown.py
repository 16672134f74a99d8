"""A diff as Markdown that reads well on a git host and as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.diff.values import Kind
from tracker.report.diff.direction import is_rtl
from tracker.report.diff.rows import Row, RowKind, layout
from tracker.report.diff.segments import Mark, Segment, change_segments, field_segments
from tracker.report.diff.view import DiffView
from tracker.report.diff.words import fold_text, label, preview, remarks
from tracker.text.clean import one_line

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&@!])")
_LIST_MARK = re.compile(r"\A(\s*\d*)([-+.)=])(?=[\s=-]|\Z)")
_TAGS = {Mark.DELETE: "del", Mark.INSERT: "ins"}


def render_markdown(view: DiffView) -> str:
    """Show a diff as a Markdown list, one sentence an entry.

    Deleted and inserted words are `<del>` and `<ins>`, which Markdown allows: unlike `~~` and
    `**` they work next to any other character.
    """
    rows = layout(view.diff, view.context)
    if not view.fields and not any(row.change for row in rows):
        return ""
    lines = [f"{_escaped(view.before_label)} → {_escaped(view.after_label)}", ""]
    lines.extend(_entry(row) for row in rows if row.headline)
    for field in view.fields:
        lines.append(f"- **{_escaped(field.name)}:** {_marked(field_segments(field))}")
    for row in rows:
        if not row.headline:
            # A comment that shows nothing ends a list: the next paragraph begins one of its own.
            lines.extend(["", "<!-- -->", ""] if row.starts_block else [])
            lines.append(_entry(row))
    return "\n".join(lines) + "\n"


def _entry(row: Row) -> str:
    change = row.change
    if row.kind is RowKind.FOLD:
        return f"- *… {fold_text(row)} …*"
    if change is None:
        return f"- {_escaped(row.text)}"
    if row.kind is RowKind.AWAY:
        words = preview(change)
        return f"- {_label(f'*{label(row)}:*', words)} {_escaped(words)}"
    if change.kind in (Kind.DIVIDED, Kind.JOINED):
        return f"- *{label(row)}*"
    notes = "; ".join((label(row), *remarks(change)))
    segments = change_segments(change)
    words = "".join(text for _, text in segments)
    return f"- {_label(f'**{_escaped(notes)}:**', words)} {_marked(segments)}"


def _label(words: str, text: str) -> str:
    """Keep a label from giving its direction to text that goes from right to left."""
    return f'<span dir="ltr">{words}</span>' if is_rtl(text) else words


def _marked(segments: tuple[Segment, ...]) -> str:
    return "".join(_pieces(segments))


def _pieces(segments: tuple[Segment, ...]) -> Iterator[str]:
    for mark, text in segments:
        tag = _TAGS.get(mark)
        yield f"<{tag}>{_escaped(text)}</{tag}>" if tag else _escaped(text)


def _escaped(text: str) -> str:
    """Make text show as it is: nothing in it becomes markup, a mention or a line break."""
    clean = one_line(text)
    space_before, space_after = text[:1].isspace(), text[-1:].isspace() and bool(clean)
    padded = f"{' ' * space_before}{clean}{' ' * space_after}"
    return _LIST_MARK.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", padded))
