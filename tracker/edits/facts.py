"""What was changed, in plain words for a commit message: facts, never verdicts."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Protocol

from tracker.diff import diff_text
from tracker.edits.fields import FieldChange
from tracker.edits.sentences import sentence_facts
from tracker.model import Fields
from tracker.text.clean import plain

MAX_FACTS = 12

_LABELS = {
    "title": "headline",
    "featured_media": "featured image",
    "comment_status": "comments",
    "ping_status": "pings",
    "date": "publication date",
    "link": "address",
    "menu_order": "order in menus",
}


class NameSource(Protocol):
    """Names of users, terms and media by id."""

    @property
    def users(self) -> Mapping[str, Fields]:
        """Users by id."""

    @property
    def terms(self) -> Mapping[str, Fields]:
        """Terms of all taxonomies by id."""

    @property
    def media(self) -> Mapping[str, Fields]:
        """Media by id."""


class NoNames:
    """Where no names are known: ids are told as they are."""

    users: Mapping[str, Fields] = MappingProxyType({})
    terms: Mapping[str, Fields] = MappingProxyType({})
    media: Mapping[str, Fields] = MappingProxyType({})


def edit_facts(
    before: str,
    after: str,
    changes: tuple[FieldChange, ...],
    names: NameSource,
    *,
    markup_moved: bool = False,
) -> tuple[str, ...]:
    """Say what was changed between two states: fields first, then the text.

    Args:
        before: text.md before.
        after: text.md after.
        changes: of fields.
        names: to tell people names instead of ids.
        markup_moved: whether the comparison forms differ.
    """
    facts = [field_fact(change, names) for change in changes]
    if before != after:
        facts += sentence_facts(diff_text(body_of(before), body_of(after)))
    elif markup_moved:
        facts.append(
            "the words are the same; their markup changed (emphasis, a frame, an empty link)"
        )
    if len(facts) > MAX_FACTS:
        facts[MAX_FACTS - 1 :] = [f"and {len(facts) - MAX_FACTS + 1} more changes"]
    return tuple(facts)


def first_facts(text: str) -> tuple[str, ...]:
    """Say how much there is of a post that is met for the first time."""
    words = sum(len(line.split()) for line in body_of(text).split("\n"))
    return (f"{words} word{'s' * (words != 1)}",)


def activity_facts(
    before: tuple[int | None, int | None], after: tuple[int | None, int | None], seen: int
) -> tuple[str, ...]:
    """Say how the public revision activity moved: a bound on saves, never a number of saves.

    Nothing is said where it moved by as many as there are changes, which is the ordinary case.

    Args:
        before: count and newest id before.
        after: the same after.
        seen: how many changes were seen that make a revision.
    """
    if before[0] is None or after[0] is None or before == after:
        return ()
    if before[0] + seen == after[0]:
        return ()
    changes = {0: "no change", 1: "one change"}.get(seen, f"{seen} changes")
    if before[0] != after[0]:
        moved = f"revisions moved from {before[0]} to {after[0]}"
    else:
        moved = f"newest revision moved from {before[1]} to {after[1]}"
    return (f"{moved} between two readings; {changes} seen",)


def field_fact(change: FieldChange, names: NameSource) -> str:
    """Say one change of a field, with names instead of ids."""
    label = _LABELS.get(change.name, change.name.replace("_", " "))
    if change.name == "protected":
        return "password protection " + ("added" if change.after else "removed")
    if isinstance(change.before, tuple) and isinstance(change.after, tuple):
        return _set_fact(label, change, names)
    before, after = (_words(change.name, value, names) for value in (change.before, change.after))
    return f"{label}: {before} -> {after}"


def _set_fact(label: str, change: FieldChange, names: NameSource) -> str:
    added = [_term(value, names) for value in change.after if value not in change.before]
    removed = [_term(value, names) for value in change.before if value not in change.after]
    parts = [f"+{name}" for name in added] + [f"-{name}" for name in removed]
    return f"{label}: {', '.join(parts)}"


def _term(value: str, names: NameSource) -> str:
    # WordPress serves names of terms as HTML: "Bridges &amp; Roads".
    return plain(str(names.terms.get(value, {}).get("name") or "")) or value


def _words(name: str, value: Any, names: NameSource) -> str:
    if name == "author":
        return str(names.users.get(str(value), {}).get("name") or f"user {value}")
    if name == "featured_media":
        return _image(value, names)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "none" if value in ("", None) else str(value)


def _image(value: Any, names: NameSource) -> str:
    if not value:
        return "none"
    image = names.media.get(str(value), {})
    alt = f" ({image['alt']})" if image.get("alt") else ""
    return f"{image.get('file') or f'image {value}'}{alt}"


def body_of(text: str) -> str:
    """Leave the headline out: it is a field."""
    return text.partition("\n")[2].lstrip("\n") if text.startswith("# ") else text
