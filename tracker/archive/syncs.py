"""What is known of runs: `refs/tracker/syncs`, one small commit a run."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from tracker.archive.history import BlobReader, iter_commits
from tracker.archive.identities import COMMITTER
from tracker.archive.layout import canonical_json
from tracker.archive.repository import SYNCS, Archive
from tracker.archive.stream import ImportStream
from tracker.model import PostKey

_FILE = "sync.json"


class TypeListing(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a run listed of one type: how many the site said, and whether all were seen."""

    total: int | None = None
    complete: bool = False


class SyncRecord(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One run.

    Args:
        kind: sync or import.
        started, finished: times as `2025-07-22T19:14:55Z`.
        types: by folder, what was listed.
        read: time -> folder -> ids whose content was read then.
        missing: posts that a listing lacked and that are not yet taken for removed.
        revised: post -> revision count and newest revision at which its revisions were read.
        rechecked: posts known to be away that were asked for again.
        failed: post -> reason.
        requests: how many HTTP requests were made.
        turn: how many spare requests were made before; decides what the next is used for.
        spare: whether there was room for a spare request.
    """

    kind: str
    started: str
    finished: str
    types: dict[str, TypeListing] = {}
    read: dict[str, dict[str, tuple[int, ...]]] = {}
    missing: tuple[str, ...] = ()
    revised: dict[str, tuple[int | None, int | None]] = {}
    rechecked: tuple[str, ...] = ()
    failed: dict[str, str] = {}
    requests: int = 0
    turn: int = 0
    spare: bool = True

    def reads(self) -> Iterator[tuple[str, Iterator[PostKey]]]:
        """Iterate over the times and the posts whose content was read then."""
        for moment, folders in self.read.items():
            yield (
                moment,
                (PostKey(folder=name, id=n) for name, ids in folders.items() for n in ids),
            )

    def revised_posts(self) -> Iterator[tuple[PostKey, tuple[int | None, int | None]]]:
        """Iterate over the posts whose revisions were read."""
        for name, moved in self.revised.items():
            yield parse_key(name), moved


class Reads:
    """Gather which posts were read when, for the record of a run."""

    def __init__(self) -> None:
        self._ids: dict[str, dict[str, list[int]]] = {}

    def note(self, key: PostKey, moment: str) -> None:
        """Note that the content of a post was read at a moment (a stamp)."""
        self._ids.setdefault(moment, {}).setdefault(key.folder, []).append(key.id)

    def put(self, record: SyncRecord) -> SyncRecord:
        """Give a record that tells what was read, in order."""
        read = {
            moment: {name: tuple(sorted(ids)) for name, ids in folders.items()}
            for moment, folders in sorted(self._ids.items())
        }
        return msgspec.structs.replace(record, read=read)


def parse_key(text: str) -> PostKey:
    """Read a post as `str(key)` writes it."""
    folder, _, number = text.rpartition("/")
    return PostKey(folder=folder, id=int(number))


def send_sync(stream: ImportStream, record: SyncRecord, *, parent: str | None, at: int) -> None:
    """Send the commit of one run; what the run recorded must be in the repository before.

    Otherwise a crash could leave a reading noted whose content is not held.
    """
    blob = stream.blob(canonical_json(msgspec.to_builtins(record)))
    stream.commit(
        SYNCS,
        author=COMMITTER,
        authored=at,
        committed=at,
        message=f"{record.kind.capitalize()} {record.finished}\n".encode(),
        changes=((_FILE, blob),),
        parents=(parent,) if parent else (),
    )


def iter_syncs(archive: Archive, *, since: str | None = None) -> Iterator[SyncRecord]:
    """Read the runs, oldest first, after a commit of the ref where one is given."""
    if archive.resolve(SYNCS) is None:
        return
    revisions = (SYNCS, f"^{since}") if since else (SYNCS,)
    with BlobReader(archive) as blobs:
        for commit in iter_commits(archive, *revisions, oldest_first=True):
            for change in commit.changes:
                if change.path == _FILE and change.after is not None:
                    yield msgspec.json.decode(blobs.read(change.after), type=SyncRecord)


def last_sync(archive: Archive, *, kind: str | None = None) -> SyncRecord | None:
    """Read the newest run, of a kind where one is given."""
    if archive.resolve(SYNCS) is None:
        return None
    with BlobReader(archive) as blobs:
        for commit in iter_commits(archive, SYNCS):
            for change in commit.changes:
                if change.path == _FILE and change.after is not None:
                    record = msgspec.json.decode(blobs.read(change.after), type=SyncRecord)
                    if kind is None or record.kind == kind:
                        return record
    return None
