"""Keep what is held in step with what is recorded, without reading it back."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from tracker.archive.held import HeldPost, advance_post, with_fields, with_revision
from tracker.model import Fields
from tracker.recording.steps import Step

_TIMES = ("date", "date_gmt", "modified", "modified_gmt")
_ACTIVITY = ("version-history", "predecessor-version")


def advance(held: HeldPost | None, step: Step, *, aside: bool = False) -> HeldPost:
    """Apply one step, exactly as reading its commit back would.

    Args:
        held: what was held before, None for a new post.
        step: what is recorded.
        aside: on a side line or on the branch `drafts`, which move no newest state.
    """
    post = held or HeldPost(folder=step.key.folder, id=step.key.id, files={})
    post = with_revision(post, step.trailers)
    if aside:
        return post
    files = {name: None if data is None else step.blobs[name] for name, data in step.files.items()}
    post = advance_post(post, step.verb, step.trailers, files)
    return post if step.fields is None else with_fields(post, step.fields)


def without_needless(fields: Fields) -> Fields:
    """Leave of the fields of an observation only what `advance` looks at."""
    kept = {name: fields[name] for name in _TIMES if name in fields}
    links, content = fields.get("_links"), fields.get("content")
    if isinstance(links, dict):
        kept["_links"] = {name: links[name] for name in _ACTIVITY if name in links}
    if isinstance(content, dict) and "protected" in content:
        kept["content"] = {"protected": content["protected"]}
    return kept


def reread(held: HeldPost, moments: Iterable[str]) -> HeldPost:
    """Note when the content was last read."""
    newest = max(moments, default="")
    return held if held.read >= newest else replace(held, read=newest)
