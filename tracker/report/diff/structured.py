"""A diff as JSON, for other programs; the form is described in docs/diff.md."""

from __future__ import annotations

from typing import Any

import msgspec

from tracker.diff.values import Change, Sentence
from tracker.report.diff.segments import change_segments
from tracker.report.diff.view import DiffView
from tracker.report.sizes import size_json, size_of

DIFF_FORMAT = 1
"""Version of the form; it rises when something is renamed, removed or means something else."""


def render_json(view: DiffView) -> str:
    """Write a diff as one JSON object."""
    document = {
        "format": DIFF_FORMAT,
        "before": view.before_label,
        "after": view.after_label,
        "fields": [
            {"name": field.name, "before": field.before, "after": field.after}
            for field in view.fields
        ],
        "changes": [_change(change) for change in view.diff.changes],
    }
    encoded = msgspec.json.encode(document)
    return msgspec.json.format(encoded, indent=2).decode() + "\n"


def stat_document(view: DiffView) -> dict[str, Any]:
    """Say how much changed, with the keys of `tracker log --json`, and in which fields."""
    return {
        "before": view.before_label,
        "after": view.after_label,
        **size_json(size_of(view.diff)),
        "fields": [field.name for field in view.fields],
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind.value,
        "typographic": change.typographic,
        "move": change.move,
        "before": [_sentence(sentence) for sentence in change.before],
        "after": [_sentence(sentence) for sentence in change.after],
        "words": [
            {"mark": mark.value, "text": text}
            for mark, text in (change_segments(change) if change.opcodes else ())
        ],
        "links": [
            {"text": link.text, "before": link.before, "after": link.after, "image": link.image}
            for link in change.links
        ],
    }


def _sentence(sentence: Sentence) -> dict[str, Any]:
    return {
        "line": sentence.line,
        "block": sentence.block,
        "index": sentence.index,
        "text": sentence.text,
    }
