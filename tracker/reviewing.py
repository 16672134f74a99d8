"""What somebody has read: marks up to which a post, or all posts, were reviewed.

They stand in one blob under `refs/reviewed`, which no push carries, and which keeps no commit
alive that `tracker forget` takes out.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from subprocess import PIPE

import msgspec

from tracker.archive.history import iter_commits
from tracker.archive.layout import canonical_json, post_directory
from tracker.archive.repository import MAIN, Archive
from tracker.errors import ArchiveError
from tracker.model import PostKey, stamp

REVIEWED = "refs/reviewed"
_ALL = "all"


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """One review: when, and the commit of main up to which everything was read."""

    at: str
    main: str


def read_marks(archive: Archive) -> dict[str, Mark]:
    """Read all marks, by post (`posts/1286`) and under `all`."""
    blob = archive.repo.git.for_each_ref("--format=%(objectname)", REVIEWED)
    if not blob:
        return {}
    data = archive.repo.git.cat_file("blob", str(blob))
    try:
        return msgspec.json.decode(str(data), type=dict[str, Mark])
    except msgspec.MsgspecError as error:
        raise ArchiveError(
            f"{REVIEWED} of {archive.path} is not what `tracker review` writes; "
            f"`git -C {archive.path} update-ref -d {REVIEWED}` takes it away.",
            path=archive.path,
        ) from error


def mark_reviewed(archive: Archive, key: PostKey | None, *, at: datetime) -> int:
    """Mark a post, or all posts, as read up to now.

    Args:
        archive: where; nothing that it records is touched.
        key: the post; None for all, and then marks of single posts go.
        at: now.

    Returns:
        How many commits are read by this that were not before.
    """
    head = archive.resolve(MAIN)
    if head is None:
        return 0
    marks = read_marks(archive)
    before = unread_commits(archive, key, marks)
    mark = Mark(at=stamp(at), main=head)
    new = {_ALL: mark} if key is None else {**marks, str(key): mark}
    document = canonical_json({name: msgspec.to_builtins(one) for name, one in new.items()})
    git = archive.repo.git
    process = git.hash_object("-w", "--stdin", istream=PIPE, as_process=True)
    written, _ = process.proc.communicate(document)
    git.update_ref(REVIEWED, written.decode().strip())
    if before is None:
        return sum(1 for _ in _commits_of(archive, key))
    return len(before)


def unread_commits(
    archive: Archive, key: PostKey | None, marks: Mapping[str, Mark] | None = None
) -> frozenset[str] | None:
    """List the commits of a post, or of all, that came after the last review.

    Of the marks for the post and for all, the one that leaves less unread counts. None where
    nothing was ever reviewed.

    Args:
        archive: where.
        key: the post; None for all.
        marks: where they are read already.
    """
    known = read_marks(archive) if marks is None else marks
    mine = [known[name] for name in ({_ALL, str(key)} if key else {_ALL}) if name in known]
    if not mine:
        return None
    left: frozenset[str] | None = None
    for mark in mine:
        found = frozenset(_commits_of(archive, key, mark))
        left = found if left is None else left & found
    return left


def _commits_of(archive: Archive, key: PostKey | None, mark: Mark | None = None) -> list[str]:
    paths = (post_directory(key),) if key is not None else ()
    known = mark is not None and archive.resolve(mark.main) is not None
    since = (f"^{mark.main}",) if mark is not None and known else ()
    return [
        commit.id
        for commit in iter_commits(archive, MAIN, *since, paths=paths)
        if commit.message is not None
        # A history that was rewritten has other commits; then the time must do.
        and (mark is None or known or stamp(commit.committed) > mark.at)
    ]
