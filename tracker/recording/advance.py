"""Keep what is held in step with what is recorded, without reading it back."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from tracker.archive.held import HeldPost, advance_post, with_fields, with_revision
from tracker.recording.steps import Step


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


def reread(held: HeldPost, moments: Iterable[str]) -> HeldPost:
    """Note when the content was last read."""
    newest = max(moments, default="")
    return held if held.read >= newest else replace(held, read=newest)
