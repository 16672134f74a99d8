"""From one state to the next: what is recorded of it, as values (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tracker.archive.held import activity
from tracker.archive.layout import (
    COMMENTS,
    GONE,
    SOURCE,
    canonical_json,
    post_files,
    revision_files,
)
from tracker.archive.layout import encode as encode_text
from tracker.archive.stream import blob_id
from tracker.edits.facts import activity_facts, edit_facts, first_facts
from tracker.edits.fields import FieldChange, changed_fields, schema_changes, title_html, title_of
from tracker.model import Fields, PostKey, utc, utc_or_none
from tracker.recording.readings import GoneReading, Observation, RevisionReading
from tracker.recording.states import Context, Known, is_protected, rendered
from tracker.text import TEXT_VERSION, Document, read_document

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One commit to be: what it says and which files it writes (None deletes).

    Args:
        verb: of the subject; empty where nothing but fields of plugins came or went.
        files: name -> content of what is written; None deletes.
        blobs: name -> blob id, of at least the files that are written.
        observed: when it was read.
        claim: the time that WordPress claims, where it is usable.
        editor: name and address of the git author; None for the site itself.
        signature: the same for every post that underwent the very same change of fields alone.
    """

    key: PostKey
    verb: str
    title: str
    facts: tuple[str, ...]
    trailers: Mapping[str, str | None]
    observed: datetime
    claim: datetime | None
    files: Mapping[str, bytes | None]
    blobs: Mapping[str, str]
    editor: tuple[str, str] | None = None
    signature: frozenset[str] | None = None
    claim_moved: bool = True
    fields: Fields | None = field(default=None, repr=False)

    @property
    def authored(self) -> datetime:
        """The author date: the claimed time, if it moved; else the observed time.

        fast-import accepts dates before 1970, and then `git fsck` fails: the claim stays in the
        trailer alone.
        """
        if self.claim is None or not self.claim_moved or self.claim < EPOCH:
            return self.observed
        return self.claim

    @property
    def moment(self) -> datetime:
        """Its place in time: the claim where only a revision tells, else the observation."""
        if self.trailers.get("Evidence") == "revision" and self.claim is not None:
            return min(self.claim, self.observed)
        return self.observed


def observe(
    key: PostKey,
    before: Known | None,
    reading: Observation,
    context: Context,
    *,
    published: bool = False,
    revision: RevisionReading | None = None,
    revisions_seen: int = 0,
) -> tuple[Step | None, Known]:
    """Compare an observation with the state before it.

    Args:
        before: the newest state known, None for a post that was never seen.
        published: a complete listing before this run lacked the post.
        revision: the revision that equals this observation, if one does.
        revisions_seen: how many other revisions this run records of the post.

    Returns:
        The commit to make, None where nothing was edited, and the state now known.
    """
    fields, title = reading.fields, title_of(reading.fields)
    document = _document(fields, before, context)
    files: dict[str, bytes] = {**post_files(fields, document.text)}
    if revision is not None:
        files.update(_evidence_files(revision))
    if reading.source is not None and rendered(fields) is not None:
        files.update(_source_file(reading.source))
    if reading.comments is not None:
        files[COMMENTS] = canonical_json({"count": reading.comments})
    ids = {name: blob_id(data) for name, data in files.items()}
    if _is_identical(before, ids) and before is not None and revision is None:
        return None, _reread(before, reading)
    changes = _changes(before, fields, document)
    verb, facts, signature = _verdict(
        before, fields, document, title, changes, context, published, revisions_seen, ids
    )
    if revision is not None and verb in ("", "ride"):
        verb = "Touch"
    if not verb:
        return None, _reread(before, reading) if before else _known(document, reading, title, ids)
    merged = {**(before.files if before and not before.away else {}), **ids}
    known = Known(
        document=document, fields=fields, title=title, files=merged, read=reading.observed
    )
    changed: dict[str, bytes | None] = {
        name: data for name, data in files.items() if _is_new(before, name, ids[name])
    }
    if before is not None and before.away:
        changed = {**files, GONE: None}
    claim = utc_or_none(fields.get("modified_gmt") or fields.get("modified"))
    step = Step(
        key=key,
        verb="" if verb == "ride" else verb,
        title=title,
        facts=facts,
        trailers={
            "Evidence": "observation" if revision is None else "revision, observation",
            "Revision": str(revision.fields["id"]) if revision else None,
            "Modified": _stamped(claim),
            "Observed": reading.observed,
            "Last-Observed": (before.read if before else None) or None,
            "Editor": _editor_trailer(revision),
            "Import": reading.channel or None,
            "Text": str(TEXT_VERSION),
        },
        observed=utc(reading.observed),
        claim=claim,
        claim_moved=before is None
        or before.fields is None
        or _moved(before.fields, fields, "modified_gmt"),
        files=changed,
        blobs=ids,
        editor=_editor(revision),
        signature=signature,
        fields=fields,
    )
    if step.verb == "":
        # Rides along: what is known stays the state that is recorded, unless it is grouped.
        return step, before if before is not None else known
    return step, known


def revise(
    key: PostKey,
    before: Known | None,
    reading: RevisionReading,
    context: Context,
    *,
    verb: str = "",
) -> tuple[Step, Known]:
    """Record a state that only a revision tells of.

    Args:
        verb: for states that become known later (`Backfill`); else it follows from the comparison.
    """
    fields, title = reading.fields, title_of(reading.fields)
    document = _document(fields, None, context)
    files = revision_files(fields, document.text)
    ids = {name: blob_id(data) for name, data in files.items()}
    moved = before is None or before.document != document or before.title != title
    claim = revision_time(fields)
    known = Known(
        document=document,
        fields=before.fields if before else None,
        title=title,
        files={**(before.files if before else {}), **ids},
        read=before.read if before else "",
    )
    facts = (
        first_facts(document.text)
        if before is None
        else edit_facts(before.document.text, document.text, _titles(before, title), context.names)
    )
    step = Step(
        key=key,
        verb=verb or ("First-seen" if before is None else "Edit" if moved else "Touch"),
        title=title,
        facts=facts,
        trailers={
            "Evidence": "revision",
            "Revision": str(fields["id"]),
            "Modified": _stamped(claim),
            "Observed": reading.observed,
            "Editor": _editor_trailer(reading),
            "Text": str(TEXT_VERSION),
        },
        observed=utc(reading.observed),
        claim=claim,
        files=dict(files),
        blobs=ids,
        editor=_editor(reading),
    )
    return step, known


def leave(before: Known, reading: GoneReading) -> tuple[Step | None, Known]:
    """Record that a post is no longer public, or away for another reason than before."""
    if before.away == reading.reason:
        return None, before
    document = {"reason": reading.reason, "observed": reading.observed}
    files: dict[str, bytes | None] = dict.fromkeys(before.files) if not before.away else {}
    files[GONE] = canonical_json(document)
    step = Step(
        key=reading.key,
        verb="Unpublish" if reading.reason == "unpublished" else "Remove",
        title=before.title,
        facts=(_GONE_FACTS.get(reading.reason.split()[0], "").format(*reading.reason.split()[1:]),),
        trailers={
            "Evidence": "observation",
            "Observed": reading.observed,
            "Last-Observed": before.read or None,
            "Gone": reading.reason,
        },
        observed=utc(reading.observed),
        claim=None,
        files=files,
        blobs={GONE: blob_id(files[GONE] or b"")},
    )
    known = Known(
        document=before.document,
        fields=before.fields,
        title=before.title,
        files=before.files,
        read=before.read,
        away=reading.reason,
    )
    return step, known


_REVISED = frozenset({"title", "excerpt"})
"""Fields whose change makes a revision, as the content does (`_wp_post_revision_fields`)."""

_GONE_FACTS = {
    "unpublished": "no longer public: the site refuses to show it (draft, private or trash)",
    "erased": "no longer there: the site does not know it any more",
    "moved": "moved: it is now {}",
}


def revision_time(fields: Fields) -> datetime | None:
    """Tell when a revision claims to be of (`modified_gmt`, else `date_gmt`)."""
    return utc_or_none(fields.get("modified_gmt")) or utc_or_none(fields.get("date_gmt"))


def _document(fields: Fields, before: Known | None, context: Context) -> Document:
    content = rendered(fields)
    if before is not None and is_protected(fields):
        return before.document  # never "text deleted"
    return read_document(
        content or "", title=title_html(fields), language=context.language, noise=context.noise
    )


def _changes(before: Known | None, fields: Fields, document: Document) -> tuple[FieldChange, ...]:
    if before is None or before.fields is None:
        return ()
    changes = changed_fields(before.fields, fields, body=document.text)
    # The title of a revision in between is newer than that of the last observation.
    others = tuple(change for change in changes if change.name != "title")
    return (*_titles(before, title_of(fields)), *others)


def _verdict(
    before: Known | None,
    fields: Fields,
    document: Document,
    title: str,
    changes: tuple[FieldChange, ...],
    context: Context,
    published: bool,
    revisions_seen: int,
    ids: Mapping[str, str],
) -> tuple[str, tuple[str, ...], frozenset[str] | None]:
    """Choose the verb (empty: no commit; `ride`: only fields came or went), facts, signature."""
    if before is None:
        return ("Publish" if published else "First-seen"), first_facts(document.text), None
    content_moved = document.comparison != before.document.comparison
    told = _titles(before, title) if before.fields is None else changes
    facts = edit_facts(
        before.document.text, document.text, told, context.names, markup_moved=content_moved
    )
    if before.away:
        return "Restore", ("public again", *facts), None
    text_moved = content_moved or any(change.name in _REVISED for change in told)
    facts += _time_facts(before, fields, content_moved, revisions_seen + text_moved)
    protection = [change for change in changes if change.name == "protected"]
    if protection:
        return "Protect" if protection[0].after else "Restore", facts, None
    signature = frozenset(f"{c.name}: {c.before!r} -> {c.after!r}" for c in changes)
    if content_moved or told:
        return "Edit", facts, None if content_moved or before.fields is None else signature
    if before.fields is None:
        return "Touch", facts, None
    if _is_touched(before, fields, ids):
        return "Touch", facts, None
    schema = schema_changes(before.fields, fields)
    return ("ride", facts, schema) if schema else ("", (), None)


def _is_touched(before: Known, fields: Fields, ids: Mapping[str, str]) -> bool:
    if before.fields is None:
        return True
    if COMMENTS in ids and before.files.get(COMMENTS) not in (None, ids[COMMENTS]):
        return True
    return _moved(before.fields, fields, "modified_gmt") or _activity_moved(before.fields, fields)


def _activity_moved(before: Fields, after: Fields) -> bool:
    old, new = activity(before), activity(after)
    return None not in old[:1] and None not in new[:1] and old != new


def _moved(before: Fields, after: Fields, name: str) -> bool:
    values = before.get(name), after.get(name)
    return None not in values and values[0] != values[1]


def _time_facts(before: Known, fields: Fields, content_moved: bool, seen: int) -> tuple[str, ...]:
    if before.fields is None:
        return ()
    facts = activity_facts(activity(before.fields), activity(fields), seen)
    old, new = before.fields.get("modified_gmt"), fields.get("modified_gmt")
    if content_moved and old is not None and old == new:
        return (*facts, "the claimed time of the last change did not move")
    if not content_moved and old is not None and new is not None and old != new:
        return (*facts, f"claimed time of the last change: {old}Z -> {new}Z")
    return facts


def _titles(before: Known, title: str) -> tuple[FieldChange, ...]:
    if before.title == title:
        return ()
    return (FieldChange(name="title", before=before.title, after=title),)


def _is_identical(before: Known | None, ids: Mapping[str, str]) -> bool:
    if before is None or before.away:
        return False
    return all(before.files.get(name) == blob for name, blob in ids.items())


def _is_new(before: Known | None, name: str, blob: str) -> bool:
    return before is None or before.files.get(name) != blob


def _known(document: Document, reading: Observation, title: str, ids: Mapping[str, str]) -> Known:
    return Known(
        document=document, fields=reading.fields, title=title, files=ids, read=reading.observed
    )


def _reread(before: Known, reading: Observation) -> Known:
    return Known(
        document=before.document,
        fields=before.fields,
        title=before.title,
        files=before.files,
        read=max(before.read, reading.observed),
        away=before.away,
    )


def _evidence_files(revision: RevisionReading) -> dict[str, bytes]:
    files = revision_files(revision.fields, "")
    return {
        name: data
        for name, data in files.items()
        if name.startswith("wp-") and name != "wp-content.html"
    }


def _source_file(source: Fields) -> dict[str, bytes]:
    content = source.get("content")
    raw = content.get("raw") if isinstance(content, dict) else None
    return {SOURCE: encode_text(raw)} if isinstance(raw, str) else {}


def _editor(revision: RevisionReading | None) -> tuple[str, str] | None:
    if revision is None:
        return None
    author: Any = revision.fields.get("author")
    return (revision.editor or f"user {author}", f"user-{author}")


def _editor_trailer(revision: RevisionReading | None) -> str | None:
    if revision is None:
        return None
    return f"{revision.fields.get('author')} {revision.editor}".strip()


def _stamped(moment: datetime | None) -> str | None:
    return None if moment is None else moment.replace(tzinfo=None).isoformat() + "Z"
