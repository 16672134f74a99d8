"""The edits of an archive as a list: newest first, filtered, without their texts."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from operator import itemgetter

from tracker.archive.held import files_by_post
from tracker.archive.history import iter_commits
from tracker.archive.repository import Archive
from tracker.assessing import AssessedEdit, iter_assessed
from tracker.diff import ProseDiff, diff_text
from tracker.edits.fields import term_fields
from tracker.edits.values import Disclosure, EditKind, Severity
from tracker.model import Fields, PostKey
from tracker.recording.sitefiles import read_site_state
from tracker.recording.states import Names
from tracker.report.log import LogEntry
from tracker.report.sizes import size_of
from tracker.text.clean import plain

NEVER = datetime.min.replace(tzinfo=UTC)
"""Where an edit stands of which no time is known."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The names that an archive has for users, terms and media."""

    names: Names = field(default_factory=Names)

    def user(self, number: object) -> str:
        """Name a user; empty where the archive does not know."""
        return _name(self.names.users, number)

    def term(self, number: object) -> str:
        """Name a term; empty where the archive does not know."""
        return _name(self.names.terms, number)


def read_known(archive: Archive) -> Known:
    """Read the names that an archive has."""
    site = read_site_state(archive)
    return Known(names=site.names() if site is not None else Names())


def iter_wanted(
    archive: Archive, wanted: Wanted, keys: Collection[PostKey] | None = None
) -> Iterator[AssessedEdit]:
    """Give the edits that are wanted, post by post, oldest first, with all that is known of them.

    Changes that many posts share (an upgrade of the site) are edits of none of them: they come
    only where posts are named.
    """
    known = read_known(archive)
    for key, edits in iter_assessed(archive, keys):
        if wanted.folder and key.folder != wanted.folder:
            continue
        for edit in edits:
            if keys is None and not edit.recorded.place.is_of_post:
                continue
            if is_wanted(edit, wanted, known):
                yield edit


def list_edits(
    archive: Archive,
    wanted: Wanted,
    keys: Collection[PostKey] | None = None,
    *,
    limit: int | None = None,
    oldest_first: bool = False,
) -> list[LogEntry]:
    """List edits, newest first.

    Args:
        archive: where.
        wanted: which.
        keys: of these posts; None for all.
        limit: only so many of the newest.
        oldest_first: turn the list round, after the limit.
    """
    found = iter_wanted(archive, wanted, keys)
    if limit is not None:
        # Of the texts of all states, only those of the newest edits are kept in memory.
        entries = [entry_of(edit) for edit in heapq.nlargest(limit, found, key=_order)]
    else:
        ordered = [(_order(edit), entry_of(edit)) for edit in found]
        ordered.sort(key=itemgetter(0), reverse=True)
        entries = [entry for _, entry in ordered]
    return entries[::-1] if oldest_first else entries


def _order(edit: AssessedEdit) -> tuple[datetime, PostKey, int]:
    return edit.assessment.span.latest or NEVER, edit.recorded.key, edit.recorded.number


def entry_of(edit: AssessedEdit) -> LogEntry:
    """Take what a list shows out of an edit."""
    said, recorded = edit.assessment, edit.recorded
    return LogEntry(
        key=recorded.key,
        number=recorded.number,
        commit=recorded.place.commit,
        title=recorded.state.title,
        span=said.span,
        kind=said.kind,
        severity=said.severity,
        disclosure=said.disclosure,
        size=size_of(diff_of(edit)),
        editor=editor_of(edit),
        reasons=said.reasons,
        fields=tuple(change.name for change in said.field_changes),
        later_note=None if said.disclosed_by is None else said.disclosed_by + 1,
    )


def diff_of(edit: AssessedEdit) -> ProseDiff | None:
    """Compare the texts of an edit, headline included; None for a first state."""
    if edit.before is None:
        return None
    before, after = edit.before.state.text, edit.recorded.state.text
    return diff_text(before, after) if before != after else None


def editor_of(edit: AssessedEdit) -> str:
    """Name who made an edit, where a revision tells; the trailer is `1 Jane Doe`."""
    trailer = edit.recorded.place.trailers.get("Editor", "")
    return trailer.partition(" ")[2] or trailer


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


def _name(known: Mapping[str, Fields], key: object) -> str:
    return plain(str(known.get(str(key), {}).get("name") or ""))


def posts_of_commit(archive: Archive, commit: str) -> tuple[PostKey, ...]:
    """Name the posts that a commit tells of; none where main has no such commit.

    Args:
        archive: where.
        commit: hexadecimal digits, the first of its id.
    """
    full = archive.resolve(commit)
    if full is None:
        return ()
    return tuple(
        key for one in iter_commits(archive, full, max_count=1) for key in files_by_post(one)
    )
