"""The headline was changed long after the publication."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from tracker.audit.letters import letters
from tracker.audit.rule import EditRule, Found, Options
from tracker.audit.views import EditSeen
from tracker.audit.wording import evidence_of, moment_words, quoted, range_words
from tracker.edits.values import Disclosure
from tracker.findings import Level


def _find(seen: EditSeen, options: Options) -> Iterable[Found]:
    change = next((each for each in seen.said.field_changes if each.name == "title"), None)
    if seen.said.disclosure is Disclosure.DERIVED:
        return  # a plugin or a theme renders it otherwise, and nobody edited it
    if change is None or letters(str(change.before)) == letters(str(change.after)):
        return
    published, latest = seen.post.published, _latest(seen)
    if published is None or latest is None or latest - published < options.length("after"):
        return
    earliest = seen.said.span.earliest
    long = "at most " if earliest is None else ""
    long += range_words((earliest or latest) - published, latest - published)
    yield Found(
        words=f"had its headline changed {long} after its publication: "
        f"{quoted(str(change.before), 100)} -> {quoted(str(change.after), 100)}",
        evidence=evidence_of(
            seen.said, f"the site claims that it was published {moment_words(published)}"
        ),
    )


def _latest(seen: EditSeen) -> datetime | None:
    """Tell the latest moment of the edit: the claimed last change, where this edit moved it."""
    span, claimed = seen.said.span, seen.after.claimed
    latest = seen.moment
    if claimed is None or latest is None or claimed == seen.before.claimed:
        return latest
    fits = claimed <= latest and (span.earliest is None or span.earliest <= claimed)
    return claimed if fits else latest


RULE = EditRule(
    name="headline-changed-after",
    summary="The headline got other words more than a while after the publication.",
    level=Level.WARNING,
    takes={"after": "6h"},
    find=_find,
)
