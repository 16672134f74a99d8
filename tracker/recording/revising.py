"""From a revision, or from the absence of a post, to the commit that it makes (pure)."""

from __future__ import annotations

from dataclasses import replace

from tracker.archive.identities import blob_id
from tracker.archive.layout import GONE, canonical_json, revision_files
from tracker.edits.facts import edit_facts, first_facts
from tracker.edits.fields import title_of
from tracker.model import PostKey, stamp, utc
from tracker.recording.judging import title_changes
from tracker.recording.observing import editor_of, editor_trailer, read_content
from tracker.recording.readings import GoneReading, RevisionReading, revision_time
from tracker.recording.states import Context, Known
from tracker.recording.steps import Step
from tracker.text import TEXT_VERSION, Document

_GONE_FACTS = {
    "unpublished": "no longer public: the site refuses to show it (draft, private or trash)",
    "erased": "no longer there: the site does not know it any more",
    "moved": "moved: it is now {}",
}


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
    document = read_content(fields, context)
    files = revision_files(fields, document.text)
    blobs = {name: blob_id(data) for name, data in files.items()}
    claim = revision_time(fields)
    step = Step(
        key=key,
        verb=verb or _verb(before, document, title),
        title=title,
        facts=_facts(before, document, title, context),
        trailers={
            "Evidence": "revision",
            "Revision": str(fields["id"]),
            "Modified": stamp(claim) if claim else None,
            "Observed": reading.observed,
            "Editor": editor_trailer(reading),
            "Text": str(TEXT_VERSION),
        },
        observed=utc(reading.observed),
        claim=claim,
        files=dict(files),
        blobs=blobs,
        editor=editor_of(reading),
    )
    known = Known(
        document=document,
        fields=before.fields if before else None,
        title=title,
        files={**(before.files if before else {}), **blobs},
        read=before.read if before else "",
    )
    return step, known


def leave(before: Known, reading: GoneReading) -> tuple[Step | None, Known]:
    """Record that a post is no longer public, or away for another reason than before."""
    if before.away == reading.reason:
        return None, before
    tombstone = canonical_json({"reason": reading.reason, "observed": reading.observed})
    removed: dict[str, bytes | None] = dict.fromkeys(before.files) if not before.away else {}
    reason, *where = reading.reason.split()
    step = Step(
        key=reading.key,
        verb="Unpublish" if reason == "unpublished" else "Remove",
        title=before.title,
        facts=(_GONE_FACTS[reason].format(*where),),
        trailers={
            "Evidence": "observation",
            "Observed": reading.observed,
            "Last-Observed": before.read or None,
            "Gone": reading.reason,
        },
        observed=utc(reading.observed),
        claim=None,
        files={**removed, GONE: tombstone},
        blobs={GONE: blob_id(tombstone)},
    )
    return step, replace(before, away=reading.reason)


def _verb(before: Known | None, document: Document, title: str) -> str:
    if before is None:
        return "First-seen"
    is_same = before.title == title and before.document.comparison == document.comparison
    return "Touch" if is_same else "Edit"


def _facts(
    before: Known | None, document: Document, title: str, context: Context
) -> tuple[str, ...]:
    if before is None:
        return first_facts(document.text)
    return edit_facts(
        before.document.text,
        document.text,
        title_changes(before, title),
        context.names,
        markup_moved=before.document.comparison != document.comparison,
    )
