"""Words that have to stand in a post do not."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.assessing import AssessedEdit
from tracker.audit.letters import letters
from tracker.audit.rule import Found, Options, PostRule
from tracker.audit.views import PostSeen
from tracker.audit.wording import quoted, when_words
from tracker.findings import Level
from tracker.model import is_protected
from tracker.text import one_line


def _find(post: PostSeen, options: Options) -> Iterable[Found]:
    text = options.text("text")
    if post.latest.away or is_protected(post.fields) or _bears(post.edits[-1], text):
        return
    lost = _lost_with(post, text)
    if lost is None:
        yield Found(
            words=f"does not bear the required text {quoted(text, 100)}",
            evidence=("no state that is held of it bears the text",),
        )
        return
    yield Found(
        words=f"no longer bears the required text {quoted(text, 100)}",
        evidence=(f"it went {when_words(lost.assessment.span)}".rstrip(),),
        commit=lost.recorded.place.commit,
        moment=lost.assessment.span.latest,
    )


def _bears(edit: AssessedEdit, text: str) -> bool:
    """Tell whether a state bears a text; one without letters and digits has to stand as it is."""
    wanted, held = letters(text), edit.recorded.state.text
    return wanted in letters(held) if wanted else one_line(text) in one_line(held)


def _lost_with(post: PostSeen, text: str) -> AssessedEdit | None:
    """Find the edit with which the text went; None where it never stood."""
    last = None
    for edit in reversed(post.edits):
        if _bears(edit, text):
            return last
        last = edit
    return None


RULE = PostRule(
    name="required-text-missing",
    summary="A post does not bear a text that has to stand in it, such as a disclaimer; "
    "typography and white space do not count.",
    level=Level.ERROR,
    resolves="it bears the text, is protected, or is no longer public",
    takes={"text": ""},
    find=_find,
)
