"""Which edits are wanted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tracker.assessing import AssessedEdit
from tracker.edits.fields import term_fields
from tracker.edits.values import Disclosure, EditKind, Severity
from tracker.listing.entries import editor_of
from tracker.listing.known import Known
from tracker.model import Fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which edits are wanted; an empty condition lets all through.

    Args:
        since, until: bounds of the time at which an edit was seen, or made where that is known.
        kinds: of edits. Touches are left out unless they are named here or `touches` is set.
        severity: at least this.
        disclosures: what the public was told.
        author: part of the name of the editor, or of the author of the post.
        category: name or id of a category, tag or other term that the post has.
        fields: names of changed fields, one of which is enough.
        grep: words that came, went or stand in the headline; without regard to case.
        folder: of a type, such as `posts`.
        commits: only edits of these commits.
    """

    since: datetime | None = None
    until: datetime | None = None
    kinds: frozenset[EditKind] = frozenset()
    severity: Severity = Severity.NONE
    disclosures: frozenset[Disclosure] = frozenset()
    author: str = ""
    category: str = ""
    fields: frozenset[str] = frozenset()
    grep: str = ""
    folder: str = ""
    touches: bool = False
    commits: frozenset[str] | None = None


def is_wanted(edit: AssessedEdit, wanted: Wanted, known: Known) -> bool:
    """Tell whether an edit meets all conditions."""
    said = edit.assessment
    if not is_judged_wanted(wanted, said.kind, said.severity, said.disclosure, said.span.latest):
        return False
    if wanted.commits is not None and edit.recorded.place.commit not in wanted.commits:
        return False
    if wanted.fields and not wanted.fields & {change.name for change in said.field_changes}:
        return False
    if wanted.grep and not _speaks_of(edit, wanted.grep.casefold()):
        return False
    fields = edit.recorded.state.fields or (edit.before and edit.before.state.fields) or {}
    if wanted.author and not _is_by(edit, fields, wanted.author.casefold(), known):
        return False
    return not wanted.category or _is_in(fields, wanted.category.casefold(), known)


def is_judged_wanted(
    wanted: Wanted,
    kind: EditKind,
    severity: Severity,
    disclosure: Disclosure,
    moment: datetime | None,
) -> bool:
    """Tell whether the verdicts and the time of an edit meet the conditions."""
    if kind is EditKind.TOUCH and not wanted.touches and kind not in wanted.kinds:
        return False
    if wanted.kinds and kind not in wanted.kinds:
        return False
    if wanted.since is not None and (moment is None or moment < wanted.since):
        return False
    if wanted.until is not None and (moment is None or moment > wanted.until):
        return False
    if severity.weight < wanted.severity.weight:
        return False
    return not wanted.disclosures or disclosure in wanted.disclosures


def _speaks_of(edit: AssessedEdit, words: str) -> bool:
    """Look for words in the headline and in what came or went."""
    if words in edit.recorded.state.title.casefold():
        return True
    said = edit.assessment
    notes = [each.text for one in said.notes for each in (one.before, one.after) if each]
    sentences = [each.text for one in said.changes for each in (*one.before, *one.after)]
    return any(words in text.casefold() for text in (*notes, *sentences))


def _is_by(edit: AssessedEdit, fields: Fields, name: str, known: Known) -> bool:
    author = fields.get("author")
    return any(
        name in each.casefold() for each in (editor_of(edit), known.user(author), str(author or ""))
    )


def _is_in(fields: Fields, name: str, known: Known) -> bool:
    return any(
        name in (str(term).casefold(), known.term(term).casefold())
        for taxonomy in term_fields(fields)
        for term in fields[taxonomy]
    )
