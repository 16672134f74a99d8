"""Say the changes of a text in short lines: facts for a commit message."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.diff import Change, Kind, LinkChange, ProseDiff, Sentence
from tracker.edits.notes import note_rules
from tracker.edits.sorting import NotePair, sort_out

SHOWN_SENTENCES = 3
_SHOWN_REPLACEMENTS = 3
_LONGEST = 120
_LONGEST_REPLACEMENT = 60
_IMAGE = re.compile(r"!\[([^\]]*)\]\([^)\s]*\)")
_LINK = re.compile(r"\[([^\]]*)\]\([^)\s]*\)")
_MARKS = re.compile(r"\A(?:\s*(?:[-*+>:]|\d+\.|#{1,6}|```\S*)(?:\s+|\Z))+")
_LEVEL = re.compile(r"#{1,6}\Z")
_COUNTED = {
    Kind.ADDED: "added",
    Kind.DELETED: "removed",
    Kind.MOVED: "moved",
    Kind.SPLIT: "split",
    Kind.MERGED: "merged",
}


def sentence_facts(diff: ProseDiff) -> list[str]:
    """List what was changed in the text: notes first, then the edited sentences."""
    story, notes = sort_out(diff, note_rules())
    facts = [_note_fact(pair) for pair in notes]
    for change in story:
        if change.kind is Kind.EDITED:
            facts.append(_edited(change))
    for kind, word in _COUNTED.items():
        facts += _counted([change for change in story if change.kind is kind], word)
    breaks = sum(change.kind in (Kind.DIVIDED, Kind.JOINED) for change in diff.changes)
    if breaks and not facts:
        facts.append(f"{breaks} paragraph break{'s' * (breaks > 1)} moved")
    return facts


def _note_fact(pair: NotePair) -> str:
    before, after = (
        shortened(readable(note.text), _LONGEST) if note else ""
        for note in (pair.before, pair.after)
    )
    if pair.moved:
        return f"note moved: {after}"
    if before and after:
        return f"note changed: {before} -> {after}"
    return f"note added: {after}" if after else f"note removed: {before}"


def _edited(change: Change) -> str:
    """Say the words that changed, or the sentence where they are too many."""
    links = [_link_fact(link) for link in change.links]
    if links and _plain(change.before) == _plain(change.after):
        return "; ".join(links)
    pairs = [pair for pair in change.replacements if any(pair)]
    short = len(pairs) <= _SHOWN_REPLACEMENTS and all(
        len(text) <= _LONGEST_REPLACEMENT and "](" not in text for pair in pairs for text in pair
    )
    if pairs and short:
        return "; ".join(_replacement(*pair) for pair in pairs) + _place(change.before)
    return "; ".join([f"reworded: {_text(change.after)}", *links])


def _link_fact(link: LinkChange) -> str:
    what = "image" if link.image else "link"
    words = shortened(readable(link.text), 60)
    if link.before is None:
        return f"{what} added at “{words}”: {link.after}"
    if link.after is None:
        return f"{what} removed from “{words}”: {link.before}"
    return f"{what} target of “{words}”: {link.before} -> {link.after}"


def _plain(sentences: Sequence[Sentence]) -> str:
    return " ".join(readable(sentence.text) for sentence in sentences)


def _replacement(before: str, after: str) -> str:
    if _LEVEL.match(before) and _LEVEL.match(after):
        return f"heading level {len(before)} -> {len(after)}"
    if not before:
        return f"+{after}"
    if not after:
        return f"-{before}"
    return f"{before} -> {after}"


def _place(sentences: Sequence[Sentence]) -> str:
    return f" (in: {shortened(readable(sentences[0].text), 48)})" if sentences else ""


def _counted(changes: Sequence[Change], word: str) -> list[str]:
    if not changes:
        return []
    texts = (
        _text(change.after if change.kind is not Kind.DELETED else change.before)
        for change in changes
    )
    shown = [text for text in texts if text]  # a mark alone is no sentence
    if len(shown) <= SHOWN_SENTENCES:
        return [f"{word}: {text}" for text in shown]
    return [f"{len(shown)} sentences {word}, the first: {shown[0]}"]


def _text(sentences: Sequence[Sentence]) -> str:
    return shortened(" ".join(readable(sentence.text) for sentence in sentences), _LONGEST)


def readable(text: str) -> str:
    """Leave link targets and the marks of lists and headings out, and say what is an image."""
    return _LINK.sub(r"\1", _IMAGE.sub(r"image “\1”", _MARKS.sub("", text))).strip()


def shortened(text: str, length: int) -> str:
    """Cut a text at a word, with an ellipsis where something is left out."""
    return text if len(text) <= length else text[: length - 1].rsplit(" ", 1)[0].rstrip() + "…"
