"""A diff as HTML: valid, escaped, and readable without its style sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from tracker.diff.values import Kind
from tracker.report.diff.rows import Row, RowKind, layout
from tracker.report.diff.segments import Mark, Segment, change_segments, field_segments
from tracker.report.diff.signs import PLAIN, take_sign
from tracker.report.diff.view import DiffView
from tracker.report.diff.words import fold_text, label, preview, remarks
from tracker.text.clean import terminal_safe

STYLE = """\
.tracker-diff { max-width: 46em; line-height: 1.5; }
.tracker-diff p { margin: 0.1em 0 0.1em 1em; }
.tracker-diff :is(h2, h3, h4, h5, h6) { margin: 0.1em 0; line-height: 1.25; }
.tracker-diff ul { margin: 0; }
.tracker-diff .block { margin-top: 1em; }
.tracker-diff del { color: #8a1f11; background: #fdeaea; text-decoration: line-through; }
.tracker-diff ins { color: #0b5a2b; background: #e8f6ec; text-decoration: underline; }
.tracker-diff mark { color: inherit; background: #fff3c4; border-bottom: 2px dotted #946200; }
.tracker-diff .label { font-size: 0.8em; font-weight: normal; color: #555; }
.tracker-diff dt { font-weight: bold; }
.tracker-diff del::before { content: " [deleted: "; }
.tracker-diff ins::before { content: " [inserted: "; }
.tracker-diff del::after, .tracker-diff ins::after { content: "] "; }
.tracker-diff :is(del, ins)::before, .tracker-diff :is(del, ins)::after {
  clip-path: inset(100%); position: absolute; width: 1px; height: 1px; overflow: hidden;
  white-space: nowrap; }
"""
"""The style sheet; the hidden words around `<del>` and `<ins>` are what a screen reader says."""

_LOWEST = 6
_TAGS = {Mark.DELETE: "del", Mark.INSERT: "ins"}
_Entry = tuple[int, list[str]]
"""An entry of a list: the columns before it, and its sentences."""

_NOT_IN_HTML = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")


def render_html(view: DiffView, *, title: str | None = None, language: str | None = None) -> str:
    """Show a diff as HTML.

    Args:
        view: the diff.
        title: makes a whole page of it, with this title and the style sheet; else the result is a
            `<section>` for a page that brings `STYLE`.
        language: the language of the text, BCP 47.
    """
    body = "\n".join(_section(view, title)) + "\n"
    if title is None:
        return body
    lang = f' lang="{_escaped(language)}"' if language else ""
    return (
        f'<!DOCTYPE html>\n<html{lang}>\n<head>\n<meta charset="utf-8">\n'
        f"<title>{_escaped(title)}</title>\n<style>\n{STYLE}</style>\n</head>\n"
        f'<body>\n<h1 dir="auto">{_escaped(title)}</h1>\n{body}</body>\n</html>\n'
    )


def _section(view: DiffView, title: str | None) -> Iterator[str]:
    rows = layout(view.diff, view.context)
    has_signs = view.file.endswith(".md")
    yield '<section class="tracker-diff">'
    yield f'<p class="label">{_escaped(view.before_label)} → {_escaped(view.after_label)}</p>'
    told = f"# {title}"  # the page has it as its own title
    headlines = (row for row in rows if row.headline and (row.change or row.text != told))
    yield from _body(headlines, has_signs)
    if view.fields:
        yield "<dl>"
        for field in view.fields:
            yield f"<dt>{_escaped(field.name)}</dt>"
            yield f'<dd dir="auto">{_marked(field_segments(field))}</dd>'
        yield "</dl>"
    yield from _body((row for row in rows if not row.headline), has_signs)
    yield "</section>"


def _body(rows: Iterable[Row], has_signs: bool) -> Iterator[str]:
    """Show rows, headings and lists as what they are, below the title of the page."""
    entries: list[_Entry] = []
    for row in rows:
        segments = _segments(row)
        sign, words = take_sign(segments) if has_signs else (PLAIN, segments)
        if sign.entry:
            entries.append((sign.depth, [_element(row, "div", words)]))
        elif sign.inside and entries and not row.starts_block:
            entries[-1][1].append(_element(row, "div", words))
        else:
            yield from _list(entries)
            entries = []
            tag = f"h{min(sign.level + 1, _LOWEST)}" if sign.level else "p"
            fold = row.kind is RowKind.FOLD
            yield _fold(row, has_signs) if fold else _element(row, tag, words)
    yield from _list(entries)


def _list(entries: Sequence[_Entry]) -> Iterator[str]:
    """Show entries; those that stand further in than the one before are a list inside it."""
    if not entries:
        return
    yield "<ul>"
    starts = [at for at, (depth, _) in enumerate(entries) if depth <= entries[0][0]]
    for start, end in zip(starts, [*starts[1:], len(entries)], strict=True):
        inner = "".join(f"\n{line}" for line in _list(entries[start + 1 : end]))
        yield f'<li dir="auto">{"".join(entries[start][1])}{inner}</li>'
    yield "</ul>"


def _fold(row: Row, has_signs: bool) -> str:
    hidden = "\n".join(_body(row.folded, has_signs))
    summary = f"<summary>{fold_text(row)}</summary>"
    return f'<details class="fold{_block(row)}">{summary}\n{hidden}\n</details>'


def _segments(row: Row) -> tuple[Segment, ...]:
    change = row.change
    if change is None:
        return (Segment(Mark.EQUAL, row.text),)
    if row.kind is RowKind.AWAY:
        return (Segment(Mark.EQUAL, preview(change)),)
    return () if change.kind in (Kind.DIVIDED, Kind.JOINED) else change_segments(change)


def _element(row: Row, tag: str, segments: tuple[Segment, ...]) -> str:
    """Show a row.

    The direction is that of its words: `dir=auto` passes over elements with a direction of their
    own, such as the label (https://html.spec.whatwg.org/multipage/dom.html#auto-directionality).
    In an entry of a list the whole entry has one direction.
    """
    change = row.change
    words = _marked(segments)
    name, note = "same", ""
    if change is not None:
        away = row.kind is RowKind.AWAY
        name = "away" if away else change.kind.value
        notes = _escaped("; ".join((label(row), *(() if away else remarks(change)))))
        colon, space = (":", " ") if words else ("", "")
        note = f'<span class="label" dir="ltr">{notes}{colon}</span>{space}'
        if change.kind is Kind.MOVED and not away:
            words = f'<mark class="moved">{words}</mark>'
    direction = "" if tag == "div" else ' dir="auto"'
    return f'<{tag} class="{name}{_block(row)}"{direction}>{note}{words}</{tag}>'


def _block(row: Row) -> str:
    return " block" if row.starts_block else ""


def _marked(segments: tuple[Segment, ...]) -> str:
    return "".join(
        f"<{_TAGS[mark]}>{_escaped(text)}</{_TAGS[mark]}>" if mark in _TAGS else _escaped(text)
        for mark, text in segments
    )


def _escaped(text: str) -> str:
    return escape(_NOT_IN_HTML.sub("\ufffd", terminal_safe(text)))
