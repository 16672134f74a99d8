"""A diff as HTML: valid, escaped, and readable without its style sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from tracker.diff.values import Kind
from tracker.report.diff.rows import Row, RowKind, layout
from tracker.report.diff.segments import Mark, Segment, change_segments, field_segments
from tracker.report.diff.view import DiffView
from tracker.report.diff.words import fold_text, label, preview, remarks
from tracker.text.clean import terminal_safe

STYLE = """\
.tracker-diff { max-width: 46em; line-height: 1.5; }
.tracker-diff p { margin: 0.1em 0 0.1em 1em; }
.tracker-diff .block { margin-top: 1em; }
.tracker-diff del { color: #8a1f11; background: #fdeaea; text-decoration: line-through; }
.tracker-diff ins { color: #0b5a2b; background: #e8f6ec; text-decoration: underline; }
.tracker-diff mark { color: inherit; background: #fff3c4; border-bottom: 2px dotted #946200; }
.tracker-diff .label { font-size: 0.8em; color: #555; }
.tracker-diff dt { font-weight: bold; }
.tracker-diff del::before { content: " [deleted: "; }
.tracker-diff ins::before { content: " [inserted: "; }
.tracker-diff del::after, .tracker-diff ins::after { content: "] "; }
.tracker-diff :is(del, ins)::before, .tracker-diff :is(del, ins)::after {
  clip-path: inset(100%); position: absolute; width: 1px; height: 1px; overflow: hidden;
  white-space: nowrap; }
"""
"""The style sheet; the hidden words around `<del>` and `<ins>` are what a screen reader says."""

_TAGS = {Mark.DELETE: "del", Mark.INSERT: "ins"}
_NOT_IN_HTML = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")


def render_html(view: DiffView, *, title: str | None = None, language: str | None = None) -> str:
    """Show a diff as HTML.

    Args:
        view: the diff.
        title: makes a whole page of it, with this title and the style sheet; else the result is a
            `<section>` for a page that brings `STYLE`.
        language: the language of the text, BCP 47.
    """
    body = "\n".join(_section(view)) + "\n"
    if title is None:
        return body
    lang = f' lang="{_escaped(language)}"' if language else ""
    return (
        f'<!DOCTYPE html>\n<html{lang}>\n<head>\n<meta charset="utf-8">\n'
        f"<title>{_escaped(title)}</title>\n<style>\n{STYLE}</style>\n</head>\n"
        f"<body>\n<h1>{_escaped(title)}</h1>\n{body}</body>\n</html>\n"
    )


def _section(view: DiffView) -> Iterator[str]:
    rows = layout(view.diff, view.context)
    yield '<section class="tracker-diff">'
    yield f'<p class="label">{_escaped(view.before_label)} → {_escaped(view.after_label)}</p>'
    for row in rows:
        if row.headline:
            yield _paragraph(row)
    if view.fields:
        yield "<dl>"
        for field in view.fields:
            yield f"<dt>{_escaped(field.name)}</dt>"
            yield f'<dd dir="auto">{_marked(field_segments(field))}</dd>'
        yield "</dl>"
    for row in rows:
        if not row.headline:
            yield _paragraph(row)
    yield "</section>"


def _paragraph(row: Row) -> str:
    change = row.change
    classes = f"{row.kind.value if change is None else change.kind.value}{_block(row)}"
    if row.kind is RowKind.FOLD:
        hidden = "".join(f'<p dir="auto">{_escaped(each.text)}</p>' for each in row.folded)
        return f'<details class="{classes}"><summary>{fold_text(row)}</summary>{hidden}</details>'
    if change is None:
        return f'<p class="{classes}" dir="auto">{_escaped(row.text)}</p>'
    notes = f'<span class="label">{_escaped("; ".join((label(row), *remarks(change))))}'
    if row.kind is RowKind.AWAY:
        words = _escaped(preview(change))
        return f'<p class="away{_block(row)}" dir="auto">{notes}:</span> {words}</p>'
    if change.kind in (Kind.DIVIDED, Kind.JOINED):
        return f'<p class="{classes}">{notes}</span></p>'
    words = _marked(change_segments(change))
    if change.kind is Kind.MOVED:
        words = f'<mark class="moved">{words}</mark>'
    return f'<p class="{classes}" dir="auto">{notes}:</span> {words}</p>'


def _block(row: Row) -> str:
    return " block" if row.starts_block else ""


def _marked(segments: tuple[Segment, ...]) -> str:
    return "".join(
        f"<{_TAGS[mark]}>{_escaped(text)}</{_TAGS[mark]}>" if mark in _TAGS else _escaped(text)
        for mark, text in segments
    )


def _escaped(text: str) -> str:
    return escape(_NOT_IN_HTML.sub("\ufffd", terminal_safe(text)))
