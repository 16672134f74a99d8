"""What holds for every archive after every run."""

from __future__ import annotations

import subprocess
from pathlib import Path

import msgspec

from tracker.archive.held import HeldPost
from tracker.archive.heldcache import read_held
from tracker.archive.history import iter_commits
from tracker.archive.journal import Journal
from tracker.archive.layout import GONE, POST, TEXT
from tracker.archive.messages import parse_message, render_message
from tracker.archive.repository import MAIN, SYNCS, Archive, open_archive
from tracker.model import PostKey


def check_laws(path: Path) -> None:
    """Check an archive: git's own laws, ours, and that the cache is no more than a cache."""
    with open_archive(path) as archive:
        _check_git(archive)
        _check_history(archive)
        _check_cache(archive)


def _check_git(archive: Archive) -> None:
    found = _git(archive.path, "fsck", "--strict", "--no-dangling", "--no-progress")
    assert found == ""
    if not archive.repo.bare:
        assert _git(archive.path, "status", "--porcelain", "--ignored") == ""
    assert list(Journal(archive.state_dir).entries()) == []
    assert not list(archive.git_dir.glob("fast_import_crash_*"))


def _check_history(archive: Archive) -> None:
    """Messages are in form, no commit is empty, and `git log --since` cannot stop early."""
    last = None
    for commit in iter_commits(archive, MAIN, oldest_first=True, first_parent=True):
        assert commit.message is not None, commit.text
        assert parse_message(render_message(commit.message)) == commit.message
        assert render_message(commit.message) == commit.text.rstrip("\n") + "\n"
        assert last is None or commit.committed >= last
        last = commit.committed
        assert commit.changes or len(commit.parents) == 2, commit.text
        names = {change.path.rpartition("/")[2] for change in commit.changes}
        if commit.message.key is not None:
            assert names & {TEXT, POST, GONE, "wp-revision.json", "wp-comments.json"}
            folder = {change.path.rpartition("/")[0] for change in commit.changes}
            assert len(folder) == 1, commit.text
        if len(commit.parents) == 2:
            assert not commit.changes, "a merge of later knowledge has changed the tree"


def _check_cache(archive: Archive) -> None:
    """What the run left as its cache is what the repository alone tells."""
    cache = archive.state_dir / "held.msgpack"
    _, main, _, syncs, posts = msgspec.msgpack.decode(cache.read_bytes())
    assert (main, syncs) == (archive.resolve(MAIN), archive.resolve(SYNCS))
    written = {post.key: post for post in msgspec.convert(posts, type=list[HeldPost])}
    cache.unlink()
    read = read_held(archive)
    assert sorted(_plain(written) ^ _plain(read)) == []


def _plain(held: dict[PostKey, HeldPost]) -> set[str]:
    """Make what differs visible in a failure: one line a field; only order may differ."""
    found = set()
    for key, post in held.items():
        fields = msgspec.structs.asdict(post)
        fields |= {"files": sorted(post.files.items()), "revisions": sorted(post.revisions)}
        found |= {f"{key} {name}: {value}" for name, value in fields.items()}
    return found


def _git(path: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(path), *arguments], capture_output=True, timeout=60, check=False
    )
    assert done.returncode == 0, (arguments, done.stderr)
    return done.stdout.decode("utf-8", "replace")
