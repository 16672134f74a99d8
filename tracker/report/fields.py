"""Changed fields in words: names instead of ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tracker.edits.facts import NameSource, field_fact
from tracker.edits.fields import FieldChange as EditedField
from tracker.model import Fields
from tracker.report.diff.view import FieldChange
from tracker.text.clean import plain


def field_views(
    changes: Iterable[EditedField], names: NameSource, *, without: frozenset[str] = frozenset()
) -> tuple[FieldChange, ...]:
    """Put changed fields into words for a `DiffView`.

    Args:
        changes: as an assessment has them.
        names: of users, terms and media by id.
        without: fields to leave out, such as a headline that the text shows.
    """
    return tuple(
        FieldChange(
            name=field_label(change, names),
            before=_words(change.name, change.before, names),
            after=_words(change.name, change.after, names),
        )
        for change in changes
        if change.name not in without
    )


def field_label(change: EditedField, names: NameSource) -> str:
    """Call a field what facts in commit messages call it."""
    if change.name == "protected":
        return "password protection"
    return field_fact(change, names).partition(": ")[0]


def _words(name: str, value: Any, names: NameSource) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(_name(names.terms, each) or str(each) for each in value) or None
    if name == "author":
        # Some archives of others hold names instead of ids.
        unnamed = f"user {value}" if isinstance(value, int) else str(value)
        return _name(names.users, value) or unnamed
    if name == "featured_media":
        image = names.media.get(str(value), {})
        return str(image.get("file") or f"image {value}") if value else None
    return str(value)


def _name(known: Mapping[str, Fields], key: object) -> str:
    # WordPress serves names of terms as HTML: "Bridges &amp; Roads".
    return plain(str(known.get(str(key), {}).get("name") or ""))
