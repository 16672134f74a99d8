"""Whether a new reading is an edit, which, and the facts that say so (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.archive.layout import COMMENTS
from tracker.edits.facts import activity_facts, edit_facts, first_facts
from tracker.edits.fields import FieldChange, changed_fields, schema_changes
from tracker.model import Fields, revision_activity
from tracker.recording.states import Context, Known, comments_in
from tracker.text import Document

RIDE = "ride"
"""Only fields of plugins came or went: recorded with the next edit, or as a change of the site."""

COUNTED = frozenset({"+number of comments"})
"""What a user asked for with the first count of comments: one change of the site, of any size."""

_REVISED = frozenset({"title", "excerpt"})
"""Fields whose change makes a revision, as the content does (`_wp_post_revision_fields`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fresh:
    """What was read of a post now, ready to be compared.

    Args:
        files: name -> content, as an archive keeps them.
        blobs: name -> blob id.
    """

    fields: Fields
    title: str
    document: Document
    files: Mapping[str, bytes]
    blobs: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a reading is.

    Args:
        verb: of the commit; `RIDE`, or empty for nothing new.
        facts: what was changed, in words.
        signature: the same for every post with the very same change of fields alone.
    """

    verb: str
    facts: tuple[str, ...] = ()
    signature: frozenset[str] | None = None


def judge(
    before: Known | None,
    fresh: Fresh,
    context: Context,
    *,
    published: bool,
    revisions_seen: int,
) -> Verdict:
    """Compare a reading with the state before it.

    Args:
        before: None for a post that was never seen.
        fresh: the reading.
        context: with names for the facts.
        published: a complete listing before this run lacked the post.
        revisions_seen: how many other revisions this run records of the post.
    """
    if before is None:
        verb = "Publish" if published else "First-seen"
        return Verdict(verb=verb, facts=first_facts(fresh.document.text))
    changes = _changes(before, fresh)
    content_moved = fresh.document.comparison != before.document.comparison
    facts = edit_facts(
        before.document.text,
        fresh.document.text,
        changes,
        context.names,
        markup_moved=content_moved,
    )
    if before.away:
        return Verdict(verb="Restore", facts=("public again", *facts))
    if before.fields is None:
        return Verdict(verb="Edit" if content_moved or changes else "Touch", facts=facts)
    seen = revisions_seen + (content_moved or any(one.name in _REVISED for one in changes))
    facts += _time_facts(before.fields, fresh.fields, content_moved, seen)
    facts += _comment_facts(before, fresh)
    for change in changes:
        if change.name == "protected":
            return Verdict(verb="Protect" if change.after else "Restore", facts=facts)
    if content_moved:
        return Verdict(verb="Edit", facts=facts)
    if changes:
        signature = frozenset(f"{c.name}: {c.before!r} -> {c.after!r}" for c in changes)
        return Verdict(verb="Edit", facts=facts, signature=signature)
    if _is_touched(before, before.fields, fresh):
        return Verdict(verb="Touch", facts=facts)
    if COMMENTS in fresh.files and before.comments is None:
        return Verdict(verb=RIDE, facts=facts, signature=COUNTED)
    schema = schema_changes(before.fields, fresh.fields)
    return Verdict(verb=RIDE, facts=facts, signature=schema) if schema else Verdict(verb="")


def title_changes(before: Known, title: str) -> tuple[FieldChange, ...]:
    """Compare the headline with that of the newest state, which a revision may tell of."""
    if before.title == title:
        return ()
    return (FieldChange(name="title", before=before.title, after=title),)


def has_moved(before: Fields, after: Fields, name: str) -> bool:
    """Tell whether a field that both sides have differs."""
    values = before.get(name), after.get(name)
    return None not in values and values[0] != values[1]


def _changes(before: Known, fresh: Fresh) -> tuple[FieldChange, ...]:
    titles = title_changes(before, fresh.title)
    if before.fields is None:
        return titles
    changes = changed_fields(before.fields, fresh.fields, body=fresh.document.text)
    # The title of a revision in between is newer than that of the last observation.
    return (*titles, *(change for change in changes if change.name != "title"))


def _is_touched(before: Known, fields: Fields, fresh: Fresh) -> bool:
    if _comment_facts(before, fresh):
        return True
    if has_moved(fields, fresh.fields, "modified_gmt"):
        return True
    old, new = revision_activity(fields), revision_activity(fresh.fields)
    return None not in (old[0], new[0]) and old != new


def _comment_facts(before: Known, fresh: Fresh) -> tuple[str, ...]:
    """Say how the number of comments moved; the first count is no change."""
    count = comments_in(fresh.files[COMMENTS]) if COMMENTS in fresh.files else None
    if count is None or before.comments is None or count == before.comments:
        return ()
    return (f"comments counted: {before.comments} -> {count}",)


def _time_facts(before: Fields, after: Fields, content_moved: bool, seen: int) -> tuple[str, ...]:
    facts = activity_facts(revision_activity(before), revision_activity(after), seen)
    old, new = before.get("modified_gmt"), after.get("modified_gmt")
    if content_moved and old is not None and old == new:
        return (*facts, "the claimed time of the last change did not move")
    if not content_moved and old is not None and new is not None and old != new:
        return (*facts, f"claimed time of the last change: {old}Z -> {new}Z")
    return facts
