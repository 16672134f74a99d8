"""A post went behind a password."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.audit.rule import Found, Options, PostRule
from tracker.audit.views import PostSeen
from tracker.findings import Level
from tracker.model import is_protected


def _find(post: PostSeen, options: Options) -> Iterable[Found]:
    if not post.latest.away and is_protected(post.fields):
        was_public = any(
            edit.recorded.state.fields and not is_protected(edit.recorded.state.fields)
            for edit in post.edits
        )
        if was_public:
            yield Found(words="was public, and now asks for a password")


RULE = PostRule(
    name="protected-now",
    summary="A post that everybody could read now asks for a password.",
    level=Level.WARNING,
    resolves="it is public again, or gone",
    find=_find,
)
