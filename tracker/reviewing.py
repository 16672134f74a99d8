"""What somebody has read: marks up to which a post, or all posts, were reviewed.

They stand in one blob under `refs/reviewed`, which no push carries, and which keeps no commit
alive that `tracker forget` takes out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from subprocess import PIPE

import msgspec

from tracker.archive.history import Commit, iter_commits
from tracker.archive.layout import canonical_json, post_directory
from tracker.archive.repository import MAIN, Archive
from tracker.errors import ArchiveError
from tracker.model import PostKey, stamp
from tracker.text.clean import one_line

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
    written, complained = process.proc.communicate(document)
    if process.proc.returncode:
        raise ArchiveError(
            f"git cannot write to {archive.path} ({one_line(complained.decode(errors='replace'))})"
            "; nothing is marked as read.",
            path=archive.path,
        )
    git.update_ref(REVIEWED, written.decode().strip())
    if before is None:
        return sum(1 for _ in _commits_of(archive, key))
    return len(before)


def unread_commits(
    archive: Archive, key: PostKey | None, marks: Mapping[str, Mark] | None = None
) -> frozenset[str] | None:
    """List the commits of a post, or of all, that came after the last review.

    Of the marks for a post and for all, the one that leaves less unread counts. None where
    nothing of it was ever reviewed.

    Args:
        archive: where.
        key: the post; None for all.
        marks: where they are read already.

    Raises:
        ArchiveError: where the history cannot be read.
    """
    known = read_marks(archive) if marks is None else marks
    if known:
        archive.resolve(MAIN)  # says it where the branch is damaged
    if key is None:
        return _unread_of_all(archive, known) if known else None
    mine = [known[name] for name in (_ALL, str(key)) if name in known]
    if not mine:
        return None
    left = [frozenset(one.id for one in _commits_of(archive, key, mark)) for mark in mine]
    return left[0].intersection(*left)


def _unread_of_all(archive: Archive, marks: Mapping[str, Mark]) -> frozenset[str]:
    """Leave out what single posts were read further than all."""
    later: dict[str, frozenset[str]] = {}
    for mark in marks.values():
        if mark.main not in later and archive.resolve(mark.main) is not None:
            found = archive.repo.git.rev_list(MAIN, f"^{mark.main}")
            later[mark.main] = frozenset(found.split())

    def is_read(commit: Commit) -> bool:
        mark = marks.get(str(commit.message.key)) if commit.message is not None else None
        if mark is None:
            return False
        if mark.main in later:
            return commit.id not in later[mark.main]
        return stamp(commit.committed) <= mark.at

    commits = _commits_of(archive, None, marks.get(_ALL))
    return frozenset(commit.id for commit in commits if not is_read(commit))


def _commits_of(
    archive: Archive, key: PostKey | None, mark: Mark | None = None
) -> Iterator[Commit]:
    paths = (post_directory(key),) if key is not None else ()
    known = mark is not None and archive.resolve(mark.main) is not None
    since = (f"^{mark.main}",) if mark is not None and known else ()
    for commit in iter_commits(archive, MAIN, *since, paths=paths):
        # A history that was rewritten has other commits; then the time must do.
        after = mark is None or known or stamp(commit.committed) > mark.at
        if after and commit.message is not None:
            yield commit
