"""Which edits are wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from tracker.edits.kinds import Disclosure, EditKind, Severity
from tracker.edits.rows import EditRow
from tracker.text.folding import fold

if TYPE_CHECKING:
    from tracker.listing.known import Known  # reads the archive by git, which not every list needs

Words = Callable[[EditRow], Iterable[str]]
"""Looks up what came or went with an edit."""


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
        grep: words that came, went or stand in the headline.
        folder: of a type, such as `posts`.
        commits: only edits of these commits.

    Names and words are compared as they are typed (`fold`): without regard to case, to the kind
    of quotation marks, dashes and spaces, and to how letters are composed.
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


def is_wanted(
    row: EditRow, wanted: Wanted, known: Known | None = None, words: Words | None = None
) -> bool:
    """Tell whether an edit meets all conditions.

    Args:
        row: of the edit.
        wanted: the conditions.
        known: names of users and terms; where authors or categories are wanted.
        words: looks up what came or went with an edit; where words are wanted.
    """
    if not is_judged_wanted(wanted, row.kind, row.severity, row.disclosure, row.span.latest):
        return False
    if wanted.commits is not None and row.commit not in wanted.commits:
        return False
    if wanted.fields and not wanted.fields.intersection(row.fields):
        return False
    if wanted.grep and not _speaks_of(row, fold(wanted.grep), words):
        return False
    if wanted.author and not _is_by(row, fold(wanted.author), known):
        return False
    return not wanted.category or _is_in(row, fold(wanted.category).strip(), known)


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


def _speaks_of(row: EditRow, sought: str, words: Words | None) -> bool:
    """Look for words in the headline and in what came or went."""
    if sought in fold(row.title):
        return True
    assert words is not None
    return any(sought in fold(text) for text in words(row))


def _is_by(row: EditRow, name: str, known: Known | None) -> bool:
    author = row.facts.author
    named = known.user(author) if known is not None else ""
    return any(name in fold(each) for each in (row.editor, named, str(author or "")))


def _is_in(row: EditRow, name: str, known: Known | None) -> bool:
    return any(
        name in (fold(str(term)), fold(known.term(term)) if known is not None else "")
        for terms in row.facts.terms.values()
        for term in terms
    )
