"""From an observation to the commit that it makes (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tracker.archive.held import HeldPost
from tracker.archive.identities import blob_id
from tracker.archive.layout import (
    COMMENTS,
    CONTENT,
    GONE,
    POST,
    SOURCE,
    TEXT,
    canonical_json,
    encode,
    post_files,
    revision_files,
    split_content,
)
from tracker.edits.fields import title_html, title_of
from tracker.model import Fields, PostKey, is_protected, revision_activity, stamp, utc, utc_or_none
from tracker.recording.judging import RIDE, Fresh, Verdict, has_moved, judge
from tracker.recording.readings import Observation, RevisionReading, revision_time
from tracker.recording.states import Context, Known, rendered
from tracker.recording.steps import Step
from tracker.text import TEXT_VERSION, Document, read_document


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
        The commit to make (with an empty verb where fields of plugins came or went), None where
        nothing was edited; and the state now known.
    """
    fresh = _read(reading, before, context, revision)
    if before is not None and revision is None and _is_identical(before, fresh.blobs):
        return None, _reread(before, reading)
    verdict = judge(before, fresh, context, published=published, revisions_seen=revisions_seen)
    if revision is not None and verdict.verb in ("", RIDE):
        verdict = replace(verdict, verb="Touch", signature=None)
    if before is not None and not verdict.verb:
        return None, _reread(before, reading)
    step = _step(key, before, reading, fresh, verdict, revision)
    if before is not None and verdict.verb == RIDE:
        return step, before  # what is recorded stays what is known, unless it is grouped
    kept = dict(before.files) if before is not None and not before.away else {}
    for name, data in step.files.items():
        if data is None:
            kept.pop(name, None)
    known = Known(
        document=fresh.document,
        fields=fresh.fields,
        title=fresh.title,
        files={**kept, **fresh.blobs},
        read=reading.observed,
    )
    return step, known


def is_as_held(reading: Observation, held: HeldPost) -> bool:
    """Tell whether a later observation is the newest held state byte for byte."""
    if held.gone or reading.observed <= held.observed:
        return False
    if reading.source is not None or reading.comments is not None:
        return False
    rest, taken = split_content(reading.fields, "rendered")
    if held.files.get(POST) != blob_id(canonical_json(rest)):
        return False
    content = blob_id(encode(taken["rendered"])) if "rendered" in taken else None
    return is_protected(reading.fields) or held.files.get(CONTENT) == content


def read_content(fields: Fields, context: Context) -> Document:
    """Make the two forms of what a post or revision says."""
    return read_document(
        rendered(fields) or "",
        title=title_html(fields),
        language=context.language,
        noise=context.noise,
    )


def editor_of(revision: RevisionReading | None) -> tuple[str, str] | None:
    """Give name and address of the git author; None for the site itself."""
    if revision is None:
        return None
    author = revision.fields.get("author")
    return (revision.editor or f"user {author}", f"user-{author}")


def editor_trailer(revision: RevisionReading | None) -> str | None:
    """Write id and name of the editor of a revision."""
    if revision is None:
        return None
    return f"{revision.fields.get('author')} {revision.editor}".strip()


def _read(
    reading: Observation,
    before: Known | None,
    context: Context,
    revision: RevisionReading | None,
) -> Fresh:
    fields = reading.fields
    if before is not None and is_protected(fields):
        document = before.document  # never "text deleted"
    else:
        document = read_content(fields, context)
    files = post_files(fields, document.text)
    if revision is not None:
        evidence = revision_files(revision.fields, "")
        files.update({name: evidence[name] for name in evidence.keys() - {TEXT, CONTENT}})
    if reading.source is not None and not is_protected(fields):
        files.update(_source_file(reading.source))
    if reading.comments is not None:
        files[COMMENTS] = canonical_json({"count": reading.comments})
    return Fresh(
        fields=fields,
        title=title_of(fields),
        document=document,
        files=files,
        blobs={name: blob_id(data) for name, data in files.items()},
    )


def _source_file(source: Fields) -> dict[str, bytes]:
    content = source.get("content")
    raw = content.get("raw") if isinstance(content, dict) else None
    return {SOURCE: encode(raw)} if isinstance(raw, str) else {}


def _step(
    key: PostKey,
    before: Known | None,
    reading: Observation,
    fresh: Fresh,
    verdict: Verdict,
    revision: RevisionReading | None,
) -> Step:
    claim = utc_or_none(fresh.fields.get("modified_gmt") or fresh.fields.get("modified"))
    last = before.fields if before is not None else None
    saved = revision_time(revision.fields) if revision is not None else None
    return Step(
        key=key,
        verb="" if verdict.verb == RIDE else verdict.verb,
        title=fresh.title,
        facts=verdict.facts,
        trailers={
            "Evidence": "observation" if revision is None else "revision, observation",
            "Revision": str(revision.fields["id"]) if revision else None,
            "Modified": stamp(claim) if claim else None,
            "Observed": reading.observed,
            "Last-Observed": (before.read if before else None) or None,
            "Editor": editor_trailer(revision),
            "Import": reading.channel or None,
            "Text": str(TEXT_VERSION),
        },
        observed=utc(reading.observed),
        # The revision tells its own time, which the post's `modified` can hide or go beyond.
        claim=saved or claim,
        claim_moved=bool(saved) or last is None or has_moved(last, fresh.fields, "modified_gmt"),
        files=_written(before, fresh),
        blobs=fresh.blobs,
        editor=editor_of(revision),
        signature=verdict.signature,
        fields=fresh.fields,
    )


def _written(before: Known | None, fresh: Fresh) -> dict[str, bytes | None]:
    """Choose the files that a commit has to write."""
    if before is None:
        return dict(fresh.files)
    if before.away:
        return {**fresh.files, GONE: None}
    written: dict[str, bytes | None] = {
        name: data
        for name, data in fresh.files.items()
        if before.files.get(name) != fresh.blobs[name]
    }
    if SOURCE in before.files and SOURCE not in fresh.files and _is_rewritten(before, fresh):
        written[SOURCE] = None  # it is of the text before, and nobody could read the one of now
    return written


def _is_rewritten(before: Known, fresh: Fresh) -> bool:
    """Tell whether the content changed by an edit, not by a block that renders itself."""
    if before.fields is None or before.document.comparison == fresh.document.comparison:
        return False
    if has_moved(before.fields, fresh.fields, "modified_gmt"):
        return True
    return revision_activity(before.fields) != revision_activity(fresh.fields)


def _is_identical(before: Known, blobs: Mapping[str, str]) -> bool:
    if before.away:
        return False
    return all(before.files.get(name) == blob for name, blob in blobs.items())


def _reread(before: Known, reading: Observation) -> Known:
    return replace(before, read=max(before.read, reading.observed))
