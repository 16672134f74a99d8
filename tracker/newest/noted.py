"""The newest edits by the notes of their commits; where one has none, its post is assessed."""

from __future__ import annotations

from bisect import insort_left
from collections.abc import Iterator, Mapping
from datetime import datetime
from operator import itemgetter

from tracker.archive.history import BlobReader, Commit, files_by_post, iter_commits
from tracker.archive.layout import POST, REVISION, TEXT, decode, decode_json
from tracker.archive.notes import read_note_ids
from tracker.archive.repository import MAIN, Archive
from tracker.assessing import iter_assessed
from tracker.assessing.rows import row_of
from tracker.diff import diff_text
from tracker.edits.fields import title_of
from tracker.edits.values import RULES_VERSION, Disclosure, EditKind, Severity, Span
from tracker.edits.verdicts import Verdict, parse_verdict
from tracker.listing.conditions import Wanted, is_judged_wanted, is_wanted
from tracker.listing.entries import entry_of_row
from tracker.listing.lists import NEVER, list_edits
from tracker.model import PostKey, utc_or_none
from tracker.report.log import LogEntry
from tracker.report.sizes import Size, size_of

_MOST_ASSESSED = 200
"""Where so many commits have no verdict, assessing all posts at once is quicker."""

_FIRST_VERBS = ("First-seen", "Publish")
_PLAIN_VERBS = ("Edit", "Touch", "Protect", "Unpublish", "Remove")
_FIRST = Verdict(
    kind=EditKind.FIRST,
    severity=Severity.NONE,
    disclosure=Disclosure.NOT_NEEDED,
    rules=RULES_VERSION,
)

_Ranked = tuple[tuple[datetime, PostKey], LogEntry]


def iter_noted(archive: Archive, wanted: Wanted) -> Iterator[LogEntry]:
    """Give the edits of all posts, newest first, like `list_edits`; the first comes at once.

    Only the number of an edit in the history of its post is left out.

    Args:
        archive: where.
        wanted: which; `tracker.newest.can_list` must be true of it.
    """
    if archive.resolve(MAIN) is None:
        return
    waiting: list[_Ranked] = []
    given: set[str] = set()
    with BlobReader(archive) as blobs:
        reader = _Reader(archive, blobs, wanted)
        for commit in iter_commits(archive, MAIN):
            if reader.assessed > _MOST_ASSESSED:
                yield from (one for one in list_edits(archive, wanted) if one.commit not in given)
                return
            if wanted.since is not None and commit.committed < wanted.since:
                break
            # No commit behind this one tells of an edit that was made later.
            while waiting and waiting[-1][0][0] > commit.committed:
                entry = waiting.pop()[1]
                given.add(entry.commit)
                yield entry
            for entry in reader.entries(commit):
                rank = (entry.moment or NEVER, entry.key)
                # Of two with one rank the one behind was made first: it is to be given last.
                insort_left(waiting, (rank, entry), key=itemgetter(0))
        while waiting:
            yield waiting.pop()[1]


class _Reader:
    """Make entries of commits."""

    def __init__(self, archive: Archive, blobs: BlobReader, wanted: Wanted) -> None:
        self._archive = archive
        self._blobs = blobs
        self._wanted = wanted
        self._notes = read_note_ids(archive)
        self.assessed = 0

    def entries(self, commit: Commit) -> Iterator[LogEntry]:
        """Make the entry of the post that a commit is about, if it is wanted."""
        message = commit.message
        if message is None or message.key is None or "Observed" not in message.trailers:
            return
        key = message.key
        if self._wanted.folder and key.folder != self._wanted.folder:
            return
        if self._wanted.commits is not None and commit.id not in self._wanted.commits:
            return
        verdict = self._verdict(commit)
        if verdict is None:
            yield from self._assessed(key, commit.id)
            return
        span = _span(message.trailers)
        if is_judged_wanted(
            self._wanted, verdict.kind, verdict.severity, verdict.disclosure, span.latest
        ):
            yield self._entry(commit, key, message.title, message.trailers, verdict, span)

    def _verdict(self, commit: Commit) -> Verdict | None:
        """Read the verdict of a commit; None where it has to be made."""
        assert commit.message is not None
        verb, trailers = commit.message.verb, commit.message.trailers
        note = self._notes.get(commit.id)
        if note is None:
            return _FIRST if verb in _FIRST_VERBS else None
        if verb not in (*_PLAIN_VERBS, *_FIRST_VERBS) or "Last-Observed" not in trailers:
            return None
        verdict = parse_verdict(decode(self._blobs.read(note)))
        return verdict if verdict.rules == RULES_VERSION else None

    def _assessed(self, key: PostKey, commit: str) -> Iterator[LogEntry]:
        self.assessed += 1
        for _, edits in iter_assessed(self._archive, (key,)):
            for edit in edits:
                row = row_of(edit)
                if row.commit == commit and is_wanted(row, self._wanted):
                    yield entry_of_row(row)

    def _entry(
        self,
        commit: Commit,
        key: PostKey,
        title: str,
        trailers: Mapping[str, str],
        verdict: Verdict,
        span: Span,
    ) -> LogEntry:
        editor = trailers.get("Editor", "")
        return LogEntry(
            key=key,
            number=None,
            commit=commit.id,
            title=self._title(commit, key, title),
            span=span,
            kind=verdict.kind,
            severity=verdict.severity,
            disclosure=verdict.disclosure,
            size=self._size(commit),
            editor=editor.partition(" ")[2] or editor,
            reasons=verdict.reasons,
            later_note=0 if verdict.disclosed_by else None,
            published=commit.message is not None and commit.message.verb == "Publish",
        )

    def _title(self, commit: Commit, key: PostKey, subject: str) -> str:
        """Read the whole title where the subject has cut it and the commit has it."""
        files = files_by_post(commit).get(key, {})
        if not subject.endswith("…"):
            return subject
        if (blob := files.get(POST) or files.get(REVISION)) is not None:
            fields = decode_json(self._blobs.read(blob), where=f"{key}/{POST}")
            return title_of(fields) or subject
        if (blob := files.get(TEXT)) is not None:
            first = decode(self._blobs.read(blob)).partition("\n")[0]
            return first.removeprefix("# ") if first.startswith("# ") else subject
        return subject

    def _size(self, commit: Commit) -> Size:
        for change in commit.changes:
            if change.path.endswith(f"/{TEXT}") and change.before and change.after:
                old, new = self._blobs.read_all((change.before, change.after))
                return size_of(diff_text(decode(old), decode(new)))
        return Size()


def _span(trailers: Mapping[str, str]) -> Span:
    """Bound the time of an edit, as its assessment does."""
    claimed, observed = (utc_or_none(trailers.get(name)) for name in ("Modified", "Observed"))
    if (
        "revision" in trailers.get("Evidence", "")
        and claimed is not None
        and ("Gone" not in trailers)
    ):
        return Span(earliest=claimed, latest=claimed)
    return Span(earliest=utc_or_none(trailers.get("Last-Observed")), latest=observed or claimed)
