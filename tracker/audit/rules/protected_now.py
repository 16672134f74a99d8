"""A post went behind a password."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.audit.rule import Found, Options, PostRule
from tracker.audit.undone import proof
from tracker.audit.views import PostSeen
from tracker.audit.wording import when_words
from tracker.findings import Level
from tracker.model import is_protected


def _find(post: PostSeen, options: Options) -> Iterable[Found]:
    if post.latest.away or not is_protected(post.fields):
        return
    served = [edit for edit in post.edits if edit.recorded.state.fields]
    was_open = [not is_protected(edit.recorded.state.fields or {}) for edit in served]
    if not any(was_open):
        return
    shut = served[len(was_open) - was_open[::-1].index(True)]  # the first after it was open last
    when = when_words(shut.assessment.span)
    yield Found(
        words="was public, and now asks for a password",
        evidence=(f"the password came {when}",) if when else (),
        commit=shut.recorded.place.commit,
        moment=shut.assessment.span.latest,
    )


def _ended(post: PostSeen) -> str:
    now = "it is gone" if post.latest.away else "it is public again"
    return f"{now} ({proof(post.edits[-1])})"


RULE = PostRule(
    name="protected-now",
    summary="A post that everybody could read now asks for a password.",
    level=Level.WARNING,
    resolves="it is public again, or gone",
    find=_find,
    ended=_ended,
)
